"""Once a day: whose time is nearly over is told, whose is over goes; some hundred rows a turn.

A bookmark for each kind says up to which moment was looked, so that a day costs what came due on
it. On the first of a month all are looked at again, as a roster may bring what is old already.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlmodel import col, select

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import events, outbox, timers
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import FOUND, Happened
from core.ground.rows.outbox import To
from core.ground.tables import Bookmark, Claim, Event, Inbox, RetentionNotice, Seal
from core.ground.world import Turn, World
from core.people import people
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.rights import proof
from core.rights.belongings import Belongings
from core.rights.retention import kinds
from core.rights.retention.kinds import KINDS, Row
from core.rights.retention.periods import RetentionPeriod, periods

LOOK, LET_GO = "retention", "let-go"  # timers: of a kind, daily; of one thing
BATCH = 300
NEXT = timedelta(days=1)
PAUSE = timedelta(minutes=5)  # between two lots of notices: mails keep their pace
LATER = timedelta(days=30)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def begin(world: World) -> None:
    """Set the daily timers that are not set yet; at each start."""
    with world.turn() as turn:
        for what in periods():
            if turn.db.get(Bookmark, bookmark(what)) is None:
                mark(turn, what, BEGINNING)
                timers.put(turn, LOOK, what, turn.at + NEXT)


def look(turn: Turn, what: str) -> None:
    """Work the next lot of a kind, and set when it goes on."""
    period = periods().get(what)
    if period is None:
        return
    until = turn.at - period.until_notice
    more, pause = WORKS.get(what, notice_next)(turn, period, until)
    timers.put(turn, LOOK, what, turn.at + (pause if more else NEXT))


def bookmark(what: str) -> str:
    return f"retention.{what}"


def marked(turn: Turn, what: str) -> datetime:
    """Up to which moment a kind was looked at."""
    found = turn.db.get(Bookmark, bookmark(what))
    return datetime.fromisoformat(found.value) if found else BEGINNING


def mark(turn: Turn, what: str, at: datetime) -> None:
    """Note up to which moment a kind was looked at."""
    found = turn.db.get(Bookmark, bookmark(what)) or Bookmark(name=bookmark(what), value="")
    found.value = at.isoformat()
    turn.db.add(found)
    turn.db.flush()


def notice_next(turn: Turn, period: RetentionPeriod, until: datetime) -> tuple[bool, timedelta]:
    """Tell the people of the next rows, and set the timer of each; gives whether there are more."""
    kind, after = KINDS[period.what], marked(turn, period.what)
    begins = col(kind.begins)
    first, last = (_as(kind.begins, each) for each in (after, until))
    query = select(kind.table).where(begins > first, begins <= last, kind.meant)
    found: list[Any] = list(turn.db.exec(query.order_by(begins).limit(BATCH)))
    told = [tell(turn, period, row) for row in found]
    full = len(found) == BATCH
    reached = _moment(getattr(found[-1], kind.begins.key)) if full else until
    if full and reached <= after:
        reached = after + timedelta(days=1)  # more of one day than a lot: the rest next month
    first_of_month = not full and turn.at.day == 1
    mark(turn, period.what, BEGINNING if first_of_month else reached)
    return full, PAUSE if any(told) else timedelta()


def _as(column: Any, at: datetime) -> datetime | date:
    """A moment as a column has it: a day, or a moment."""
    return at.date() if column is KINDS["missions"].begins else at


def _moment(told: datetime | date) -> datetime:
    return told if isinstance(told, datetime) else datetime.combine(told, time(), UTC)


def tell(turn: Turn, period: RetentionPeriod, row: Row) -> bool:
    """Tell a person what will be deleted and when, once; set the timer of that. Gives whether
    somebody was written to."""
    if turn.db.get(RetentionNotice, (period.what, str(row.id))) is not None:
        return False
    when = turn.at + timedelta(days=period.notice_days)
    turn.db.add(RetentionNotice(what=period.what, subject=str(row.id), told_at=turn.at))
    turn.db.flush()
    timers.put(turn, LET_GO, f"{period.what}:{row.id}", when)
    address = kinds.reader(turn, row)
    if address is None:
        return False
    person = people.person_of(turn, address)
    claim = row if isinstance(row, Claim) else None
    locale = sending.locale_of(turn, person, claim)
    notice = turn.db.get_one(RetentionNotice, (period.what, str(row.id)))
    text = said(turn, locale, notice, when)
    keep = Button(turn.say(locale, "rights.keep_button"), f"keepdata:{period.what}:{row.id}")
    rows: Buttons = ((keep,),) if address.door != people.MAIL else ()
    values = {"text": text, "manage": proof.page(turn, address)}
    message = Message(text, locale, rows, "my-data", values)
    to = To(address.door, address.value, person.id)
    return outbox.put(turn, to, MessageKind.RETENTION, f"{period.what}:{row.id}", message)


def said(turn: Turn, locale: str, notice: RetentionNotice, when: datetime) -> str:
    """What will be deleted, of which programme, and on which day."""
    table = KINDS[notice.what].table
    row: Any = turn.db.get_one(table, UUID(notice.subject))
    known = catalogue(turn.settings.programmes_folder).programmes.get(row.programme)
    title = known.titled(locale.partition("-")[0]) if known else row.programme
    what = turn.say(locale, f"rights.retention_{notice.what}", programme=title)
    day = answers_as_text.day(when.date(), locale)
    return turn.say(locale, "rights.retention_notice", day=day, what=what)


def keep(turn: Turn, what: str, subject: str, own: Belongings) -> bool:
    """Keep a thing for another time of its own, as its person pressed; false for what is not
    theirs, gone or kept already."""
    notice = turn.db.get(RetentionNotice, (what, subject))
    if notice is None or notice.kept_at or subject not in map(str, (*own.claims, *own.mission_ids)):
        return False
    notice.kept_at = turn.at
    turn.db.add(notice)
    timers.put(turn, LET_GO, f"{what}:{subject}", turn.at + timedelta(days=periods()[what].days))
    return True


def waiting(turn: Turn, own: Belongings) -> list[RetentionNotice]:
    """What of a person will be deleted unless they keep it."""
    keys = [str(each) for each in (*own.claims, *own.mission_ids)]
    query = select(RetentionNotice).where(col(RetentionNotice.subject).in_(keys))
    return list(turn.db.exec(query.where(col(RetentionNotice.kept_at).is_(None))))


def let_go(turn: Turn, subject: str) -> None:
    """Delete one thing whose time is over: unless it is meant no more, or a human looks at it."""
    what, _, key = subject.partition(":")
    row = kinds.still_meant(turn, KINDS[what], UUID(key))
    notice = turn.db.get(RetentionNotice, (what, key))
    if row is None or notice is None:
        return
    spoken = kinds.since(row)
    if kinds.is_looked_at(turn, row) or (spoken is not None and spoken > notice.told_at):
        timers.put(turn, LET_GO, subject, turn.at + LATER)
        return
    KINDS[what].let_go(turn, row)
    turn.db.delete(notice)
    gone_now = Happened(EventKind.LET_GO, subject=f"{what}:{key}", programme=row.programme)
    events.write(turn, gone_now)


def blank_raw(turn: Turn, period: RetentionPeriod, until: datetime) -> tuple[bool, timedelta]:
    """Empty the raw messages of long ago; that they came stays, so that a repeat is one."""
    after = marked(turn, period.what)
    query = select(Inbox.id, Inbox.received_at)
    query = query.where(col(Inbox.received_at) > after, col(Inbox.received_at) <= until)
    found = turn.db.exec(query.order_by(col(Inbox.received_at)).limit(BATCH)).all()
    keys = [key for key, _ in found]
    if keys:
        blank = update(Inbox).where(col(Inbox.id).in_(keys)).values(raw=b"", said="", why="")
        turn.db.exec(blank.execution_options(synchronize_session=False))
    mark(turn, period.what, found[-1][1] if found else until)
    return len(found) == BATCH, timedelta()


def prune(turn: Turn, period: RetentionPeriod, until: datetime) -> tuple[bool, timedelta]:
    """Delete the events under the seals of long ago; one event says up to which seal they were, so
    that `audit verify` does not miss them."""
    del period
    old = select(func.max(col(Seal.number))).where(col(Seal.at) <= until)
    last = turn.db.exec(old).one()
    if not last:
        return False, NEXT
    query = select(Event.id).where(col(Event.seal) > FOUND, col(Event.seal) <= last)
    keys = list(turn.db.exec(query.order_by(col(Event.seal), col(Event.id)).limit(BATCH)))
    if keys:
        turn.db.exec(delete(Event).where(col(Event.id).in_(keys)))
        events.write(turn, Happened(EventKind.PRUNED, subject=str(last)))
    return len(keys) == BATCH, timedelta()


WORKS = {"raw": blank_raw, "audit": prune}
