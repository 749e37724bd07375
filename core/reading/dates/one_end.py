"""One day of two in free text, « jusqu'au 31 mai 2025 »; and the two days, once the other is
told."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.reading.dates.calendar import BEGAN, BEGIN, BETWEEN, END, GLUE, SINCE, UNTIL
from core.reading.dates.dates import DateDoubt, read_date, saying
from core.reading.dates.dictated import in_figures
from core.reading.dates.find import Item, scan
from core.reading.dates.months import Interval
from core.reading.dates.range_words import spoken
from core.reading.dates.ranges import opener_of, read_range
from core.reading.text import fold

WORD = re.compile(r"[a-z]+'?")
BEFORE = GLUE | BEGIN | SINCE | UNTIL | BETWEEN
NEAR = 5  # words before a date
OPEN = ".."  # ISO 8601-2: the end of an interval that is open


class Which(StrEnum):
    """Which of the two days one is."""

    FIRST = "first"
    LAST = "last"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class OneEnd:
    """One day of an interval; written as ISO 8601-2 has it: « ../2025-05-31 »."""

    day: date
    which: Which

    def __str__(self) -> str:
        first, last = f"{self.day}/{OPEN}", f"{OPEN}/{self.day}"
        return {Which.FIRST: first, Which.LAST: last, Which.EITHER: str(self.day)}[self.which]

    @classmethod
    def parse(cls, written: str) -> "OneEnd":
        """One day as it was written; raises `ValueError` for anything else."""
        start, slash, end = written.partition("/")
        if not slash:
            return cls(date.fromisoformat(start), Which.EITHER)
        if start == OPEN:
            return cls(date.fromisoformat(end), Which.LAST)
        if end != OPEN:
            raise ValueError(written)
        return cls(date.fromisoformat(start), Which.FIRST)


@dataclass(frozen=True, slots=True)
class FoundEnd:
    """One day and where in the text it was said, with « jusqu'au » before it."""

    end: OneEnd
    start: int
    stop: int


def find_end(text: str, today: date, language: str) -> FoundEnd | None:
    """The only day that a text names, if it is sure; None for none, several or a doubtful one."""
    folded = in_figures(fold(text))
    items = [item for item in scan(text, today) if item.form not in ("duration", "pace", "day")]
    day = read_date(text, today, language)
    if len(items) != 1 or isinstance(day, DateDoubt):
        return None
    end = OneEnd(day, which_of(folded, items[0]))
    return FoundEnd(end, told_from(folded, saying(folded, items[0])), items[0].end)


def told_from(folded: str, start: int) -> int:
    """Where the small words before a date begin: « ça s'est terminé le »."""
    for word in reversed(list(WORD.finditer(folded[:start]))):
        if not set(spoken(word[0])) <= BEFORE or folded[word.end() : start].strip():
            break
        start = word.start()
    return start


def which_of(folded: str, item: Item) -> Which:
    """Which of the two days the words just before a date make of it."""
    clause = re.split(r"[.,;!?\n]", folded[: item.start])[-1]
    near, before = set(spoken(clause)[-NEAR:]), set(opener_of(folded, item))
    if near & (UNTIL | END):
        return Which.EITHER if BEGAN in near else Which.LAST
    return Which.FIRST if near & (SINCE | {BEGAN}) or before & BEGIN else Which.EITHER


def completed(known: str, text: str, today: date, language: str) -> Interval | DateDoubt | None:
    """The two days that the one in a text makes with what is known: one day, or two of which it
    takes the place of one. None where it does not say which."""
    told = find_end(text, today, language)
    which = told.end.which if told else Which.EITHER
    start, slash, end = known.partition("/")
    whole = slash and OPEN not in (start, end)
    if whole and which is Which.EITHER:
        return None
    said = text[told.start : told.stop] if told else text
    after, before = f"{said} \u2013 {end or start}", f"{start or end} \u2013 {said}"
    if whole:
        ways = [after if which is Which.FIRST else before]
    elif not slash:
        ways = [after, before]
    elif start == OPEN:
        ways = [] if which is Which.LAST else [after]
    else:
        ways = [] if which is Which.FIRST else [before]
    reads = [read_range(way, today, language) for way in ways]
    good = [read for read in reads if isinstance(read, Interval)]
    read = next(iter(good or reads), None)
    return replace(read, said=said.strip()) if isinstance(read, DateDoubt) else read
