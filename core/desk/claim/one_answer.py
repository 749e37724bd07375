"""One answer of a claim: taken from a press, asked again, left as it stands or left out."""

from core.claims import claim_form, recap
from core.claims.claim_form import SKIPPED, ClaimForm
from core.claims.moves import move
from core.claims.states import ASKING, Move, State
from core.desk.claim import conversation, next_question
from core.desk.expecting import ExpectingChoice
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.form import Question, QuestionKind


def answer(speaker: Speaker, claim: Claim, name: str, given: CheckedAnswer) -> None:
    """Take one answer that a button gave, and go on."""
    form = claim_form.form_of(speaker.turn, claim)
    claim.asked = name
    speaker.expect()
    conversation.tell(speaker, form, conversation.keep(speaker, form, {name: given}))


def take_reading(speaker: Speaker, offered: ExpectingChoice) -> None:
    """Take a yes in words for the one reading of an answer that there is."""
    claim = speaker.claim
    assert claim is not None
    answer(speaker, claim, claim.asked, offered.readings[0])


def spell(speaker: Speaker, claim: Claim, name: str) -> None:
    """Write the name as the roster has it, which the person typed without accents or capitals."""
    listed = recap.spelling(speaker.turn, claim_form.form_of(speaker.turn, claim))
    if claim.state not in ASKING or listed is None or listed[0] != name:
        conversation.resume(speaker, claim)
    else:
        answer(speaker, claim, name, CheckedAnswer(listed[1], listed[1]))


def edit(speaker: Speaker, claim: Claim, name: str) -> None:
    """Ask one question of the recap again; the other answers stay."""
    form = claim_form.form_of(speaker.turn, claim)
    question = form.question(name)
    if question is None or claim.state not in ASKING:
        conversation.resume(speaker, claim)
        return
    if claim.state == State.READY:
        move(speaker.turn, claim, Move.AMEND, conversation.actor(speaker))
    if question.kind is QuestionKind.FILE and question.name in form.rows:
        form.rows[question.name].said = ""  # what comes now takes the place of what was sent
    speaker.about(claim)
    next_question.ask(speaker, form, question)
    speaker.turn.effects.conclude(Outcome.ASKED)


def reopen(speaker: Speaker, form: ClaimForm, name: str) -> None:
    """Let an answer be given anew that was said to be wrong; it stays readable."""
    if form.claim.state == State.READY:
        move(speaker.turn, form.claim, Move.AMEND, conversation.actor(speaker))
    claim_form.mark_wrong(speaker.turn, form, name)


def back(speaker: Speaker, claim: Claim) -> None:
    """Go one question back; later answers stay."""
    names = [question.name for question in claim_form.form_of(speaker.turn, claim).questions]
    if claim.asked not in names:
        conversation.resume(speaker, claim)
        return
    edit(speaker, claim, names[max(0, names.index(claim.asked) - 1)])


def keep_answer(speaker: Speaker, claim: Claim) -> None:
    """Let the answer stand that was in doubt, and go on to what is missing."""
    claim.asked = ""
    conversation.resume(speaker, claim)


def skip(speaker: Speaker, claim: Claim, name: str) -> None:
    """Leave an optional question without an answer."""
    form = claim_form.form_of(speaker.turn, claim)
    question = form.question(name)
    if question is not None and question.optional and claim.state in ASKING:
        claim_form.record(speaker.turn, form, name, CheckedAnswer(value="", said=""), SKIPPED)
        claim.asked = ""
    conversation.resume(speaker, claim)


def option(question: Question, value: str) -> CheckedAnswer | None:
    """The answer that a pressed option stands for, if the question has it."""
    if question.kind is QuestionKind.CONSENT and value == "yes":
        return CheckedAnswer(value="yes", said="yes")
    known = {each.value for each in question.options}
    return CheckedAnswer(value=value, said=value) if value in known else None
