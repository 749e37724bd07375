"""Numbers as people read them, by Babel in their language."""

from datetime import timedelta
from typing import Literal

from babel.dates import format_timedelta
from babel.numbers import format_decimal, format_percent

Unit = Literal["day", "hour", "minute"]
LOCALES = {"fr": "fr", "en": "en_GB", "nl": "nl"}
UNITS: tuple[Unit, ...] = ("day", "hour", "minute")
SIZES = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
SMALL = 0.1
LONGEST = 10**6


def number(count: int, locale: str) -> str:
    """« 1 234 », "1,234"."""
    return spaced(format_decimal(count, locale=babel(locale)))


def share(part: float, locale: str) -> str:
    """« 23 % »; a small one with a digit behind the comma."""
    pattern = "0.#%" if 0 < part < SMALL else "0%"
    written = format_percent(part, pattern, locale=babel(locale))
    return written.replace("%", " %") if locale.startswith("fr") else written


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
        locale=babel(locale),
    )
    return spaced(written)


def spaced(written: str) -> str:
    """With a no-break space for every narrow one, which fonts lack."""
    return written.replace("\u202f", "\xa0")


def babel(locale: str) -> str:
    base = locale.partition("-")[0]
    return LOCALES.get(base, base)
