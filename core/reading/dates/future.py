"""Days to come: « du 20/12 au 03/01 » said in November means this winter, not the last one."""

from collections.abc import Callable
from datetime import date
from functools import partial

from core.reading.dates.calendar import UNTIL
from core.reading.dates.dates import DateDoubt, UnreadableDate, read_date
from core.reading.dates.find import attempt
from core.reading.dates.months import Interval
from core.reading.dates.near import read_near, until_day
from core.reading.dates.ranges import read_range
from core.reading.text import words

YEARS = 3  # how far a guess may lie back


def read_coming(text: str, today: date, language: str) -> Interval | DateDoubt:
    """The days that a text names, both included; without a year, the next that are not over.

    One day alone is that day, or all until then: « jusqu'au 3 janvier », « jusqu'au 12 ».
    """
    read = settled(read_range(text, today, language), today)
    if isinstance(read, Interval):
        return read
    alone = read_date(text, today, language)
    read = settled(alone if isinstance(alone, DateDoubt) else Interval(alone, alone), today)
    if isinstance(read, Interval) and (end := until_day(text, read.end)):
        return Interval(read.start, end)
    if isinstance(read, Interval) and UNTIL.intersection(words(text)) and read.end >= today:
        return Interval(today, read.end)
    return read if isinstance(read, Interval) else read_near(text, today) or read


def settled(read: Interval | DateDoubt, today: date) -> Interval | DateDoubt:
    """What was read; if only the year is missing, with the year that it must be."""
    if isinstance(read, DateDoubt) and read.why is UnreadableDate.YEARLESS and read.guesses:
        return coming(read.guesses[0], today) or read
    return read


def coming(guess: Interval, today: date) -> Interval | None:
    """The interval moved by whole years to the first time that it is not over on this day; None
    where the calendar has no such days nearby."""
    for years in range(-YEARS, YEARS + 1):
        start, end = attempt(later(guess.start, years)), attempt(later(guess.end, years))
        if start and end and end >= today:
            return Interval(start, end)
    return None


def later(day: date, years: int) -> Callable[[], date]:
    return partial(day.replace, year=day.year + years)
