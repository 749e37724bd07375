"""Months typed in haste: « spetembre », "Febuary"; known by the company of a figure."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.reading.dates.calendar import MONTHS
from core.reading.languages import compiled, lines, words

SHORTEST, LONG = 5, 8
SHORT = {"".join(sorted(name)): at for name, at in MONTHS.items() if len(name) == SHORTEST - 1}
WHOLE = [name for name in MONTHS if len(name) >= SHORTEST]
FIRST_LETTERS = {name[0] for name in MONTHS}
NOT_MONTHS = words("calendar.not_months")
MARK = "\ue000"
BEFORE = "".join(f"|(?<={line} )" for line in lines("calendar.before_a_month"))
NEAR_FIGURE = compiled(
    rf"(?:(?<=\d)|(?<=\d[ /.-]){BEFORE})[a-z]{{4,12}}(?![a-z])"
    r"|(?<![a-z])[a-z]{4,12}(?=\.? '?\d)"
)


def mended(folded: str) -> str:
    """The text, as long as before, with a mark for each month that is nearly spelt right."""
    return NEAR_FIGURE.sub(_marked, folded)


def month_of(name: str) -> int:
    """The number of a month by its name or by its mark."""
    return ord(name[1]) - ord("a") + 1 if name[0] == MARK else MONTHS[name]


def _marked(found: re.Match[str]) -> str:
    word = found.group()
    month = 0 if word in MONTHS else _nearest(word)
    return f"{MARK}{chr(ord('a') + month - 1)}{MARK * (len(word) - 2)}" if month else word


@lru_cache(maxsize=4096)
def _nearest(word: str) -> int:
    """The month that the word would be with one letter mended, or two in a long word; else 0."""
    if word in NOT_MONTHS or word[0] not in FIRST_LETTERS:
        return 0
    if len(word) < SHORTEST:
        return SHORT.get("".join(sorted(word)), 0) or _whole(word)
    return _whole(word)


def _whole(word: str) -> int:
    """The number of the only month that a mistyped word can be; 0 for none or several."""
    allowed = 2 if len(word) >= LONG else 1
    near = process.extract(word, WHOLE, scorer=OSA.distance, score_cutoff=allowed, limit=6)
    best = {MONTHS[name] for name, distance, _ in near if distance == near[0][1]}
    return best.pop() if len(best) == 1 else 0
