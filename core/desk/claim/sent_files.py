"""Files that answer a claim: whether one may, for which question, and what becomes of it."""

from collections.abc import Sequence

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.evidence import kept_files
from core.claims.states import ASKING, MENDABLE
from core.desk import at_hand
from core.desk.claim import read_answers
from core.desk.expecting import ExpectingChoice, ExpectingNothing, ExpectingOffer
from core.desk.incoming import Incoming, Manner
from core.desk.speaker import Speaker, glimpse
from core.desk.understood import HeardFile, ReadAnswers
from core.ground.errors import Refusal
from core.ground.world import World
from core.programmes.answers import files
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.evidence.prepare_file import Attachment, prepared
from core.programmes.form import Question, QuestionKind

MORE = "more"  # what is kept as said with files while others may follow
INSIDE = "answers.file_inside"  # a picture in the text of a mail, which may be a signature's
Plan = Sequence[tuple[Attachment, Question]]


def wanted(world: World, incoming: Incoming) -> bool:
    """Whether a file that comes with this input may answer a question, so that its door fetches
    it."""
    with world.glance() as turn:
        return bool(awaiting(glimpse(turn, incoming)))


def awaiting(speaker: Speaker) -> list[Question]:
    """The questions for a file of the claim that the speaker has under way; none where something
    else is awaited, or where it is not theirs for sure."""
    claim, free = at_hand.under_way(speaker), ExpectingNothing | ExpectingChoice | ExpectingOffer
    if claim is None or claim.state not in ASKING | MENDABLE or speaker.incoming.group:
        return []
    if not speaker.proven or speaker.elsewhere or not isinstance(speaker.awaited, free):
        return []
    form = claim_form.form_of(speaker.turn, claim)
    return [each for each in form.questions if each.kind is QuestionKind.FILE]


def planned(speaker: Speaker) -> Plan:
    """Which question each file that came along is for: the one that its field is of, the one asked,
    those that are missing in their order."""
    sent, open_ones = speaker.incoming.files, awaiting(speaker) if speaker.incoming.files else []
    claim = at_hand.under_way(speaker)
    if not open_ones or claim is None:
        return []
    form = claim_form.form_of(speaker.turn, claim)
    missing = [each for each in open_ones if form.lacks(each.name)] or open_ones
    asked = [each for each in open_ones if each.name == claim.asked]
    if speaker.incoming.manner is Manner.CHAT:
        missing = [*asked, *missing][:1]
    told = {each.name: each for each in open_ones}
    return [
        (each, told.get(each.question) or missing[min(number, len(missing) - 1)])
        for number, each in enumerate(sent)
    ]


def read(plan: Plan, language: str) -> tuple[HeardFile, ...]:
    """The files made fit to be kept, each for its question, or why one is not. No transaction waits
    for it."""
    return tuple(read_one(attachment, question, language) for attachment, question in plan)


def read_one(attachment: Attachment, question: Question, language: str) -> HeardFile:
    """One file made fit to be kept, or why it is not."""
    try:
        return HeardFile(question.name, prepared(attachment, question, language))
    except Refusal as refusal:
        return HeardFile(question.name, None, refusal)


def with_files(speaker: Speaker, form: ClaimForm, heard: ReadAnswers) -> ReadAnswers:
    """What was heard with the files that came along; words beside them that answer nothing are no
    wrong answer."""
    came = speaker.understood.files
    if not came:
        return heard
    beside = speaker.chatting and not heard.answers
    heard = ReadAnswers(
        dict(heard.answers),
        {} if beside else dict(heard.problems),
        {} if beside else dict(heard.unsure),
    )
    for question in (each for each in form.questions if each.kind is QuestionKind.FILE):
        ours = [each for each in came if each.question == question.name]
        if ours:
            heard.problems.pop(question.name, None)
            hear_answer(speaker, form, question, ours, heard)
    if not speaker.chatting and not speaker.incoming.fields:
        read_answers.leave_out(heard, form.missing)
    return heard


def hear_answer(
    speaker: Speaker,
    form: ClaimForm,
    question: Question,
    came: Sequence[HeardFile],
    heard: ReadAnswers,
) -> None:
    """The answer that files make to their question: those that came, after those of the same album
    or of the messages before; else why they make none."""
    refused = next((each.refusal for each in came if each.refusal), None)
    if refused is not None:
        inside = refused.word == INSIDE
        if not (inside and (question.optional or not form.lacks(question.name))):
            heard.problems[question.name] = refused
        return
    if speaker.incoming.beside and not collects(form, question):
        heard.problems[question.name] = Refusal("answers.file_first_only")
        return
    sent = [each.prepared.sent for each in came if each.prepared]
    before = kept_files.of(form, question.name) if collects(form, question) else []
    lines = list(dict.fromkeys(str(each) for each in (*before, *sent)))
    if len(lines) > question.max_files:
        told = files.limits(question, form.language)
        heard.problems[question.name] = Refusal(
            "answers.file_many", count=str(len(lines)), most=told["most"]
        )
        return
    more = speaker.chatting and asked_now(form, question) and len(lines) < question.max_files
    heard.answers[question.name] = CheckedAnswer("\n".join(lines), MORE if more else "")


def asked_now(form: ClaimForm, question: Question) -> bool:
    """Whether the conversation stands at this question."""
    asked = form.claim.asked or next((each.name for each in form.missing), "")
    return asked == question.name


def collects(form: ClaimForm, question: Question) -> bool:
    """Whether more files may follow those that the question has, by one message each."""
    row = form.rows.get(question.name)
    return row is not None and row.said == MORE and form.claim.asked == question.name


def keep(speaker: Speaker, form: ClaimForm) -> Question | None:
    """Keep the bytes of the files that now answer a question; gives the question that takes more of
    them, if the conversation stands there."""
    further = None
    for question in (each for each in form.questions if each.kind is QuestionKind.FILE):
        ours = [each for each in speaker.understood.files if each.question == question.name]
        came = [each.prepared for each in ours if each.prepared]
        if came:
            kept_files.keep(speaker.turn, form, question.name, came)
            row = form.rows.get(question.name)
            further = question if row is not None and row.said == MORE else further
    return further
