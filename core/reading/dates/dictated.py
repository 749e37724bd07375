"""Dates as they are dictated: « thirty first of may twenty twenty five » in figures, of the same
length, so that every place in the text stays where it is."""

import re

from core.reading.dates.calendar import DAYS, MONTHS
from core.reading.languages import NOTHING, compiled, leading, table

YEARS = {said: year for year, names in table("calendar.years").items() for said in names}
LONGEST_FIRST = sorted(YEARS, key=len, reverse=True)
YEAR = compiled(
    rf"(?<![a-z])(?:{'|'.join(LONGEST_FIRST).replace('-', '[ -]') or NOTHING})(?![a-z])"
)
SPOKEN_DAYS = [
    word for word in sorted(DAYS, key=len, reverse=True) if len(word) > 2 and word not in MONTHS
]
DAY = compiled(
    rf"(?<![a-z-])(?P<d>{'|'.join(SPOKEN_DAYS).replace('-', '[ -]') or NOTHING})"
    rf"(?= (?:{leading('calendar.of')})?(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
    r"(?![a-z]))"
)


def in_figures(folded: str) -> str:
    """The folded text with spoken years and days in figures, spaces around them."""
    years = YEAR.sub(lambda said: YEARS[_joined(said[0])].ljust(len(said[0])), folded)
    return DAY.sub(lambda said: str(DAYS[_joined(said[0])]).rjust(len(said[0])), years)


def _joined(said: str) -> str:
    return re.sub(r"[ -]", "-", said)
