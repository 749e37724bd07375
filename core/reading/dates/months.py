"""Lengths of time in calendar months, with the first and the last day both counted."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from one to another, both included; `start` is never after `end`."""

    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @classmethod
    def parse(cls, iso: str) -> "Interval":
        """The interval in ISO 8601: two dates with a slash between, or one date as a single day;
        raises `ValueError` for anything else."""
        start, _, end = iso.partition("/")
        return cls(date.fromisoformat(start), date.fromisoformat(end or start))


@dataclass(frozen=True, slots=True)
class Length:
    """Whole calendar months and the days left over."""

    months: int
    days: int


def add_months(day: date, months: int) -> date:
    """That day so many months on (back, for a negative number), or the month's last day where it is
    shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length(start: date, end: date) -> Length:
    """How long an interval lasted: 1 October to 30 March is 5 months and 30 days."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if add_months(start, months) > after:
        months -= 1
    return Length(months, (after - add_months(start, months)).days)


def lasting(start: date, months: int) -> Interval:
    """The interval of that many months which begins on `start`."""
    return Interval(start, add_months(start, months) - timedelta(days=1))
