"""What the person of a case says back: it comes to the same case, and the staff are told."""

from datetime import timedelta

from core.desk.casework import person_notices
from core.desk.expecting import ExpectingCaseReply
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Case
from core.reading import languages
from core.reading.text import words
from core.support import cards, case_life, case_log
from core.support.case import CaseState
from core.support.case_log import EntryKind

THANKS, THANKED = languages.words("staff.thanks"), languages.words("staff.thanked")
FEW, LATELY = 8, timedelta(minutes=10)


def begin(speaker: Speaker, case: Case | None) -> None:
    """Let the person's next words go to the human who answered, after the press of that button."""
    if case is None or case.person_id != speaker.person.id:
        speaker.reply(speaker.word("menu.gone"))
        return
    speaker.expect(ExpectingCaseReply(case.ref))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(person_notices.word(speaker, case, "case.ask_reply"), awaits=True)


def hear(speaker: Speaker, case: Case) -> None:
    """Note words for the case and tell the staff; a mere thank-you wakes nobody."""
    text = speaker.incoming.text
    thanks = only_thanks(text) and case.state != CaseState.OPEN
    woken = case_life.heard(speaker.turn, case, text, speaker.incoming.door, wakes=not thanks)
    speaker.turn.effects.conclude(Outcome.CASE, "thanks" if thanks else "said more")
    if thanks:
        if speaker.chatting:
            speaker.reply(person_notices.word(speaker, case, "case.thanks"))
        return
    tell_staff(speaker, case, woken=woken)
    person_notices.noted(speaker, case)


def only_thanks(text: str) -> bool:
    """« Merci beaucoup ! »: a few words of a closed list, and no question."""
    told = words(text)
    return (
        "?" not in text
        and len(told) <= FEW
        and THANKS.issuperset(told)
        and bool(THANKED.intersection(told))
    )


def tell_staff(speaker: Speaker, case: Case, *, woken: bool) -> None:
    """Send the staff a new card; where one went out minutes ago, that one says that there is
    more."""
    turn = speaker.turn
    told = case_log.of(turn, case, EntryKind.TOLD)
    if not woken and told and turn.at - told[-1].at < LATELY:
        cards.refresh(turn, case)
        return
    cards.deal(turn, case, speaker.incoming.text)


def theirs(speaker: Speaker, case: Case | None) -> bool:
    """Whether a case is the speaker's own."""
    return case is not None and case.person_id == speaker.person.id
