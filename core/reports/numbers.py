"""Numbers as people read them, by Babel in their language."""

from datetime import timedelta
from typing import Literal

from babel.dates import format_timedelta
from babel.numbers import format_decimal, format_percent

from core.programmes.answers_as_text import locale_of
from core.reading.languages import in_language

Unit = Literal["day", "hour", "minute"]
UNITS: tuple[Unit, ...] = ("day", "hour", "minute")
SIZES = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
SMALL = 0.1
LONGEST = 10**6


def number(count: int, locale: str) -> str:
    """« 1 234 », "1,234"."""
    return spaced(format_decimal(count, locale=locale_of(locale)))


def share(part: float, locale: str) -> str:
    """« 23 % »; a small one with a digit behind the comma."""
    pattern = "0.#%" if 0 < part < SMALL else "0%"
    written = format_percent(part, pattern, locale=locale_of(locale))
    return written.replace("%", in_language(locale, "language.percent", "%"))


def length(time: timedelta | None, locale: str) -> str:
    """« 2 j 3 h », "2 days 3 hrs": the two largest units; « – » for none."""
    if time is None:
        return "–"
    counts, left = [], time
    for unit in UNITS:
        count, left = divmod(left, SIZES[unit])
        counts.append(count)
    first = next((place for place, count in enumerate(counts) if count), None)
    if first is None:
        return f"< {one(1, 'minute', locale)}"
    told = list(zip(UNITS, counts, strict=True))[first : first + 2]
    return " ".join(one(count, unit, locale) for unit, count in told if count)


def one(count: int, unit: Unit, locale: str) -> str:
    written = format_timedelta(
        SIZES[unit] * count,
        granularity=unit,
        threshold=LONGEST,
        format="short",
        locale=locale_of(locale),
    )
    return spaced(written)


def spaced(written: str) -> str:
    """The text with a no-break space for every narrow one, which fonts lack."""
    return written.replace("\u202f", "\xa0")
