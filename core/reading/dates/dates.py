"""Dates in free text, French, English and Dutch: understood or asked about, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.reading.dates.calendar import HEDGES
from core.reading.dates.find import WEAK, Item, attempt, changed, scan
from core.reading.dates.months import Interval
from core.reading.languages import compiled, each, either, in_language, leading
from core.reading.text import fold

EITHER = compiled(rf"\d\S* (?:{either('calendar.or_dates')})\d")
CHOOSING = compiled(rf"\d\S* (?:{either('calendar.or_words')}) (?:\w+ )?$")
SAID = compiled(rf"[a-z~]+[ -]+(?:{leading('calendar.said_articles')})?$")
HYPHENED = "|".join(sorted(word.partition("-")[2] for word in HEDGES if "-" in word))
SPOKEN = compiled(rf"[a-zœ]+(?:-(?:{HYPHENED}))?" if HYPHENED else "[a-zœ]+")
NOTS = [word for word in HEDGES if "'" in word]  # « n't »
# Where 05/06 is read either way; by these words a sentence is known to be of such a language.
EITHER_WAY = frozenset(each("language.either_order"))
ORDER_WORDS = {code: frozenset(said.split()) for code, said in each("calendar.order_words").items()}


class UnreadableDate(StrEnum):
    """Why a text is not taken for a date; each is a key of the words `answers`."""

    NONE = "no_date"
    ONE = "one_date"
    SEVERAL = "several_dates"
    VAGUE = "vague_date"
    AMBIGUOUS = "ambiguous_date"
    MONTHS = "only_months"
    YEARLESS = "no_year"
    IMPOSSIBLE = "no_such_day"
    BACKWARDS = "backwards"
    ODD = "odd_dates"


@dataclass(frozen=True, slots=True)
class DateDoubt:
    """What was read and why it is not sure; `guesses` are worth offering, best first."""

    why: UnreadableDate
    said: str = ""
    guesses: tuple[Interval, ...] = ()


def read_date(text: str, today: date, language: str) -> date | DateDoubt:
    """One day out of a sentence, or a doubt that says why it is not sure."""
    near = _relative(fold(text).strip(" .!"), today, language)
    language = order_of(fold(text), language)
    if near:
        return near
    items = [item for item in scan(text, today) if item.form not in ("duration", "pace", "day")]
    strong = [item for item in items if item.form not in WEAK] or items
    if not strong:
        return DateDoubt(UnreadableDate.NONE)
    if len(strong) > 1:
        return DateDoubt(UnreadableDate.SEVERAL, guesses=_guessed(strong, today.year))
    return _one(strong[0], text, today, language)


def order_of(folded: str, language: str) -> str:
    """The language whose order of day and month holds: that of the words said, else the person's.

    Only one of `either_order` leaves it open; a French sentence in an English claim does not.
    """
    spoken = set(re.findall(r"[a-z]+", folded))
    said = [code for code, known in ORDER_WORDS.items() if spoken & known]
    leaves_open = [code for code in said if code in EITHER_WAY]
    if bool(leaves_open) == (len(said) > len(leaves_open)):
        return language
    fit = leaves_open or [code for code in said if code not in EITHER_WAY]
    return language if (language in EITHER_WAY) == bool(leaves_open) else fit[0]


def _relative(folded: str, today: date, language: str) -> date | None:
    yesterday = fold(in_language(language, "calendar.yesterday"))
    return today - timedelta(days=1) if yesterday and folded == yesterday else None


def _one(item: Item, text: str, today: date, language: str) -> date | DateDoubt:
    """The day that one item is, or why it is not sure, with the days that it may be."""
    folded = fold(text)
    said = text[saying(folded, item) : item.end].strip()
    choosing = CHOOSING.search(folded[: item.start])
    if item.vague or item.day is None or choosing or hedged(folded, item.start, item.end):
        return DateDoubt(UnreadableDate.VAGUE, said)
    if item.month_first:
        return DateDoubt(UnreadableDate.AMBIGUOUS, said, _guessed([item.swapped()], today.year))
    if item.form == "short" or item.year is None:
        guesses = _guessed([item, changed(item, year=today.year - 1)], today.year)
        return DateDoubt(
            UnreadableDate.YEARLESS if guesses else UnreadableDate.IMPOSSIBLE, said, guesses
        )
    if language in EITHER_WAY and not item.settled:
        return DateDoubt(
            UnreadableDate.AMBIGUOUS, said, _guessed([item, item.swapped()], today.year)
        )
    return attempt(item.dated) or DateDoubt(UnreadableDate.IMPOSSIBLE, said)


def saying(folded: str, item: Item) -> int:
    """Where a date begins to be said: with « mi- » or « vers le » if it is vague."""
    before = SAID.search(folded[: item.start])
    return before.start() if item.vague and before else item.start


def hedged(folded: str, start: int, end: int) -> bool:
    """Whether the sentence around the dates doubts, denies or excepts: « je crois », « pas », «
    sauf »."""
    stops = re.finditer(r"[.!?;:]\s|\n", folded[:start])
    begin = max((stop.end() for stop in stops), default=0)
    stop = re.search(r"[.!?;](?:\s|$)|\n", folded[end:])
    sentence = folded[begin : end + stop.end() if stop else len(folded)]
    spoken = set(SPOKEN.findall(sentence))
    doubted = "?" in sentence or any(n in sentence for n in NOTS) or EITHER.search(sentence)
    return bool(spoken & HEDGES) or bool(doubted)


def _guessed(items: list[Item], year: int) -> tuple[Interval, ...]:
    days = [day for item in items if item.day and (day := attempt(lambda: item.dated(year)))]  # noqa: B023
    return tuple(Interval(day, day) for day in dict.fromkeys(days))[:3]
