"""Dates in free text, French, English and Dutch: understood or asked about, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.reading.dates.calendar import DAY_FIRST, ENGLISH, HEDGES
from core.reading.dates.find import WEAK, Item, attempt, changed, scan
from core.reading.dates.months import Interval
from core.reading.text import fold

EITHER = re.compile(r"\d\S* (?:(?:ou|or) (?:[a-z]+ ){0,2}|of (?:op |tot )?)\d")


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

    Only English leaves it open; a French sentence in an English claim does not.
    """
    spoken = set(re.findall(r"[a-z]+", folded))
    english, others = bool(spoken & ENGLISH), bool(spoken & DAY_FIRST)
    if english == others:
        return language
    return "en" if english else language if language != "en" else "fr"


def _relative(folded: str, today: date, language: str) -> date | None:
    yesterday = {"fr": "hier", "en": "yesterday", "nl": "gisteren"}.get(language)
    return today - timedelta(days=1) if folded == yesterday else None


def _one(item: Item, text: str, today: date, language: str) -> date | DateDoubt:
    """The day that one item is, or why it is not sure, with the days that it may be."""
    folded = fold(text)
    said = text[saying(folded, item) : item.end].strip()
    choosing = re.search(r"\d\S* (?:ou|or|of) (?:\w+ )?$", folded[: item.start])
    if item.vague or item.day is None or choosing or hedged(folded, item.start, item.end):
        return DateDoubt(UnreadableDate.VAGUE, said)
    if item.month_first:
        return DateDoubt(UnreadableDate.AMBIGUOUS, said, _guessed([item.swapped()], today.year))
    if item.form == "short" or item.year is None:
        guesses = _guessed([item, changed(item, year=today.year - 1)], today.year)
        return DateDoubt(
            UnreadableDate.YEARLESS if guesses else UnreadableDate.IMPOSSIBLE, said, guesses
        )
    if language == "en" and not item.settled:
        return DateDoubt(
            UnreadableDate.AMBIGUOUS, said, _guessed([item, item.swapped()], today.year)
        )
    return attempt(item.dated) or DateDoubt(UnreadableDate.IMPOSSIBLE, said)


def saying(folded: str, item: Item) -> int:
    """Where a date begins to be said: with « mi- » or « vers le » if it is vague."""
    before = re.search(r"[a-z~]+[ -]+(?:(?:le|la|de|du|of|the|het) )?$", folded[: item.start])
    return before.start() if item.vague and before else item.start


def hedged(folded: str, start: int, end: int) -> bool:
    """Whether the sentence around the dates doubts, denies or excepts: « je crois », « pas », «
    sauf »."""
    stops = re.finditer(r"[.!?;]\s|\n", folded[:start])
    begin = max((stop.end() for stop in stops), default=0)
    stop = re.search(r"[.!?;](?:\s|$)|\n", folded[end:])
    sentence = folded[begin : end + stop.end() if stop else len(folded)]
    spoken = set(re.findall(r"[a-zœ]+(?:-etre)?", sentence))
    doubted = "?" in sentence or "n't" in sentence or EITHER.search(sentence)
    return bool(spoken & HEDGES) or bool(doubted)


def _guessed(items: list[Item], year: int) -> tuple[Interval, ...]:
    days = [day for item in items if item.day and (day := attempt(lambda: item.dated(year)))]  # noqa: B023
    return tuple(Interval(day, day) for day in dict.fromkeys(days))[:3]
