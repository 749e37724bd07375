"""How long a badge is true: for ever, for so long, or until a day; it ends with that day."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NEVER = "never"
FOR = re.compile(r"([1-9][0-9]{0,3}) (day|month|year)s?")
LONGEST = 100


def last_day(said: str, first: date) -> date | None:
    """The last day of a badge that is given on the first one; None for a badge that stays true.

    Raises `ValueError` for what is no time, or more than a hundred years.
    """
    if said == NEVER:
        return None
    found = FOR.fullmatch(said)
    if found is None:
        return date.fromisoformat(said)
    count, unit = int(found[1]), found[2]
    if unit == "day":
        return first + timedelta(days=count)
    months = first.month - 1 + count * (12 if unit == "year" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    if year > first.year + LONGEST:
        raise ValueError("longer than anybody can promise")
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def ends_soon(ends: datetime | None, at: datetime, days: int) -> bool:
    """Whether a badge that ends then is over, or will be within so many days; never one that stays
    true."""
    return ends is not None and ends <= at + timedelta(days=days)


def end(said: str, issued_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC at which a badge issued then is true no more, the last second of a day of
    that zone; None for a badge that stays true."""
    last = last_day(said, issued_at.astimezone(zone).date())
    whole = time(23, 59, 59, tzinfo=zone)
    return datetime.combine(last, whole).astimezone(UTC) if last else None
