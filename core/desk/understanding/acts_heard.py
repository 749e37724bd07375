"""The acts of a message where its conversation stands: the reader of words, and what is exact."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.desk import at_hand, menu
from core.desk.identity.addresses_said import address_in, digits_in
from core.desk.speaker import Speaker
from core.desk.understood import ReadAnswers, Understood
from core.reading.acts.act import Act
from core.reading.acts.kinds import ActKind
from core.reading.acts.read import ASKABLE, HINTED, Reading
from core.reading.acts.reasons import doubtful
from core.reading.acts.situation import Asked, Situation
from core.reading.acts.usual_words import hedged
from core.reading.acts.wishes import SHOWING, Wish
from core.reading.acts.yes_no import assents, refuses
from core.reading.text import words
from core.reading.written_speech import spoken

CERTAIN = 0.8  # from here an act outweighs an answer that any words could be
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
    **dict.fromkeys(SHOWING, ActKind.SHARE),
    Wish.REPORT: ActKind.STATUS,
}
COMMANDS = {
    "help": ActKind.HELP,
    "faq": ActKind.ASK,
    "status": ActKind.STATUS,
    "mybadges": ActKind.STATUS,
    "mypage": ActKind.SHARE,
    "talents": ActKind.SHARE,
    "report": ActKind.STATUS,
    "badge": ActKind.CLAIM,
    "link": ActKind.OTHER_ADDRESS,
    "cancel": ActKind.WITHDRAW,
    "language": ActKind.LANGUAGE,
    "lost": ActKind.LOST,
    "privacy": ActKind.MY_DATA,
}
# Who surely means one of these asks no question that is asked often, though it may sound like one.
NO_QUESTION = (
    ActKind.LOST,
    ActKind.STATUS,
    ActKind.NEW_CODE,
    ActKind.OTHER_ADDRESS,
    ActKind.BACK,
    ActKind.HUMAN,
    ActKind.LANGUAGE,
    ActKind.WITHDRAW,
    ActKind.STOP,
    ActKind.NOT_ME,
    ActKind.ERASE,
    ActKind.WAIT,
    ActKind.COURTESY,
    ActKind.COMPLAIN,
)
# What is said to us while a reason is asked for, and how a reason may sound.
TO_US = (
    ActKind.WAIT,
    ActKind.BACK,
    ActKind.SECOND,
    ActKind.ASSIGN,
    ActKind.TALK,
    ActKind.HELP,
    ActKind.QUEUE,
    ActKind.AWAY,
    ActKind.UNDO,
    ActKind.APPROVE,
    ActKind.ASK,
    ActKind.IDENTITY,
    ActKind.COURTESY,
)
SAID_BY_REASONS = frozenset(
    (ActKind.REFUSE, ActKind.RETURN, ActKind.LOST, ActKind.COMPLAIN, ActKind.FIND, ActKind.REPLY)
)
REASON = 0.9  # the certainty of a reason: any words are one that are not surely said to us
LEAST_REASON = 3  # words
SEEN = 0.02  # the share of a question that is known and ends as one
NOT_OURS, STRANGE, LONG = 0.06, 0.5, 5  # an answer's share, nobody's share, words
STANDING = (Asked.RECAP, Asked.QUESTION, Asked.MAIL, Asked.CODE, Asked.REASON, Asked.CASE)
VALUE = re.compile(r"https?://|www\.|\w@\w|\d{4}|\d[/.-]\d")  # what only an answer has


def heard(speaker: Speaker, understood: Understood, situation: Situation) -> Understood:
    """The reading with its acts: those of the words, and those that are exact beside them."""
    whole = next(whole_acts(speaker, understood, situation), None)
    if whole is not None:
        return replace(understood, reading=Reading((whole,)))
    reading = understood.reading
    text = speaker.incoming.text
    told = is_no_story(text, reading) if understood.story else is_no_answer(reading)
    if situation.free and told:
        understood = replace(understood, answers=ReadAnswers())
    if is_strangers(text, reading, situation):
        return replace(understood, answers=ReadAnswers())
    exact = list(exact_acts(speaker, understood, situation, reading))
    given = given_beside(speaker, situation)
    sounds = SAID_BY_REASONS if situation.asked is Asked.REASON else frozenset()
    return replace(understood, reading=reading.beside(exact, sounds), given=given)


def is_strangers(text: str, reading: Reading, situation: Situation) -> bool:
    """Whether a value stands in a sentence that nobody says to us: an address in an advertisement,
    another service's code. Names, organisations and stories may be any words."""
    hinted = max(reading.hints.get(kind, 0.0) for kind in (ActKind.ANSWER, ActKind.CORRECT))
    awaited = situation.asked in (Asked.QUESTION, Asked.MAIL, Asked.CODE) and not situation.free
    strange = hinted < NOT_OURS and reading.nobodys > STRANGE
    return awaited and strange and len(words(text)) >= LONG and bool(VALUE.search(text))


def is_reason(text: str, reading: Reading) -> bool:
    """Whether what follows when a reason was asked for is one, not something said to us."""
    said_to_us = any(act.kind in TO_US and act.certainty >= HINTED for act in reading.acts)
    faults = sum(reading.hints.get(kind, 0.0) for kind in (ActKind.REFUSE, ActKind.RETURN))
    told = len(words(text)) >= LEAST_REASON or faults >= ASKABLE  # « wrong repo », « parce que »
    return told and not said_to_us and not doubtful(text)


def no_question(situation: Situation) -> tuple[ActKind, ...]:
    """The acts beside which no question asked often is looked for; where nothing is under way,
    « quand … ? » asks how it is done."""
    idle = situation.asked is Asked.NONE
    return tuple(kind for kind in NO_QUESTION if not (idle and kind is ActKind.STATUS))


def is_no_answer(reading: Reading) -> bool:
    """Whether all the words are acts of their own, though any words could be the answer."""
    kinds = {act.kind for act in reading.acts if act.certainty >= CERTAIN}
    others = kinds - {ActKind.ANSWER, ActKind.CORRECT, ActKind.DENY}
    return bool(others) and not reading.left and len(kinds) == len(reading.acts)


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
    doubted = hedged(spoken(text), ActKind.CONFIRM)  # « yeah right »
    if situation.asked is Asked.RECAP and not doubted and assents(text, situation.known):
        yield Act(ActKind.CONFIRM, EXACT, text)
    if situation.asked is Asked.RECAP and refuses(text, situation.known):
        yield Act(ActKind.DENY, EXACT, text)


def exact_acts(
    speaker: Speaker, understood: Understood, situation: Situation, reading: Reading
) -> Iterator[Act]:
    """What parts of the message are by rule: a wish, questions asked often, values.

    A question is one only where its words are surely nothing else.
    """
    text = speaker.incoming.text
    if understood.wish in WISHES:
        yield Act(WISHES[understood.wish], EXACT, text)
    asked = understood.questions.get(understood.programme)
    for question in asked.questions if asked else ():
        said = text[question.start : question.end]
        likely = reading.hints.get(ActKind.ASK, 0.0) >= (SEEN if said.endswith("?") else HINTED)
        if question.sure and likely and not reading.otherwise(said, ActKind.ASK):
            yield Act(ActKind.ASK, EXACT, said, question.hits[0].entry.slug)
    before_form = situation.asked in (Asked.MAIL, Asked.CODE)
    tried = (understood.answers.problems or before_form) and VALUE.search(text)
    if situation.asked is Asked.REASON and is_reason(text, reading):
        yield Act(ActKind.ANSWER, REASON, text)
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
