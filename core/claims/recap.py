"""The exact text of a badge before it is final: what the person says yes to."""

from core.claims import changes, path, recipients, roster_answers
from core.claims.claim_form import ClaimForm
from core.ground.messages import Button, Buttons, Message
from core.ground.world import Turn
from core.programmes import validity
from core.programmes.file_values import said
from core.programmes.form import Question, QuestionKind, ReviewBy
from core.programmes.members import organisations
from core.reading.text import fold

ROW = 2
# The values of a recap that change with the answers.
OF_ANSWERS = ("answers", "spelling", "files", "next")


def recap(turn: Turn, form: ClaimForm) -> Message:
    """The badge as it will be, with one button that makes it final and one per answer that mends
    it."""
    values = {
        "badge": said(form.badge.name, form.language),
        "issuer": issuer(turn, form),
        "description": description(turn, form),
        "answers": answers(turn, form),
        "recipient": recipient(turn, form),
        "next": path.what_follows(turn, form) if form.questions else "",
    }
    mended = "claim.recap_unchanged" if changes.nothing(form) else "claim.recap"
    word = mended if form.questions else "claim.offer"
    text = turn.say(form.locale, word, **values)
    if sent := files(turn, form):
        values["files"] = sent
        text = f"{sent}\n\n{text}"
    if listed := spelling(turn, form):
        values["spelling"] = turn.say(form.locale, "claim.spelling", name=listed[1])
        text = f"{values['spelling']}\n\n{text}"
    letter = "recap" if form.questions else "offer"
    return Message(text, form.locale, buttons(turn, form), letter, values)


def issuer(turn: Turn, form: ClaimForm, locale: str = "") -> str:
    """Who will issue the badge, as its person reads it, or another reader in their locale; also
    while it has not been told which organisation confirms it."""
    locale = locale or form.locale
    language = locale.partition("-")[0]
    if form.definition.issuer == "organisation" and not form.confirming:
        title = form.programme.titled(language)
        return turn.say(locale, "claim.issuer_to_be", title=title)
    own = organisations.issuing(turn, form.programme, form.badge, form.confirming)
    return (own or form.programme).named(language)


def description(turn: Turn, form: ClaimForm) -> str:
    """What the badge says of its holder, and until when, were it issued today."""
    told = said(form.badge.description, form.language)
    last = validity.end(form.badge.expires, turn.at, form.programme.zone)
    if last is None:
        return told
    return f"{told} {turn.say(form.locale, 'badge.valid_until', day=form.day(last))}"


def changed(turn: Turn, form: ClaimForm, before: Message) -> list[Question]:
    """The questions whose answers are other ones than in the recap before; none where something
    else than answers changed."""
    now = recap(turn, form).values
    same = all(now[name] == before.values.get(name) for name in now if name not in OF_ANSWERS)
    stood = before.values.get("answers", "").split("\n")
    shown = [each for each in form.questions if shows(form, each)]
    if not same or len(stood) != len(shown):
        return []
    return [each for each in shown if line(turn, form, each, form.shown(each.name)) not in stood]


def spelling(turn: Turn, form: ClaimForm) -> tuple[str, str] | None:
    """The question for a name that was typed without the accents and capitals which it has on the
    roster, and the name as it stands there; None where they agree."""
    told = roster_answers.on_roster(turn, form)
    for question in form.questions:
        listed, typed = told.get(question.name, ""), form.values.get(question.name, "")
        differs = typed != listed and fold(typed) == fold(listed)
        if question.kind is QuestionKind.NAME and differs and not listed.isupper():
            return question.name, listed
    return None


def answers(turn: Turn, form: ClaimForm) -> str:
    """One line for each answer that will stand in the badge."""
    return "\n".join(
        line(turn, form, question, form.shown(question.name))
        for question in form.questions
        if shows(form, question)
    )


def files(turn: Turn, form: ClaimForm) -> str:
    """What is said of the files that came: their names and sizes, and who sees them; empty for
    none."""
    asked = [each for each in form.questions if each.kind is QuestionKind.FILE]
    lines = [
        line(turn, form, each, form.shown(each.name))
        for each in asked
        if form.shown(each.name) and not form.lacks(each.name)
    ]
    if not lines:
        return ""
    by_people = form.definition.review.by not in (ReviewBy.NOBODY, ReviewBy.DECLARED)
    word = "claim.files_reviewed" if by_people else "claim.files_kept"
    return turn.say(form.locale, word, files="\n".join(lines))


def shows(form: ClaimForm, question: Question) -> bool:
    """Whether the answer to a question will stand in the badge."""
    stands = bool(form.shown(question.name)) and not form.lacks(question.name)
    return bool(question.evidence) and stands


def missing(turn: Turn, form: ClaimForm) -> str:
    """One line to fill in for each answer that is missing; a file is attached, not filled in."""
    written = [each for each in form.missing if each.kind is not QuestionKind.FILE]
    return "\n".join(line(turn, form, each, "") for each in written or form.missing)


def line(turn: Turn, form: ClaimForm, question: Question, answer: str) -> str:
    """« Label : answer », as forms and recaps have it."""
    label = question.label_in(form.language)
    return turn.say(form.locale, "claim.line", label=label, answer=answer)


def recipient(turn: Turn, form: ClaimForm) -> str:
    """The mail address that the badge will bear; empty where there is none yet."""
    mail = recipients.recipient(turn, form.claim)
    return mail.value if mail else ""


def edit_label(turn: Turn, form: ClaimForm, question: Question) -> str:
    """« Corriger : Dépôt GitHub »; « Ajouter : … » for what is told at will and was not yet."""
    untold = question.at_will and not form.shown(question.name)
    word = "claim.button_add" if untold else "claim.button_edit"
    return turn.say(form.locale, word, label=question.label_in(form.language))


def buttons(turn: Turn, form: ClaimForm) -> Buttons:
    """The yes of the recap, then one button for each answer that can be mended."""
    ref, locale = form.claim.ref, form.locale
    word = "claim.button_yes" if form.questions else "claim.button_accept"
    edits = [
        Button(edit_label(turn, form, question), f"edit:{ref}:{question.name}")
        for question in form.questions
        if question.kind is not QuestionKind.CONSENT
    ]
    rows = tuple(tuple(edits[start : start + ROW]) for start in range(0, len(edits), ROW))
    if listed := spelling(turn, form):
        name, written = listed
        label = turn.say(locale, "claim.button_spelling", name=written)
        rows = ((Button(label, f"spell:{ref}:{name}"),), *rows)
    return ((Button(turn.say(locale, word), f"confirm:{ref}"),), *rows)
