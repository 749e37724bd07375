"""The week in figures, each Monday at nine in the support group of a programme."""

from datetime import datetime, time, timedelta

from sqlmodel import select

from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import To
from core.ground.tables import StaffGroup
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.period import zone_of
from core.reports.charts import Reader
from core.reports.picture import Picture, summary

WEEKLY = "weekly_figures"
SUPPORT = "support"
AT = time(9)
WEEK = timedelta(days=7)


def plan(turn: Turn, programme: str) -> None:
    """Set the timer of the coming Monday's figures, once a support group is named."""
    timers.put(turn, WEEKLY, programme, monday(turn, programme) + WEEK)


def monday(turn: Turn, programme: str) -> datetime:
    """The last Monday, nine in the morning where the programme lives."""
    zone = zone_of(turn, programme)
    now = turn.at.astimezone(zone)
    last = datetime.combine(now.date() - timedelta(days=now.weekday()), AT, zone)
    return last if last <= now else last - WEEK


def tell(turn: Turn, programme: str) -> None:
    """Send the picture of the week, once for each Monday, and set the next timer; nothing is sent
    where no support group is left."""
    known = catalogue(turn.settings.programmes_folder).programmes
    group = turn.db.exec(
        select(StaffGroup).where(StaffGroup.programme == programme, StaffGroup.what == SUPPORT)
    ).first()
    if group is None or programme not in known:
        return
    locale = known[programme].languages[0]
    reader, drawing = Reader(locale, turn.say), Picture(programme, locale, WEEK.days, whole=True)
    told = summary(turn, reader, drawing)
    text = "\n".join((reader.word("figures.weekly"), told))
    message = Message(text, locale, picture=str(drawing))
    subject = f"{programme}:{monday(turn, programme):%Y-%m-%d}"
    outbox.put(turn, To(group.door, group.place), MessageKind.WEEKLY_FIGURES, subject, message)
    plan(turn, programme)
