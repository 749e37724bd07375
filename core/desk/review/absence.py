"""A reviewer goes on holiday: `/away 20/12-03/01 lea@example.org`, or says so; and is back."""

import re

from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Person
from core.people import people, roles
from core.people.absences import Leave
from core.people.roles import Right
from core.programmes import answers_as_text
from core.reading.dates.future import read_coming
from core.reading.dates.months import Interval
from core.reading.languages import compiled, either
from core.reading.text import fold, words
from core.review import reassign

MAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.\w+")
HANDLE = re.compile(r"@([\w.-]+)")
NAMED = compiled(rf"\b(?:{either('staff.replaced_by')})\s+([^,.;\d]+)", re.IGNORECASE)
LEAVE = compiled(rf"\b(?:{either('staff.leave')})\b")
RETURN = compiled(rf"\b(?:{either('staff.returning')})\b")
ABSENT = compiled(rf"(?:{either('staff.away')})\b")


def announced(speaker: Speaker) -> bool:
    """Whether somebody who decides on claims says that they will be away: « Je suis absente du
    20/12 au 03/01 »; where the days are missing they are asked for."""
    return bool(ABSENT.match(fold(speaker.incoming.text))) and decides(speaker)


def away(speaker: Speaker, text: str) -> None:
    """Note the days and the deputy; what is not understood notes nothing and says how."""
    if not decides(speaker):
        speaker.reply(speaker.word("seat.not_staff"))
        return
    days = days_in(speaker, text)
    if days is None:
        speaker.reply(speaker.word("seat.away_how"))
        return
    planned = Leave(days, deputy_in(speaker, text))
    moved = reassign.leave(speaker.turn, speaker.person, planned)
    tell_noted(speaker, planned, moved)


def tell_noted(speaker: Speaker, planned: Leave, moved: int) -> None:
    """The days as understood, who stands in, and how many claims went to others."""
    days, language = planned.days, speaker.language
    between = {
        "start": answers_as_text.day(days.start, language),
        "end": answers_as_text.day(days.end, language),
    }
    if planned.deputy is not None:
        said = [speaker.word("seat.away_deputy", deputy=planned.deputy.name, **between)]
    else:
        said = [speaker.word("seat.away_alone", **between)]
    if moved:
        said.append(speaker.word("seat.away_given", count=str(moved)))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply("\n\n".join(said))


def back(speaker: Speaker, _: str) -> None:
    """Note that the reviewer is here again."""
    if not decides(speaker):
        speaker.reply(speaker.word("seat.not_staff"))
        return
    was_away = reassign.come_back(speaker.turn, speaker.person)
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("seat.back" if was_away else "seat.not_away"))


def decides(speaker: Speaker) -> bool:
    return bool(roles.roles(speaker.turn, speaker.person, Right.DECIDE))


def days_in(speaker: Speaker, text: str) -> Interval | None:
    """The days that the text names, the deputy left aside."""
    unnamed = HANDLE.sub(" ", NAMED.sub(" ", MAIL.sub(" ", text)))
    plain = LEAVE.sub(" ", fold(unnamed))
    today = reassign.today(speaker.turn, speaker.person)
    read = read_coming(plain, today, speaker.language)
    tells_return = RETURN.search(plain)  # whose day is none of the absence
    return read if isinstance(read, Interval) and not tells_return else None


def deputy_in(speaker: Speaker, text: str) -> Person | None:
    """The colleague that the text names, by mail address or by name; None where it names nobody."""
    named = MAIL.search(text) or HANDLE.search(text) or NAMED.search(text)
    if named is None:
        return None
    said = named[named.lastindex or 0].strip()
    found = matching(speaker, said)
    if len(found) > 1:
        raise Refusal("seat.deputy_several", said=said)
    if not found:
        raise Refusal("seat.deputy_unknown", said=said)
    return found[0]


def matching(speaker: Speaker, said: str) -> list[Person]:
    """The colleagues who are meant; oneself, where it is one's own address."""
    turn = speaker.turn
    if "@" in said:
        address = people.find(turn, people.MAIL, said)
        known = [*reassign.colleagues(turn, speaker.person), speaker.person]
        return [each for each in known if address and each.id == address.person_id]
    wanted = words(said)
    able = reassign.colleagues(turn, speaker.person)
    return [each for each in able if wanted and set(wanted) <= set(words(each.name))]
