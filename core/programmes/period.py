"""The days that figures are of: whole ones, of the programme's own zone, today included."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, true
from sqlmodel import col

from core.ground.errors import Trouble
from core.ground.world import Turn
from core.programmes.catalogue import catalogue

DAYS = 30
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time from the first midnight to the end, both included; of one programme, or of all
    where none is named."""

    programme: str
    days: int
    start: datetime
    end: datetime
    zone: ZoneInfo

    def holds(self, moment: Any) -> ColumnElement[bool]:
        """The condition that a column's moment lies within."""
        return and_(col(moment) >= self.start, col(moment) <= self.end)

    def concerns(self, slug: Any) -> ColumnElement[bool]:
        """The condition that a column names the programme."""
        if not self.programme:
            return true()
        # SQLite would prefer an index by programme to one by time, and read all its years.
        return func.coalesce(col(slug), "") == self.programme


def period(turn: Turn, programme: str = "", days: int = DAYS, *, whole: bool = False) -> Period:
    """The last so many days up to now, or up to the last midnight where they are to be `whole`.

    Raises `Trouble` for an unknown programme or odd days.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Trouble("trouble.days", days=days, most=MOST_DAYS)
    zone = zone_of(turn, programme)
    today = turn.at.astimezone(zone).date()
    first = today - timedelta(days=days if whole else days - 1)
    end = midnight(today, zone) - timedelta(microseconds=1) if whole else turn.at
    return Period(programme, days, midnight(first, zone), end, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins, in UTC: within a zone, sums forget summer time."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def zone_of(turn: Turn, programme: str = "") -> ZoneInfo:
    """The time zone of a programme; what is of all of them goes by the clock of the first."""
    known = catalogue(turn.settings.programmes_folder)
    return known[programme or next(iter(known.programmes))].zone
