"""The dates of a roster: as people and spreadsheets write them, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from babel.dates import get_month_names

from core.ground.errors import Trouble
from core.ground.sentences import ENGLISH
from core.reading.dates.dates import read_date

EPOCH = date(1899, 12, 30)  # day 0 of the spreadsheets' count, with their 29 February 1900
SERIALS = range(20_000, 80_000)  # 1954 to 2119
PIVOT = 69  # two digits from here on are of the last century (POSIX, strptime)
_HOUR = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|UTC|[+-]\d\d:?\d\d)")
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_HOUR}")
_PARTS = re.compile(rf"(\d{{1,2}})([/.\- ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_HOUR}")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_MONTH_ABBREVIATED = re.compile(r"(\d{1,2})[- ]([^\W\d_]+)\.?[- ](\d{2}|\d{4})")


class DayOrder(StrEnum):
    """Which part of a date such as 05/06/2026 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@lru_cache(maxsize=16_384)
def read_day(written: str, order: DayOrder = DayOrder.DAY_FIRST, zone: tzinfo = UTC) -> date | None:
    """The day that a cell says, in any usual form; none when it says no day for sure.

    A moment with its zone is of the day that it is in ours: midnight of Paris is the evening
    before in UTC.
    """
    text = " ".join(written.split())
    if _ZONED.fullmatch(text):
        return moment(text, zone)
    if iso := _ISO.fullmatch(text):
        return a_day(*map(int, iso.groups()))
    if parts := _PARTS.fullmatch(text):
        first, sign, second, year = parts.groups()
        day, month = int(first), int(second)
        if order is DayOrder.MONTH_FIRST and sign != ".":
            day, month = month, day
        return a_day(whole_year(year), month, day)
    if serial := _SERIAL.fullmatch(text):
        count = int(serial[1])
        return EPOCH + timedelta(days=count) if count in SERIALS else None
    return in_words(text)


def moment(text: str, zone: tzinfo) -> date | None:
    """The day of « 2026-01-05T23:00:00Z » in a zone."""
    try:
        return (
            datetime.fromisoformat(text.replace("UTC", "Z").replace(" Z", "Z"))
            .astimezone(zone)
            .date()
        )
    except (ValueError, OverflowError):
        return None


def in_words(text: str) -> date | None:
    """« 31 mai 2026 », « 31-mai-26 » as a spreadsheet shows it."""
    if short := _MONTH_ABBREVIATED.fullmatch(text):
        text = f"{short[1]} {short[2]} {whole_year(short[3])}"
    found = read_date(text, EPOCH, "fr") if re.search(r"[^\W\d_]", text) else None
    return found if isinstance(found, date) else None


def whole_year(written: str) -> int:
    """A year in four figures; of two figures, those from `PIVOT` on are of the last century."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month by its number, from 1; told by its name."""

    number: int

    def in_words(self, language: str = ENGLISH) -> str:
        return str(get_month_names("wide", locale=language)[self.number])


@dataclass(slots=True)
class Habit:
    """Which order the dates of a file show: how many can only be read one way, and an example."""

    day_first: int = 0
    month_first: int = 0
    example: str = ""
    doubtful: str = ""

    def look(self, cells: Iterable[str]) -> None:
        """Count how the dates in these cells are written; cells with points are not counted, as
        nobody writes the month first with them."""
        for cell in cells:
            parts = _PARTS.fullmatch(cell.strip())
            if parts is None or parts[2] == ".":
                continue
            first, second = int(parts[1]), int(parts[3])
            if first > 12 >= second:
                self.day_first += 1
            elif second > 12 >= first:
                self.month_first += 1
                self.example = self.example or cell.strip()
            elif first != second:
                self.doubtful = self.doubtful or cell.strip()

    def order(self) -> DayOrder:
        """Day first, unless that cannot be sure: raises `Trouble` that asks which it is."""
        if self.month_first and self.month_first >= self.day_first:
            raise Trouble("import.month_first", example=self.example, day_first=self.day_first)
        if self.doubtful and not self.day_first:
            one, other = (MonthName(number) for number in self.both())
            raise Trouble("import.two_ways", date=self.doubtful, one=one, other=other)
        return DayOrder.DAY_FIRST

    def both(self) -> tuple[int, int]:
        """The two months that a doubtful date may be in: first where the day comes first, then
        where the month does."""
        parts = _PARTS.fullmatch(self.doubtful)
        assert parts is not None
        return int(parts[3]), int(parts[1])
