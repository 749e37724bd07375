"""The exact text of a badge before it is final: what the person says yes to."""

from core.claims import changes, recipients
from core.claims.claim_form import ClaimForm
from core.ground.messages import Button, Buttons, Message
from core.ground.world import Turn
from core.programmes.programme import Question, QuestionKind, said

ROW = 2


def recap(turn: Turn, form: ClaimForm) -> Message:
    """The badge as it will be, with one button that makes it final and one per answer that mends
    it."""
    values = {
        "badge": said(form.badge.name, form.language),
        "programme": said(form.programme.name, form.language),
        "description": said(form.badge.description, form.language),
        "answers": answers(turn, form),
        "recipient": recipient(turn, form),
    }
    mended = "claim.recap_unchanged" if changes.nothing(form) else "claim.recap"
    word = mended if form.questions else "claim.offer"
    text = turn.say(form.locale, word, **values)
    return Message(text, form.locale, buttons(turn, form), "recap", values)


def answers(turn: Turn, form: ClaimForm) -> str:
    """One line for each answer that will stand in the badge."""
    return "\n".join(
        line(turn, form, question, form.shown(question.name))
        for question in form.questions
        if question.evidence and form.shown(question.name) and not form.lacks(question.name)
    )


def missing(turn: Turn, form: ClaimForm) -> str:
    """One line to fill in for each answer that is missing."""
    return "\n".join(line(turn, form, question, "") for question in form.missing)


def line(turn: Turn, form: ClaimForm, question: Question, answer: str) -> str:
    """« Label : answer », as forms and recaps have it."""
    label = question.label_in(form.language)
    return turn.say(form.locale, "claim.line", label=label, answer=answer)


def recipient(turn: Turn, form: ClaimForm) -> str:
    """The mail address that the badge will bear; empty where there is none yet."""
    mail = recipients.recipient(turn, form.claim)
    return mail.value if mail else ""


def buttons(turn: Turn, form: ClaimForm) -> Buttons:
    """The yes of the recap, then one button for each answer that can be mended."""
    ref, locale = form.claim.ref, form.locale
    word = "claim.button_yes" if form.questions else "claim.button_accept"
    edits = [
        Button(
            turn.say(locale, "claim.button_edit", label=question.label_in(form.language)),
            f"edit:{ref}:{question.name}",
        )
        for question in form.questions
        if question.kind is not QuestionKind.CONSENT
    ]
    rows = tuple(tuple(edits[start : start + ROW]) for start in range(0, len(edits), ROW))
    return ((Button(turn.say(locale, word), f"confirm:{ref}"),), *rows)
