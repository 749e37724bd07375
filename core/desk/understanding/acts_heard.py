"""The acts of a message where its conversation stands: the reader of words, and what is exact."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING, MENDABLE, State
from core.desk import at_hand, menu
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
from core.desk.identity.prove_mail import address_in, digits_in
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.desk.understood import ReadAnswers, Understood
from core.people.roles import Right, roles, works_here
from core.reading.acts.act import Act
from core.reading.acts.kinds import ActKind
from core.reading.acts.read import Reading, read
from core.reading.acts.situation import Asked, Situation, SpeaksAs
from core.reading.acts.wishes import Wish
from core.reading.acts.yes_no import assents, refuses
from core.reading.text import words
from core.review import routing

EXACT = 0.99  # the certainty of what a rule found: a whole phrase, a date, a code
SHORT = 12  # words that may be another act where any words are an answer
NO_STORY = (
    ActKind.HELP,
    ActKind.HUMAN,
    ActKind.BACK,
    ActKind.WAIT,
    ActKind.LANGUAGE,
    ActKind.COMPLAIN,
    ActKind.WITHDRAW,
    ActKind.STATUS,
    ActKind.COURTESY,
)
WISHES = {
    Wish.NOT_ME: ActKind.NOT_ME,
    Wish.STOP: ActKind.STOP,
    Wish.HUMAN: ActKind.HUMAN,
    Wish.LOST: ActKind.LOST,
    Wish.STATUS: ActKind.STATUS,
}
COMMANDS = {
    "help": ActKind.HELP,
    "faq": ActKind.ASK,
    "status": ActKind.STATUS,
    "mybadges": ActKind.STATUS,
    "badge": ActKind.CLAIM,
    "link": ActKind.OTHER_ADDRESS,
    "cancel": ActKind.WITHDRAW,
    "language": ActKind.LANGUAGE,
    "lost": ActKind.LOST,
    "privacy": ActKind.MY_DATA,
}
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
STANDING = (Asked.RECAP, Asked.QUESTION, Asked.MAIL, Asked.CODE, Asked.REASON, Asked.CASE)
VALUE = re.compile(r"https?://|www\.|\w@\w|\d{4}|\d[/.-]\d")  # what only an answer has


def situation_of(speaker: Speaker) -> Situation:
    """What stands as somebody speaks: what was asked, as whom they speak, what is known of them."""
    claim = at_hand.under_way(speaker)
    known = known_of(speaker, None if speaker.elsewhere else claim)
    return Situation(asked_of(speaker), role_of(speaker), known)


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


def heard(speaker: Speaker, understood: Understood) -> Understood:
    """The reading with its acts: those of the words, and those that are exact beside them."""
    situation = situation_of(speaker)
    whole = next(whole_acts(speaker, understood, situation), None)
    if whole is not None:
        return replace(understood, reading=Reading((whole,)))
    said = read(speaker.incoming.text, situation)
    if understood.story and is_no_story(speaker.incoming.text, said):
        understood = replace(understood, answers=ReadAnswers())
    exact = list(exact_acts(speaker, understood, situation))
    reading = said.beside(exact)
    return replace(understood, reading=reading, given=given_beside(speaker, situation))


def is_no_story(text: str, said: Reading) -> bool:
    """Whether a few words where a story was asked for are another act and none of it."""
    short = len(words(text)) <= SHORT
    return short and said.has(*NO_STORY) and not said.has(ActKind.ANSWER, ActKind.CORRECT)


def whole_acts(speaker: Speaker, understood: Understood, situation: Situation) -> Iterator[Act]:
    """What the whole message is by rule: a command, a yes or no in known phrases, a final wish."""
    text = speaker.incoming.text
    if understood.command:
        yield Act(COMMANDS[understood.command], EXACT, text)
    if situation.asked not in STANDING and menu.is_named(speaker, text):
        yield Act(ActKind.CLAIM, EXACT, text)
    if understood.wish in (Wish.STOP, Wish.NOT_ME):
        yield Act(WISHES[understood.wish], EXACT, text)
    if situation.asked is Asked.RECAP and assents(text, situation.known):
        yield Act(ActKind.CONFIRM, EXACT, text)
    if situation.asked is Asked.RECAP and refuses(text, situation.known):
        yield Act(ActKind.DENY, EXACT, text)


def exact_acts(speaker: Speaker, understood: Understood, situation: Situation) -> Iterator[Act]:
    """What parts of the message are by rule: a wish, questions asked often, values."""
    text = speaker.incoming.text
    if understood.wish in WISHES:
        yield Act(WISHES[understood.wish], EXACT, text)
    asked = understood.questions.get(understood.programme)
    for question in asked.questions if asked else ():
        if question.sure:
            said = text[question.start : question.end]
            yield Act(ActKind.ASK, EXACT, said, question.hits[0].entry.slug)
    before_form = situation.asked in (Asked.MAIL, Asked.CODE)
    tried = (understood.answers.problems or before_form) and VALUE.search(text)
    if understood.answers.answers or tried or given_beside(speaker, situation):
        yield Act(answer_kind(speaker, understood, situation), EXACT, understood.words)


def answer_kind(speaker: Speaker, understood: Understood, situation: Situation) -> ActKind:
    """Whether values answer what was asked, or correct what stands."""
    claim = at_hand.under_way(speaker)
    if claim is None or situation.asked in (Asked.MAIL, Asked.CODE):
        return ActKind.ANSWER
    form: ClaimForm = claim_form.form_of(speaker.turn, claim)
    stood = all(not form.lacks(name) for name in understood.answers.answers)
    return ActKind.CORRECT if stood and situation.asked is Asked.RECAP else ActKind.ANSWER


def given_beside(speaker: Speaker, situation: Situation) -> dict[str, str]:
    """The mail address or the code that the words hold where one is awaited."""
    text = speaker.incoming.text
    if situation.asked is Asked.MAIL and (mail := address_in(text)):
        return {"mail": mail}
    if situation.asked is Asked.CODE and (code := digits_in(text)):
        return {"code": "".join(filter(str.isdigit, code))}
    return {}
