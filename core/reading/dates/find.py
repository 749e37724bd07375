"""Dates and lengths of time as they are written, found in a text: the words, not yet the days."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.reading.dates.calendar import (
    ASIDE,
    DAYS,
    MONTHS,
    NUMBERS,
    PERSONAL,
    UNITS,
    VAGUE_DAY,
    VAGUE_MONTH,
)
from core.reading.dates.dictated import in_figures
from core.reading.dates.misspelt_months import MARK, mended, month_of
from core.reading.languages import NOTHING, any_of, compiled, either, leading, lines, words
from core.reading.text import fold

MONTH = "|".join([*sorted(MONTHS, key=len, reverse=True), f"{MARK}[a-l]{MARK}+"])
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
DAY_WORD = "|".join(sorted(DAYS, key=len, reverse=True)).replace("-", "[ -]")
FIRST, ENDINGS = any_of("calendar.first_day"), any_of("calendar.day_endings")
DAY = rf"(?P<d>\d{{1,2}}|{FIRST})(?: ?(?:{ENDINGS}|\.|°)(?![a-z]))?"
UNIT = "|".join(word for word, unit in UNITS.items() if unit != "hour")
HOUR = "|".join(word for word, unit in UNITS.items() if unit == "hour") or NOTHING
PACE = rf"(?:{'|'.join(UNITS)}|%)(?![a-z])"
# « a month »: a word that is a number before these alone.
ONE_UNIT = [line.split() for line in lines("calendar.one_unit")]
ONES = {one for one, _ in ONE_UNIT}
ONE = "|".join(f"{one}(?= {unit})" for one, unit in ONE_UNIT) or NOTHING
OF, OF_YEAR = leading("calendar.of"), leading("calendar.of_year")
TH, THE = any_of("calendar.endings_after_a_month"), leading("calendar.articles_after_a_month")
SHORT_YEAR = rf"'?(?P<y>\d{{4}}|\d\d(?! ?{PACE}|[:/.]?\d| \d))(?! ?(?:{MONTH})(?![a-z]))"
WORDED = rf"{DAY} ?(?:{OF})?[/-]?(?P<m>{MONTH})(?![a-z])\.?[/-]?"
SPELLED = rf"(?<![a-z-])(?P<d>{DAY_WORD}) (?:{OF})?(?P<m>{MONTH})(?![a-z])"

FORMS = {
    "phone": r"0\d(?P<s>[ .-]?)\d\d(?:(?P=s)\d\d){3}(?![-./ ]?\d)|06[- ]?\d{8}"
    r"|04\d\d[ /.-]?\d{2,3}(?:[ .]?\d{2,3}){2}"
    r"|\+\d\d ?(?:\(0\))? ?\d{1,3}(?:[ .-]?\d{2,3}){2,4}(?!/)",
    "weekly": rf"\d{{1,3}} ?(?:{HOUR}) (?:[a-z]{{1,4}} )?(?:{UNIT})(?![a-z])",
    "duration": rf"(?P<n>\d{{1,3}}(?:[.,]\d)?|(?<![a-z])(?:{NUMBER}|{ONE}))"
    rf"[ -]?(?P<u>{UNIT})(?![a-z])"
    rf"(?P<h> (?:{either('calendar.half')}))?(?P<p> ?(?:/|{either('calendar.per')}))?",
    "iso": r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
    "figures": r"(?P<d>\d{1,2}) ?(?P<s>[/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4}|\d\d)",
    "dashed": r"(?P<d>\d{1,2})(?P<s>[- ])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4}|(?<=-)\d\d)",
    "last_day": rf"(?:{either('calendar.last_day')})(?P<m>{MONTH})\.? ?(?:{OF_YEAR})?"
    r"(?P<y>\d{4})",
    "worded": rf"{WORDED},? ?(?:{OF_YEAR})?{SHORT_YEAR}",
    "spelled": rf"{SPELLED},? ?(?:{OF_YEAR})?{SHORT_YEAR}",
    "spelled_yearless": SPELLED,
    "yearless": WORDED,
    "american": rf"(?<![a-z])(?P<m>{MONTH})\.? (?P<d>\d{{1,2}})(?:{TH})?,? (?P<y>\d{{4}})",
    "ordinal": rf"(?<![a-z])(?P<m>{MONTH})\.? (?:{THE})?(?P<d>\d{{1,2}})(?:{TH})",
    "span": rf"(?<![a-z])(?P<m>{MONTH})\.? (?P<d>\d{{1,2}})(?= ?- ?\d{{1,2}},? \d{{4}})",
    "day_year": r"(?P<d>\d{1,2}), (?P<y>\d{4})",
    "month": rf"(?<![a-z])(?P<m>{MONTH})\.?,? ?(?:{OF_YEAR})?(?P<y>\d{{4}}|'\d\d)",
    "blurred": rf"(?<![a-z])(?P<m>{MONTH})\.? '?(?P<n>\d\d?)(?! ?(?:{MONTH}))",
    "figure_month": r"(?P<m>\d{1,2}) ?[/.-] ?(?P<y>(?:19|20)\d\d)",
    "iso_month": r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)",
    "compact": r"(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)",
    "short": r"(?P<d>\d{1,2}) ?[/.] ?(?P<m>\d{1,2})",
    "today": rf"(?<![a-z])(?:{either('calendar.today')})(?![a-z])",
    "bare_month": rf"(?<![a-z])(?P<m>{MONTH})(?![a-z])",
    "day": DAY,
}


def _form(name: str, pattern: str) -> str:
    own = re.sub(r"\(\?P<(\w)>", rf"(?P<{name}_\1>", pattern)
    return f"(?P<{name}>{own.replace('(?P=s)', f'(?P={name}_s)')})"


SCAN = compiled(
    rf"(?<!\d)(?:{'|'.join(_form(name, pattern) for name, pattern in FORMS.items())})(?!\d)"
)
PARTS = {name: set(re.findall(r"\(\?P<(\w)>", pattern)) for name, pattern in FORMS.items()}
DAYS_IN = {"day": 1, "week": 7}
WEAK = frozenset(
    ("short", "bare_month", "day", "blurred", "compact", "day_year", "spelled_yearless")
)
PERSONALLY = re.compile(rf"\b(?:{'|'.join(sorted(PERSONAL))})\b[^\d.,;\n]{{0,24}}$")
BESIDE = re.compile(rf"\b(?:{'|'.join(sorted(ASIDE))})\b[^\d.,;\n]{{0,12}}$")
ARTICLES = words("calendar.vague_articles")


@dataclass(frozen=True, slots=True)
class Item:
    """One date or length of time as written, with its place in the text; None is unsaid."""

    form: str
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    months: int = 0
    days: int = 0
    hint: str = ""

    @property
    def vague(self) -> bool:
        """Whether a word beside it says that it is not exact."""
        return bool(self.hint)

    @property
    def in_figures(self) -> bool:
        """Whether it is written in figures alone, so that day and month may be exchanged."""
        return self.form in ("figures", "dashed", "short")

    @property
    def settled(self) -> bool:
        """Whether the order of day and month cannot be mistaken."""
        return not self.in_figures or (self.day or 0) > 12 or self.day == self.month

    @property
    def month_first(self) -> bool:
        """Whether only the American order makes a date of it."""
        return self.in_figures and (self.month or 0) > 12 and (self.day or 99) <= 12

    def swapped(self) -> "Item":
        """The item with day and month exchanged; itself where words say which is which."""
        return changed(self, day=self.month, month=self.day) if self.in_figures else self

    def dated(self, year: int | None = None) -> date:
        """The day itself; raises `ValueError` if the calendar has no such day."""
        found = self.year or year
        if found is None or self.month is None or not 1950 <= found <= 2100:
            raise ValueError(found)
        return date(found, self.month, self.day or 1)


def changed(item: Item, **changes: int | str | None) -> Item:
    """A copy of the item with these fields replaced."""
    values = {name: getattr(item, name) for name in Item.__slots__}
    return Item(**(values | changes))


def scan(text: str, today: date) -> list[Item]:
    """Every date and length of time in the text, in order; phone numbers are none."""
    folded = mended(in_figures(fold(text)))
    found = [_item(each, folded, today) for each in SCAN.finditer(folded)]
    found = [item for item in found if item.form != "phone"]
    return _to_the_point(found, folded)


def _to_the_point(items: list[Item], folded: str) -> list[Item]:
    """The items without birthdays and signatures, and without appointments as long as two others
    are left."""
    items = [item for item in items if not PERSONALLY.search(folded[: item.start][-60:])]
    kept = [
        item for item in items if not BESIDE.search(folded[max(0, item.start - 40) : item.start])
    ]
    return kept if len([item for item in kept if item.form not in ("pace", "day")]) > 1 else items


def _item(found: re.Match[str], folded: str, today: date) -> Item:
    """What one match of the scanner says: its day, month and year as far as they are said, and
    whether a word beside it blurs them."""
    form = found.lastgroup or ""
    start, end = found.span()
    parts = {key: found[f"{form}_{key}"] if key in PARTS[form] else None for key in "dmynuhp"}
    before = folded[max(0, start - 40) : start]
    if form == "weekly":
        return Item("pace", start, end)
    if form == "duration":
        return _duration(parts, start, end, before)
    if form == "today":
        return Item(form, start, end, today.day, today.month, today.year)
    item = Item(form, start, end, _day(parts["d"]), _month(parts["m"]), _year(parts["y"]))
    if form == "last_day" and item.year and item.month:
        item = changed(item, day=monthrange(item.year, item.month)[1])
    if form == "blurred":
        item = changed(item, year=_year(parts["n"]))
    hint = _hint(before, VAGUE_DAY if item.day else VAGUE_DAY | VAGUE_MONTH)
    return changed(item, hint=hint or ("blurred" if form == "blurred" else ""))


def _duration(parts: dict[str, str | None], start: int, end: int, before: str) -> Item:
    """What one match says of a length of time, in months or days; an age or « a week » of work is a
    pace."""
    number, unit = parts["n"] or "", UNITS[parts["u"] or ""]
    count = NUMBERS.get(number) or (int(number) if number.isdigit() else int(number in ONES))
    if parts["p"] or (unit == "year" and count > 10):
        return Item("pace", start, end)
    hint = _hint(before, VAGUE_DAY) or parts["h"] or ("" if count else number)
    if unit == "month":
        return Item("duration", start, end, months=count, hint=hint)
    if unit == "year":
        return Item("duration", start, end, months=12 * count, hint=hint)
    return Item("duration", start, end, days=DAYS_IN[unit] * count, hint=hint)


def _day(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else DAYS[text.replace(" ", "-")]


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else month_of(text)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    figures = text.removeprefix("'")
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _hint(before: str, vague: frozenset[str]) -> str:
    """« mi-octobre », « vers le 3 mai »: the word just before says that it is not exact."""
    if re.search(r"[:;,.?!]\s*$", before):
        return ""
    spoken = re.findall(r"[a-z']+|~", before.replace("week-end", "weekend").replace("-", " "))
    last = next((word for word in reversed(spoken) if word not in ARTICLES), "")
    return last if last in vague else ""


def attempt(make: Callable[[], date]) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return make()
    except ValueError:
        return None
