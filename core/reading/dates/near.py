"""Days told by where they lie from today: « jusqu'au 12 », "tomorrow", "tot vrijdag"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from core.reading.dates.calendar import BEGIN, MONTHS, TO, UNTIL
from core.reading.dates.months import Interval
from core.reading.languages import compiled, each, either
from core.reading.languages import words as said_words
from core.reading.text import fold

WEEK = 7


def one_of(*sets: frozenset[str] | set[str]) -> str:
    """A pattern for one of these words, the longest first."""
    every = sorted(frozenset[str]().union(*sets), key=len, reverse=True)
    return "|".join(map(re.escape, every))


WEEKDAYS = {
    fold(word): number
    for days in each("calendar.weekdays").values()
    for number, word in enumerate(days.split()[:WEEK])
}
ENDING = rf"(?:{one_of(said_words('calendar.day_endings'))})?"
# A day of the month alone: no month, slash or further number after it.
DAY = (
    rf"(?:(?:{one_of(said_words('calendar.articles'))}) )?(\d{{1,2}}){ENDING}\b(?!\s*[/.:h-]?\s*\d)"
)
NO_MONTH = rf"(?! (?:{one_of(set(MONTHS))})\b)"
FROM_TO = re.compile(rf"\b(?:{one_of(BEGIN)}) {DAY} (?:{one_of(TO)}) {DAY}{NO_MONTH}")
UNTIL_DAY = re.compile(rf"\b(?:{one_of(UNTIL, TO)}) {DAY}{NO_MONTH}")
UNTIL_WEEKDAY = re.compile(rf"\b(?:{one_of(UNTIL, TO)}) ({one_of(set(WEEKDAYS))})\b")
WEEKDAY = re.compile(rf"\b({one_of(set(WEEKDAYS))})\b")
TODAY, TOMORROW, NEXT_WEEK, THIS_WEEK = (
    compiled(rf"\b(?:{either(f'calendar.{key}')})\b")
    for key in ("today", "tomorrow", "next_week", "this_week")
)


def read_near(text: str, today: date) -> Interval | None:
    """The days that a text tells by where they lie from today, the first that fits; None where it
    tells none, or the calendar has no such day."""
    said = " ".join(fold(text).split())
    return next(found(said, today), None)


def found(said: str, today: date) -> Iterator[Interval]:
    """The days of each way of telling them, the exactest first."""
    if told := FROM_TO.search(said):
        start = next_day(int(told[1]), today)
        end = next_day(int(told[2]), start) if start else None
        if start and end:
            yield Interval(start, end)
    if end := until_day(said, today):
        yield Interval(today, end)
    if told := UNTIL_WEEKDAY.search(said):
        yield Interval(today, next_weekday(told[1], today))
    if NEXT_WEEK.search(said):
        monday = today + timedelta(days=WEEK - today.weekday())
        yield Interval(monday, monday + timedelta(days=WEEK - 1))
    if THIS_WEEK.search(said):
        yield Interval(today, today + timedelta(days=WEEK - 1 - today.weekday()))
    if TOMORROW.search(said):
        tomorrow = today + timedelta(days=1)
        yield Interval(today if TODAY.search(said) else tomorrow, tomorrow)
    if TODAY.search(said):
        yield Interval(today, today)
    if (told := WEEKDAY.search(said)) and not any(sign.isdigit() for sign in said):
        day = next_weekday(told[1], today)
        yield Interval(day, day)


def until_day(text: str, start: date) -> date | None:
    """The day of « jusqu'au 12 » from this one on; None where a text says no such thing."""
    told = UNTIL_DAY.search(" ".join(fold(text).split()))
    return next_day(int(told[1]), start) if told else None


def next_day(number: int, today: date) -> date | None:
    """The next date with this day of the month, within a year; None for no day of any month."""
    if not 1 <= number <= 31:
        return None
    days = (today + timedelta(days=ahead) for ahead in range(62))
    return next((day for day in days if day.day == number), None)


def next_weekday(word: str, today: date) -> date:
    """The next day of this name, today included."""
    return today + timedelta(days=(WEEKDAYS[word] - today.weekday()) % WEEK)
