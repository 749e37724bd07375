"""From one date to another in free text: « du 1er octobre 2024 au 31 mai 2025 »."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.reading.dates.calendar import (
    AND,
    BEGAN,
    BEGIN,
    BETWEEN,
    CLOSING,
    END,
    FILLER,
    GLUE,
    OPENING,
    SINCE,
    TO,
    UNTIL,
    WEEKDAYS,
)
from core.reading.dates.dates import EITHER_WAY, DateDoubt, UnreadableDate, hedged, order_of, saying
from core.reading.dates.dictated import in_figures
from core.reading.dates.find import WEAK, Item, attempt, changed, scan
from core.reading.dates.months import Interval, add_months, lasting, length
from core.reading.dates.range_words import spoken
from core.reading.languages import compiled, either, leading, words
from core.reading.text import fold

SURELY = compiled(rf"\b(?:{either('calendar.surely')})\b")
OPENER = compiled(rf"(?:\b(?:{leading('calendar.opening_words')}))+$")
LONGEST_YEARS, FIRST_YEAR, AHEAD = 3, 2000, timedelta(days=3 * 366)
TAKEN_BACK = words("calendar.taken_back")
ARTICLES = words("calendar.articles") | WEEKDAYS | {":"}


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A range and where in the text it was said."""

    interval: Interval
    start: int
    end: int


def read_range(text: str, today: date, language: str) -> Interval | DateDoubt:
    """The two days that a text names, both included, or a doubt that says why they are not sure."""
    found = find_range(text, today, language)
    return found if isinstance(found, DateDoubt) else found.interval


def find_range(text: str, today: date, language: str) -> FoundRange | DateDoubt:
    """The two days, both included, with their place in the text; or a doubt that says why they are
    not sure.

    `today` decides what « until now » is, and which year is too far away to believe.
    """
    folded = in_figures(fold(text))
    language = order_of(folded, language)
    items = _relevant(_meant(scan(text, today), folded), folded)
    dated = [item for item in items if item.form != "duration"]
    lengths = [item for item in items if item.form == "duration"]
    if not dated:
        return DateDoubt(UnreadableDate.NONE)
    read = _read(dated, lengths, folded, today, language)
    if isinstance(read, DateDoubt):
        return read if read.said else DateDoubt(read.why, _said(text, folded, items), read.guesses)
    if hedged(folded, items[0].start, items[-1].end):
        return DateDoubt(UnreadableDate.VAGUE, _said(text, folded, items), (read,))
    if not plausible(read, today) and not SURELY.search(folded):
        return DateDoubt(UnreadableDate.ODD, _said(text, folded, items), (read,))
    return FoundRange(read, opening(folded, items[0].start), items[-1].end)


def plausible(interval: Interval, today: date) -> bool:
    """Whether a mission could be of these days: at most three years, not long ago or far ahead."""
    whole = length(interval.start, interval.end)
    long = (whole.months, whole.days) > (LONGEST_YEARS * 12, 0)
    return not long and interval.start.year >= FIRST_YEAR and interval.end <= today + AHEAD


def _read(
    dated: list[Item], lengths: list[Item], folded: str, today: date, language: str
) -> Interval | DateDoubt:
    """The interval of these dates and lengths of time, or why they make none."""
    if len(dated) == 1 and len(lengths) == 1:
        return _measured(dated[0], lengths[0], folded, language)
    if len(dated) == 1:
        return DateDoubt(UnreadableDate.ONE)
    turned = len(dated) == 2 and _told_backwards(dated[0], dated[1], folded)
    if turned:
        dated = dated[::-1]
    elif len(dated) > 2 or not _joined(dated[0], dated[1], folded):
        return DateDoubt(UnreadableDate.SEVERAL, guesses=_pairs(dated, folded, today, language))
    read = _between(dated[0], dated[1], today, language)
    if isinstance(read, Interval) and turned and read.start > today:
        return DateDoubt(UnreadableDate.ODD, guesses=(read,))
    if isinstance(read, Interval) and not all(_agrees(read, item) for item in lengths):
        return DateDoubt(UnreadableDate.SEVERAL, guesses=(read,))
    return read


def _pairs(dated: list[Item], folded: str, today: date, language: str) -> tuple[Interval, ...]:
    reads = [_between(a, b, today, language) for a, b in pairwise(dated) if _joined(a, b, folded)]
    return tuple(read for read in reads if isinstance(read, Interval))[:3]


def _meant(items: list[Item], folded: str) -> list[Item]:
    """The items but for those that were taken back: « du 1er, euh non pardon, du 2 octobre »."""
    return [
        item
        for item, after in pairwise([*items, None])
        if item and not (after and TAKEN_BACK.intersection(spoken(folded[item.end : after.start])))
    ]


def _relevant(items: list[Item], folded: str) -> list[Item]:
    """The items without figures that are no dates: « 24 h », « 59000 Lille », "I may have"."""
    kept = []
    for at, item in enumerate(items):
        before = items[at - 1] if at else None
        after = items[at + 1] if at + 1 < len(items) else None
        if item.form == "pace" or (item.form in WEAK and not _tied(item, before, after, folded)):
            continue
        kept.append(item)
    return kept


def _tied(item: Item, before: Item | None, after: Item | None, folded: str) -> bool:
    """Whether a date is said together with the one before or after it, and not for another
    reason."""
    onward = (
        after is not None and after.form not in ("pace", "day") and _towards(item, after, folded)
    )
    if item.form == "day":
        opener = spoken(folded[max(0, item.start - 20) : item.start])[-1:]
        return onward and (not opener or bool((BEGIN | BETWEEN | ARTICLES).intersection(opener)))
    back = before is not None and before.form != "pace" and _towards(before, item, folded)
    return onward or back


def _towards(one: Item, other: Item, folded: str) -> bool:
    """Joined by a word or sign that means « to », or a length by « from »."""
    tokens = set(spoken(folded[one.end : other.start]))
    if "duration" in (one.form, other.form):
        return bool(tokens) and tokens <= GLUE | BEGIN | BETWEEN
    return bool(tokens & (TO | AND | END)) and tokens <= GLUE


def _joined(one: Item, other: Item, folded: str) -> bool:
    """Whether the words between two dates make a range of them: « au », « jusqu'au », « et » after
    « entre »."""
    told = [word for word in spoken(folded[one.end : other.start]) if word not in ARTICLES]
    tokens = set(told)
    if told[-1:] == [BEGAN]:
        return False
    if not tokens <= GLUE | (SINCE if tokens & END else set()):
        return False
    if tokens & AND and not tokens & (TO | END):
        opener = spoken(folded[max(0, one.start - 30) : one.start])
        return bool(BETWEEN.intersection(opener[-3:]))
    return True


def _told_backwards(one: Item, other: Item, folded: str) -> bool:
    """« Fini le 15 juillet 2025, commencé le 15 novembre 2024 »: the last day first."""
    before = spoken(folded[max(0, one.start - 30) : one.start])
    between = [word for word in spoken(folded[one.end : other.start]) if word not in ARTICLES]
    between = [word for word in between if word == BEGAN or word not in FILLER]
    ended, began = END & set(before), between[-1:] == [BEGAN]
    return bool(ended) and began and set(between) <= GLUE | {BEGAN}


def _between(one: Item, other: Item, today: date, language: str) -> Interval | DateDoubt:
    """The interval from one date to another, or a doubt with the intervals that may be meant."""
    pair = (one, other)
    if any(item.month_first for item in pair):
        swapped = _dates(one.swapped(), other.swapped())
        return DateDoubt(
            UnreadableDate.AMBIGUOUS, guesses=(swapped,) if isinstance(swapped, Interval) else ()
        )
    if any(item.vague for item in pair):
        return DateDoubt(UnreadableDate.VAGUE, guesses=_rounded(one, other))
    read = _dates(one, other)
    if isinstance(read, DateDoubt) and read.why is UnreadableDate.YEARLESS:
        return DateDoubt(UnreadableDate.YEARLESS, guesses=_latest(one, other, today))
    if language in EITHER_WAY and _uncertain(pair):
        readings = (read, _dates(one.swapped(), other.swapped()))
        sure = tuple(reading for reading in readings if isinstance(reading, Interval))
        return DateDoubt(UnreadableDate.AMBIGUOUS, guesses=sure)
    if isinstance(read, Interval) and any(item.day is None for item in pair):
        return DateDoubt(UnreadableDate.MONTHS, guesses=(read,))
    return read


def _rounded(one: Item, other: Item) -> tuple[Interval, ...]:
    """« De début octobre 2024 à fin mai 2025 » most likely means whole months."""
    edges = ((one, OPENING), (other, CLOSING))
    if any(item.hint not in {"", "blurred", *edge} for item, edge in edges):
        return ()
    read = _dates(one, other)
    return (read,) if isinstance(read, Interval) else ()


def _uncertain(pair: tuple[Item, Item]) -> bool:
    figures = [item for item in pair if item.in_figures]
    return bool(figures) and not any(item.settled and item.day != item.month for item in figures)


def _dates(one: Item, other: Item) -> Interval | DateDoubt:
    """The interval of two dates that lend each other a missing month or year."""
    if one.month is None:
        one = changed(one, month=other.month)
    if other.month is None:
        other = changed(other, month=one.month)
    if one.year is None and other.year is None:
        return DateDoubt(UnreadableDate.YEARLESS)
    start = attempt(lambda: one.dated(_year_before(one, other)))
    end = attempt(lambda: _last(other, _year_after(one, other)))
    if start is None or end is None:
        return DateDoubt(UnreadableDate.IMPOSSIBLE)
    return Interval(start, end) if start <= end else DateDoubt(UnreadableDate.BACKWARDS)


def _year_before(one: Item, other: Item) -> int | None:
    """The year that the start leaves unsaid: the nearest before the end."""
    if one.year or not other.year:
        return one.year
    return other.year - (_place(one) > _place(other))


def _year_after(one: Item, other: Item) -> int | None:
    if other.year or not one.year:
        return other.year
    return one.year + (_place(one) > _place(other))


def _place(item: Item) -> tuple[int, int]:
    return item.month or 0, item.day or 0


def _last(item: Item, year: int | None) -> date:
    day = item.dated(year)
    return day if item.day else day.replace(day=monthrange(day.year, day.month)[1])


def _latest(one: Item, other: Item, today: date) -> tuple[Interval, ...]:
    reads = [_dates(one, changed(other, year=today.year - back)) for back in (0, 1)]
    return tuple(read for read in reads if isinstance(read, Interval) and read.start <= today)


def _measured(item: Item, lasted: Item, folded: str, language: str) -> Interval | DateDoubt:
    """A date and a length: « 8 mois à partir d'octobre 2024 », "6 months until 31 May 2025"."""
    if item.vague or lasted.vague or item.year is None or item.month_first:
        return DateDoubt(UnreadableDate.VAGUE)
    if language in EITHER_WAY and not item.settled:
        return DateDoubt(UnreadableDate.AMBIGUOUS)
    start = attempt(item.dated)
    if start is None:
        return DateDoubt(UnreadableDate.IMPOSSIBLE)
    opener = opener_of(folded, item)
    if UNTIL.intersection(opener):
        return _ending(_last(item, item.year), lasted)
    whole = _starting(start, lasted)
    return (
        whole
        if not opener or BEGIN.intersection(opener)
        else DateDoubt(UnreadableDate.VAGUE, guesses=(whole,))
    )


def opener_of(folded: str, item: Item) -> list[str]:
    """The word before the date, articles and colons apart; none at the beginning of the text."""
    told = spoken(folded[max(0, item.start - 25) : item.start])
    return [word for word in told if word not in ARTICLES][-1:]


def _starting(start: date, lasted: Item) -> Interval:
    if lasted.months:
        return lasting(start, lasted.months)
    return Interval(start, start + timedelta(days=lasted.days - 1))


def _ending(end: date, lasted: Item) -> Interval | DateDoubt:
    """The interval of that length that ends on a day; vague where months do not lead back to just
    one beginning."""
    start = add_months(end + timedelta(days=1), -lasted.months) - timedelta(days=lasted.days)
    exact = Interval(start, end)
    return (
        exact
        if not lasted.months or lasting(start, lasted.months) == exact
        else DateDoubt(UnreadableDate.VAGUE)
    )


def _agrees(interval: Interval, lasted: Item) -> bool:
    """Whether a length of time that was said fits the interval, rounded to the nearest month or a
    day off."""
    real = length(interval.start, interval.end)
    if lasted.days:
        return abs((interval.end - interval.start).days + 1 - lasted.days) <= 1
    near = (real.months, real.months + (real.days >= 15))
    return lasted.months in near or (
        lasted.vague and lasted.months in (real.months - 1, near[1] + 1)
    )


def opening(folded: str, start: int) -> int:
    """Where « du » or "from the" begins, just before the first date."""
    opener = OPENER.search(folded[:start])
    return opener.start() if opener else start


def _said(text: str, folded: str, items: list[Item]) -> str:
    return text[saying(folded, items[0]) : items[-1].end].strip()
