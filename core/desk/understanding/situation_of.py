"""What stands as somebody speaks: what was asked, as whom they speak, what is known of them."""

from core.claims import claim_form
from core.claims.states import ASKING, MENDABLE, State
from core.desk import at_hand
from core.desk.claim.read_answers import being_asked
from core.desk.expecting import (
    Expecting,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingChoice,
    ExpectingCode,
    ExpectingOtherCase,
    ExpectingReason,
)
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.people.roles import Right, roles, works_here
from core.programmes.form import Question, QuestionKind
from core.reading.acts.situation import Asked, Situation, SpeaksAs
from core.review import routing

AWAITED: dict[type[Expecting], Asked] = {
    ExpectingAddress: Asked.MAIL,
    ExpectingAddressDoubt: Asked.MAIL,
    ExpectingCode: Asked.CODE,
    ExpectingChoice: Asked.QUESTION,
    ExpectingReason: Asked.REASON,
    ExpectingAwardReason: Asked.REASON,
    ExpectingAwardYes: Asked.RECAP,
    ExpectingCaseOrder: Asked.CASE,
    ExpectingCaseAnswer: Asked.CASE,
    ExpectingCaseReason: Asked.REASON,
    ExpectingOtherCase: Asked.CASE,
}
AT_A_CASE = (ExpectingCaseOrder, ExpectingCaseAnswer, ExpectingCaseReason, ExpectingOtherCase)
# Any words are an answer to a question of these kinds: other acts in them are weighed.
OF_ANY_WORDS = {QuestionKind.TEXT, QuestionKind.NAME, QuestionKind.ORGANISATION}
# A yes is an answer to these.
TO_AGREE = (ExpectingAddressDoubt, ExpectingChoice, ExpectingAwardYes)


def situation_of(speaker: Speaker) -> Situation:
    """What stands as somebody speaks: what was asked, as whom they speak, what is known of them."""
    claim = at_hand.under_way(speaker)
    known = known_of(speaker, None if speaker.elsewhere else claim)
    question = question_asked(speaker)
    free = question is not None and question.kind in OF_ANY_WORDS
    consents = question is not None and question.kind is QuestionKind.CONSENT
    agrees = consents or isinstance(speaker.awaited, TO_AGREE)
    return Situation(asked_of(speaker), role_of(speaker), known, agrees=agrees, free=free)


def question_asked(speaker: Speaker) -> Question | None:
    """The question of the claim under way that the whole message would answer."""
    claim = at_hand.under_way(speaker)
    if claim is None or asked_of(speaker) is not Asked.QUESTION:
        return None
    return being_asked(claim_form.form_of(speaker.turn, claim), speaker.incoming)


def asked_of(speaker: Speaker) -> Asked:
    """What the words are an answer to, or where the claim stands."""
    awaited, claim = speaker.awaited, at_hand.under_way(speaker)
    if type(awaited) in AWAITED:
        return AWAITED[type(awaited)]
    if claim is None:
        return Asked.CARD if has_card(speaker) else Asked.NONE
    if claim.state == State.READY:
        return Asked.RECAP
    if claim.state in ASKING | MENDABLE:
        return Asked.QUESTION
    return {
        State.IN_REVIEW: Asked.IN_REVIEW,
        State.APPROVED: Asked.IN_REVIEW,
        State.ISSUED: Asked.ISSUED,
    }.get(State(claim.state), Asked.NONE)


def has_card(speaker: Speaker) -> bool:
    """Whether a claim waits before who speaks."""
    at_work = role_of(speaker) is SpeaksAs.REVIEWER
    return at_work and bool(routing.mine(speaker.turn, speaker.person))


def role_of(speaker: Speaker) -> SpeaksAs:
    """As whom somebody speaks: the staff are learners too while a claim of theirs is under way."""
    if isinstance(speaker.awaited, AT_A_CASE):
        return SpeaksAs.SUPPORT
    if at_hand.under_way(speaker) is not None or not speaker.themselves:
        return SpeaksAs.LEARNER
    if roles(speaker.turn, speaker.person, Right.DECIDE):
        return SpeaksAs.REVIEWER
    return SpeaksAs.SUPPORT if works_here(speaker.turn, speaker.person) else SpeaksAs.LEARNER
