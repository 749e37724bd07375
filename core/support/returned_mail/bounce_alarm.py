"""Many mails of one domain coming back: one case for the domain and day, with a count that grows.

The staff are told once what settled of it, and again at most when it has doubled.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.rows import timers
from core.ground.tables import Bookmark, Bounce, Case, Outbox
from core.ground.world import Turn
from core.programmes.period import zone_of
from core.support import CaseState, CaseSubject, Occasion, cards, case_life, open_case
from core.support.returned_mail.bounce_rates import LEAST, MANY, tried

BOUNCES = "bounces"
BEGINS = time(8)
SETTLED = timedelta(minutes=5)
USUAL, TIMES = 0.02, 3
BEFORE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Day:
    """A mail domain from eight in the morning to the next, by the clock of the house."""

    domain: str
    date: date
    since: datetime

    @property
    def subject(self) -> str:
        return f"{self.domain}:{self.date.isoformat()}"

    @property
    def until(self) -> datetime:
        return self.since + timedelta(days=1)


def today(turn: Turn, domain: str) -> Day:
    zone = zone_of(turn)
    date = (turn.at.astimezone(zone) - timedelta(hours=BEGINS.hour)).date()
    return Day(domain, date, datetime.combine(date, BEGINS, zone))


def look(turn: Turn, domain: str) -> None:
    """After one more bounce: open today's case for the domain where there are too many by now, or
    count it into that case."""
    day = today(turn, domain)
    returned = count(turn, day)
    known = case_of(turn, day)
    if known is None and looked_at(returned) and unusual(turn, day, returned):
        about = CaseSubject(Occasion.BOUNCES, day.subject, sentence(turn, day, returned))
        known = open_case(turn, about, told=False)
        timers.put(turn, BOUNCES, str(known.id), turn.at + SETTLED)
    elif known is not None:
        known.why = sentence(turn, day, returned)
        turn.db.add(known)
        if returned == 2 * last_count(turn, known):
            timers.put(turn, BOUNCES, str(known.id), turn.at + SETTLED)


def looked_at(returned: int) -> bool:
    """Each number of two digits, then 100, 110 …: what was sent in a day is much to count."""
    return returned >= LEAST and returned % 10 ** (len(str(returned)) - 2) == 0


def unusual(turn: Turn, day: Day, returned: int) -> bool:
    """A fifth of what was sent there today, or three times what usually comes back in a day.

    Two in a hundred are usual anywhere; where nothing was sent today, all that comes back is odd.
    """
    sent = sent_there(turn, day)
    usual = max(before(turn, day), USUAL * sent)
    return returned >= MANY * sent or returned >= TIMES * usual


def count(turn: Turn, day: Day) -> int:
    """How many mails came back from the domain on this day."""
    query = select(func.count(func.distinct(col(Bounce.outbox_id))))
    query = query.where(Bounce.domain == day.domain, Bounce.at >= day.since, Bounce.at < day.until)
    return turn.db.exec(query).one()


def sent_there(turn: Turn, day: Day) -> int:
    query = select(func.count()).select_from(Outbox).where(*tried(day.since, turn.at))
    there = col(Outbox.place).endswith(f"@{day.domain}", autoescape=True)
    return turn.db.exec(query.where(there)).one()


def before(turn: Turn, day: Day) -> float:
    """How many a day came back from the domain in the four weeks before."""
    query = select(func.count()).select_from(Bounce).where(Bounce.domain == day.domain)
    query = query.where(Bounce.at >= day.since - BEFORE, Bounce.at < day.since)
    return turn.db.exec(query).one() / BEFORE.days


def case_of(turn: Turn, day: Day) -> Case | None:
    query = select(Case).where(Case.occasion == Occasion.BOUNCES, Case.subject == day.subject)
    return turn.db.exec(query).first()


def sentence(turn: Turn, day: Day, returned: int) -> str:
    """« 41 retours chez orange.example depuis 08:00 (le 16/11) »."""
    since, on = f"{day.since:%H:%M}", f"{day.since:%d/%m}"
    values = {"count": str(returned), "domain": day.domain, "since": since, "day": on}
    return turn.say(turn.world.words.first, "figures.alarm", **values)


def last_count(turn: Turn, case: Case) -> int:
    """How many there were when the staff were last told; none before that."""
    mark = turn.db.get(Bookmark, f"{BOUNCES}:{case.id}")
    return int(mark.value) if mark else 0


def tell(turn: Turn, case_id: str) -> None:
    """Tell the staff how many there are by now, unless the case is closed or that is no news."""
    case = turn.db.get(Case, UUID(case_id))
    if case is None or case.state == CaseState.CLOSED:
        return
    returned, before = count(turn, day_of(turn, case)), last_count(turn, case)
    if returned < 2 * before:
        return
    turn.db.merge(Bookmark(name=f"{BOUNCES}:{case.id}", value=str(returned)))
    case_life.waits(turn, case)
    cards.deal(turn, case, case.why if before else "")


def day_of(turn: Turn, case: Case) -> Day:
    """The domain and day that a case is about."""
    domain, _, written = case.subject.rpartition(":")
    on = date.fromisoformat(written)
    return Day(domain, on, datetime.combine(on, BEGINS, zone_of(turn)))
