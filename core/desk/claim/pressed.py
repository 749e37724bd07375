"""The buttons of a claim: whose it is, and an answer that was chosen."""

from sqlmodel import select

from core.claims import claim_form
from core.claims.states import ASKING
from core.desk.claim import conversation, one_answer
from core.desk.expecting import ExpectingChoice
from core.desk.speaker import Speaker
from core.ground.tables import Claim
from core.people.roles import Right, may


def own_claim(speaker: Speaker, ref: str) -> Claim | None:
    """The claim of this reference, if it is the speaker's; else None."""
    query = select(Claim).where(Claim.ref == ref)
    turn = speaker.turn
    claim = turn.db.exec(query.with_for_update()).first()
    if claim is None or not may(turn, speaker.person, Right.CLAIM, claim.programme, claim):
        return None
    return claim


def choose(speaker: Speaker, claim: Claim, name: str, number: str) -> None:
    """Take one of several readings of an answer, by its number."""
    awaited = speaker.awaited
    open_now = isinstance(awaited, ExpectingChoice) and claim.state in ASKING
    readings = awaited.readings if isinstance(awaited, ExpectingChoice) and open_now else ()
    if name != claim.asked or not number.isdecimal() or int(number) >= len(readings):
        conversation.resume(speaker, claim)
        return
    one_answer.answer(speaker, claim, name, readings[int(number)])


def option(speaker: Speaker, claim: Claim, name: str, value: str) -> None:
    """Take an option of a choice, or a consent."""
    question = claim_form.form_of(speaker.turn, claim).question(name)
    given = one_answer.option(question, value) if question and claim.state in ASKING else None
    if given is None:
        conversation.resume(speaker, claim)
        return
    one_answer.answer(speaker, claim, name, given)
