"""What the person of a case says back: it comes to the same case, and the staff are told."""

import re
from datetime import timedelta

from core.desk.casework import person_notices
from core.desk.expecting import ExpectingCaseReply
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Case
from core.reading import languages
from core.reading.acts.act import Act
from core.reading.acts.kinds import ActKind
from core.reading.acts.yes_no import assents
from core.reading.keyboard_mash import is_mash
from core.reading.phrases import phrases
from core.reading.text import words
from core.support import cards, case_life, case_log
from core.support.case import CaseState
from core.support.case_log import EntryKind

THANKS, THANKED = languages.words("staff.thanks"), languages.words("staff.thanked")
YES_OR_NO = languages.words("language.yes") | {each[0] for each in phrases("no") if len(each) == 1}
VALUE = re.compile(r"[\d@]")
LONGEST = 1000  # signs of words that are kept back
FEW, LATELY = 8, timedelta(minutes=10)
SURELY = 0.8  # how sure it must be that words for a human are rather for us
# What is served at once while a human is at the case.
ROBOT = 0.97  # « vous êtes là ? » may ask for the human who answered
SERVED = frozenset(
    (
        ActKind.ASK,
        ActKind.STATUS,
        ActKind.CLAIM,
        ActKind.LANGUAGE,
        ActKind.ERASE,
        ActKind.MY_DATA,
        ActKind.SHARE,
        ActKind.IDENTITY,
        ActKind.STOP,
        ActKind.NOT_ME,
        ActKind.WITHDRAW,
    )
)


def begin(speaker: Speaker, case: Case | None) -> None:
    """Let the person's next words go to the human who answered, after the press of that button."""
    if case is None or case.person_id != speaker.person.id:
        speaker.reply(speaker.word("menu.gone"))
        return
    if held := held_for(speaker, case):
        add_held(speaker, case, held)
        return
    speaker.expect(ExpectingCaseReply(case.ref, asked=True))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(person_notices.word(speaker, case, "case.ask_reply"), awaits=True)


def for_human(speaker: Speaker, awaited: ExpectingCaseReply) -> bool:
    """Whether words are for the human of a case, and no question or wish that is served at once.

    Words of which a part is nobody's act are told to a human rather than served in part.
    """
    reading = speaker.understood.reading
    if speaker.understood.command or (not awaited.asked and is_mash(speaker.incoming.text)):
        return False
    served = reading.acts and not reading.left and all(map(is_served, reading.acts))
    return awaited.asked or not served


def is_served(act: Act) -> bool:
    """Whether an act is surely served at once; a question is where its answer is known."""
    return (
        act.certainty >= SURELY
        and act.kind in SERVED
        and (act.kind is not ActKind.ASK or bool(act.topic))
        and (act.kind is not ActKind.IDENTITY or act.certainty >= ROBOT)
    )


def hear(speaker: Speaker, case: Case) -> None:
    """Note words for the case and tell the staff; thanks or a nod wake nobody. Words that are
    nobody's act, while no human has spoken yet, are asked about first."""
    text = speaker.incoming.text
    if (held := held_for(speaker, case)) and assents(text):
        add_held(speaker, case, held)
        return
    if is_strange(speaker, case):
        hold(speaker, case)
        return
    nod = nods(speaker, case)
    woken = case_life.heard(speaker.turn, case, text, speaker.incoming.door, wakes=not nod)
    speaker.turn.effects.conclude(Outcome.CASE, "thanks" if nod else "said more")
    if not nod:
        tell_staff(speaker, case, woken=woken)
        person_notices.noted(speaker, case)
    elif speaker.chatting and (only_thanks(text) or greets(text)):
        speaker.reply(welcome(speaker, case))


def is_strange(speaker: Speaker, case: Case) -> bool:
    """Whether words are hardly for the human who has not spoken yet: nobody's act, and no value."""
    awaited, incoming = speaker.awaited, speaker.incoming
    if not isinstance(awaited, ExpectingCaseReply) or awaited.asked:
        return False
    waits = case.state == CaseState.OPEN and speaker.chatting and not incoming.replies_to
    reading = speaker.understood.reading
    strange = not reading.likely(*ActKind)
    return waits and strange and bool(reading.left) and not VALUE.search(incoming.text)


def hold(speaker: Speaker, case: Case) -> None:
    """Keep words back, and ask whether they are for the human."""
    speaker.expect(ExpectingCaseReply(case.ref, held=speaker.incoming.text[:LONGEST]))
    speaker.turn.effects.conclude(Outcome.ASKED, "for the case?")
    button = Button(
        person_notices.word(speaker, case, "case.button_add"), f"case:reply:{case.ref}:0"
    )
    speaker.reply(person_notices.word(speaker, case, "case.add_sure"), ((button,),), awaits=True)


def held_for(speaker: Speaker, case: Case) -> str:
    """The words that were kept back and may be for this case; else empty."""
    awaited = speaker.awaited
    mine = isinstance(awaited, ExpectingCaseReply) and awaited.ref == case.ref
    return awaited.held if isinstance(awaited, ExpectingCaseReply) and mine else ""


def add_held(speaker: Speaker, case: Case, held: str) -> None:
    """Send the words that were kept back to the human."""
    speaker.expect(ExpectingCaseReply(case.ref))
    woken = case_life.heard(speaker.turn, case, held, speaker.incoming.door)
    speaker.turn.effects.conclude(Outcome.CASE, "said more")
    tell_staff(speaker, case, woken=woken, said=held)
    person_notices.noted(speaker, case)


def greets(text: str) -> bool:
    """Whether words begin with a hello."""
    return any((word,) in phrases("greeting") for word in words(text)[:1])


def welcome(speaker: Speaker, case: Case) -> str:
    """The answer to thanks or a hello: until when a human answers, or whose case it still is."""
    if case.state == CaseState.OPEN:
        return person_notices.standing_of(speaker, case)
    return person_notices.word(speaker, case, "case.thanks")


def nods(speaker: Speaker, case: Case) -> bool:
    """Whether words only thank or take note: « merci ! », « ok », 👍.

    A yes or a no is an answer; where a human asked something last, so is an « ok ».
    """
    text = speaker.incoming.text
    if only_thanks(text):
        return True
    answered = case_log.of(speaker.turn, case, EntryKind.ANSWERED)
    asked = bool(answered) and "?" in answered[-1].text and case.state == CaseState.ANSWERED
    courteous = speaker.understood.reading.has(ActKind.COURTESY)
    return courteous and "?" not in text and not asked and YES_OR_NO.isdisjoint(words(text))


def only_thanks(text: str) -> bool:
    """« Merci beaucoup ! »: a few words of a closed list, and no question."""
    told = words(text)
    return (
        "?" not in text
        and len(told) <= FEW
        and THANKS.issuperset(told)
        and bool(THANKED.intersection(told))
    )


def tell_staff(speaker: Speaker, case: Case, *, woken: bool, said: str = "") -> None:
    """Send the staff a new card with what was said, now or before; where one went out minutes ago,
    that one says that there is more."""
    turn = speaker.turn
    told = case_log.of(turn, case, EntryKind.TOLD)
    if not woken and told and turn.at - told[-1].at < LATELY:
        cards.refresh(turn, case)
        return
    cards.deal(turn, case, said or speaker.incoming.text)


def theirs(speaker: Speaker, case: Case | None) -> bool:
    """Whether a case is the speaker's own."""
    return case is not None and case.person_id == speaker.person.id
