"""Whether two names are one person's, spelt otherwise; and letters that pass for others."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from core.reading import languages
from core.reading.names.capitals import PARTICLES
from core.reading.text import clean
from core.reading.transliterated import spellings

MOST_MORE = 2  # words that a person may have beside those of the list: a name by marriage, a second
MOST_WORDS = 10
BESIDE = PARTICLES | languages.words("names.beside")
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’ʼ`´‘]")


def same_person(said: str, known: str) -> bool:
    """Accents, case, order, hyphens, particles, initials, a name more or less make nobody else.

    At least two words must agree, one of them in full; all those of the shorter name do.
    """
    mine, theirs = parts(said), parts(known)
    if not mine or not theirs:
        return False
    if spellings("".join(mine)) & spellings("".join(theirs)):
        return True
    ways = list(bound(theirs))
    return any(agree(one, other) for one in bound(mine) for other in ways)


def parts(name: str) -> list[str]:
    """The words of a name; O'Connor is one, initials that are written together are apart."""
    found = _WORD.findall(_APOSTROPHES.sub("", clean(unicodedata.normalize("NFC", name))))
    made: list[str] = []
    for word in found[:MOST_WORDS]:
        made += word if together(word) else [word]
    return made


def together(word: str) -> bool:
    """« JP » of « JP Martin »."""
    return len(word) == 2 and word.isupper() and not set("AEIOUY").intersection(word)


def bound(words: Sequence[str]) -> Iterator[list[str]]:
    """The words as they are, and with two neighbours written as one, without the small ones."""
    yield weighty(words)
    for at in range(len(words) - 1):
        yield weighty([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def weighty(words: Sequence[str]) -> list[str]:
    """The words of a name without particles and titles, where two other words are left."""
    kept = [word for word in words if word.casefold() not in BESIDE]
    return kept if len(kept) > 1 else list(words)


def agree(said: Sequence[str], known: Sequence[str]) -> bool:
    """Whether every word of the shorter name has its own in the longer."""
    shorter, left = sorted((said, known), key=len)
    left = list(left)
    if len(shorter) < 2 or len(said) - len(known) > MOST_MORE:
        return False
    full = 0
    for word in sorted(shorter, key=len, reverse=True):
        fit = next((each for each in left if spellings(word) & spellings(each)), None)
        full += fit is not None and len(word) > 1
        fit = fit or next((each for each in left if initial(word, each)), None)
        if fit is None:
            return False
        left.remove(fit)
    return full > 0


def initial(one: str, other: str) -> bool:
    """Whether one is the first letter of the other."""
    short, whole = sorted((one, other), key=len)
    return len(short) == 1 and any(
        each[:1] == first[:1] for each in spellings(whole) for first in spellings(short)
    )
