"""The days on which somebody may decide: no weekends, none that the programme keeps closed."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.programmes.programme import Programme

DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = 400  # days that are looked at


def is_open(programme: Programme, day: date) -> bool:
    """Whether a day is neither of a weekend nor closed by the programme."""
    return day.weekday() < SATURDAY and f"{day:%d-%m}" not in programme.delays.closed_days


def open_time(programme: Programme, start: datetime, end: datetime) -> timedelta:
    """How much of a span lies on open days, by the programme's clock."""
    total, zone = timedelta(), programme.zone
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        if is_open(programme, day):
            begin = max(start, midnight(day, zone))
            total += max(min(end, midnight(day + DAY, zone)) - begin, timedelta())
        day += DAY
    return total


def after(
    programme: Programme, start: datetime, days: int, shut: Collection[date] = ()
) -> datetime:
    """The end of the open day on which so many open days have passed since then. `shut`: days on
    which nobody who decides is there."""
    day, left = start.astimezone(programme.zone).date(), days
    for _ in range(LONGEST):
        if left <= 0:
            break
        day += DAY
        left -= is_open(programme, day) and day not in shut
    return midnight(day + DAY, programme.zone) - timedelta(seconds=1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins in a zone."""
    return datetime.combine(day, time(), zone)
