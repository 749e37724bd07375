"""Dates and lengths of time as they are written, found in a text: the words, not yet the days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.programmes.calendar_words import MONTHS, NUMBERS, VAGUE_DAY, VAGUE_MONTH
from core.programmes.folding import fold

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
DAY = r"(?P<d>\d{1,2}|premier|eerste)(?: ?(?:er|ere|eme|e|ste|st|nd|rd|th|de|\.|°)(?![a-z]))?"
UNITS = r"mois|months?|maand(?:en)?|semaines?|weeks?|weken|jours?|days?|dag(?:en)?|ans?|years?|jaar"
PACE = rf"(?:{UNITS}|h|heures?|hours?|uur|uren|%)(?![a-z])"
SHORT_YEAR = rf"'?(?P<y>\d{{4}}|\d\d(?! ?{PACE}|[:/.]?\d| \d))(?! ?(?:{MONTH})(?![a-z]))"
WORDED = rf"{DAY} ?(?:de |d'|of |van )?[/-]?(?P<m>{MONTH})(?![a-z])\.?[/-]?"

FORMS = {
    "duration": rf"(?P<n>\d{{1,3}}(?:[.,]\d)?|(?<![a-z])(?:{NUMBER}))[ -]?(?P<u>{UNITS})(?![a-z])"
    r"(?P<h> et demie?| and a half| en een half)?(?P<p> ?(?:par|per|/|a week|a month|ouvr))?",
    "iso": r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
    "figures": r"(?P<d>\d{1,2}) ?(?P<s>[/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4}|\d\d)",
    "dashed": r"(?P<d>\d{1,2})(?P<s>[- ])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4}|(?<=-)\d\d)",
    "worded": rf"{WORDED},? ?(?:de |of )?{SHORT_YEAR}",
    "yearless": WORDED,
    "american": rf"(?<![a-z])(?P<m>{MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
    "ordinal": rf"(?<![a-z])(?P<m>{MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)",
    "month": rf"(?<![a-z])(?P<m>{MONTH})\.?,? ?(?:de |of )?(?P<y>\d{{4}})",
    "blurred": rf"(?<![a-z])(?P<m>{MONTH})\.? '?(?P<n>\d\d?)(?! ?(?:{MONTH}))",
    "figure_month": r"(?P<m>\d{1,2}) ?[/.-] ?(?P<y>(?:19|20)\d\d)",
    "iso_month": r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)",
    "short": r"(?P<d>\d{1,2}) ?[/.] ?(?P<m>\d{1,2})",
    "today": r"(?<![a-z])(?:aujourd'hui|ce jour|today|vandaag|heute)(?![a-z])",
    "bare_month": rf"(?<![a-z])(?P<m>{MONTH})(?![a-z])",
    "day": DAY,
}


def _form(name: str, pattern: str) -> str:
    own = re.sub(r"\(\?P<(\w)>", rf"(?P<{name}_\1>", pattern)
    return f"(?P<{name}>{own.replace('(?P=s)', f'(?P={name}_s)')})"


SCAN = re.compile(
    rf"(?<!\d)(?:{'|'.join(_form(name, pattern) for name, pattern in FORMS.items())})(?!\d)"
)
WEAK = frozenset({"short", "bare_month", "day", "blurred"})


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
    vague: bool = False

    @property
    def in_figures(self) -> bool:
        return self.form in ("figures", "dashed", "short")

    @property
    def settled(self) -> bool:
        """The order of day and month cannot be mistaken."""
        return not self.in_figures or (self.day or 0) > 12 or self.day == self.month

    @property
    def month_first(self) -> bool:
        """Only the American order makes a date of it."""
        return self.in_figures and (self.month or 0) > 12 and (self.day or 99) <= 12

    def swapped(self) -> "Item":
        return changed(self, day=self.month, month=self.day) if self.in_figures else self

    def dated(self, year: int | None = None) -> date:
        """The day itself. Raises ValueError if the calendar has no such day."""
        found = self.year or year
        if found is None or self.month is None or not 1950 <= found <= 2100:
            raise ValueError(found)
        return date(found, self.month, self.day or 1)


def changed(item: Item, **changes: int | bool | None) -> Item:
    values = {name: getattr(item, name) for name in Item.__slots__}
    return Item(**(values | changes))


def scan(text: str, today: date) -> list[Item]:
    """Every date and length of time in the text, in order."""
    folded = fold(text)
    return [_item(found, folded, today) for found in SCAN.finditer(folded)]


def _item(found: re.Match[str], folded: str, today: date) -> Item:
    form = found.lastgroup or ""
    start, end = found.span()
    parts = {key: found.groupdict().get(f"{form}_{key}") for key in "dmynuhp"}
    if form == "duration":
        return _duration(parts, start, end)
    if form == "today":
        return Item(form, start, end, today.day, today.month, today.year)
    item = Item(form, start, end, _day(parts["d"]), _month(parts["m"]), _year(parts["y"]))
    return changed(
        item, vague=form == "blurred" or _vague(item, folded[max(0, start - 40) : start])
    )


def _duration(parts: dict[str, str | None], start: int, end: int) -> Item:
    number, unit = parts["n"] or "", parts["u"] or ""
    count = NUMBERS.get(number) or (int(number) if number.isdigit() else 0)
    if parts["p"] or (unit.startswith(("an", "year", "jaar")) and count > 10):
        return Item("pace", start, end)
    vague = bool(parts["h"]) or count == 0
    if unit.startswith(("mois", "month", "maand")):
        return Item("duration", start, end, months=count, vague=vague)
    if unit.startswith(("an", "year", "jaar")):
        return Item("duration", start, end, months=12 * count, vague=vague)
    week = 7 if unit.startswith(("sem", "wee", "wek")) else 1
    return Item("duration", start, end, days=week * count, vague=vague)


def _day(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else 1


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else MONTHS[text]


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _vague(item: Item, before: str) -> bool:
    """« mi-octobre », « vers le 3 mai »: the word just before says that it is not exact."""
    spoken = re.findall(r"[a-z']+|~", before.replace("-", " "))
    spoken = [word for word in spoken if word not in ("le", "de", "of", "du", "the", "het", "d'")]
    last = spoken[-1:] if not re.search(r"[:;,.?!]\s*$", before) else []
    return bool(VAGUE_DAY.intersection(last)) or (
        item.day is None and bool(VAGUE_MONTH.intersection(last))
    )


def attempt(make: Callable[[], date]) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return make()
    except ValueError:
        return None
