"""The exact text of a badge before it is final: what the person says yes to."""

from core.claims import changes, recipients
from core.claims.claim_form import Sheet
from core.ground.messages import Button, Buttons, Message
from core.ground.world import Turn
from core.programmes.programme import Kind, Question, said

ROW = 2


def recap(turn: Turn, filled: Sheet) -> Message:
    """The badge as it will be, with one button that makes it final and one per answer that mends
    it."""
    values = {
        "badge": said(filled.badge.name, filled.language),
        "programme": said(filled.programme.name, filled.language),
        "description": said(filled.badge.description, filled.language),
        "answers": answers(turn, filled),
        "recipient": recipient(turn, filled),
    }
    mended = "claim.recap_unchanged" if changes.nothing(filled) else "claim.recap"
    word = mended if filled.questions else "claim.offer"
    text = turn.say(filled.locale, word, **values)
    return Message(text, filled.locale, buttons(turn, filled), "recap", values)


def answers(turn: Turn, filled: Sheet) -> str:
    """One line for each answer that will stand in the badge."""
    return "\n".join(
        line(turn, filled, question, filled.shown(question.name))
        for question in filled.questions
        if question.evidence and filled.shown(question.name)
    )


def missing(turn: Turn, filled: Sheet) -> str:
    """One line to fill in for each answer that is missing."""
    return "\n".join(line(turn, filled, question, "") for question in filled.missing)


def line(turn: Turn, filled: Sheet, question: Question, answer: str) -> str:
    """« Label : answer », as forms and recaps have it."""
    label = question.label_in(filled.language)
    return turn.say(filled.locale, "claim.line", label=label, answer=answer)


def recipient(turn: Turn, filled: Sheet) -> str:
    """The mail address that the badge will bear; empty where there is none yet."""
    mail = recipients.recipient(turn, filled.claim)
    return mail.value if mail else ""


def buttons(turn: Turn, filled: Sheet) -> Buttons:
    """The yes of the recap, then one button for each answer that can be mended."""
    ref, locale = filled.claim.ref, filled.locale
    word = "claim.button_yes" if filled.questions else "claim.button_accept"
    edits = [
        Button(
            turn.say(locale, "claim.button_edit", label=question.label_in(filled.language)),
            f"edit:{ref}:{question.name}",
        )
        for question in filled.questions
        if question.kind is not Kind.CONSENT
    ]
    rows = tuple(tuple(edits[start : start + ROW]) for start in range(0, len(edits), ROW))
    return ((Button(turn.say(locale, word), f"confirm:{ref}"),), *rows)
