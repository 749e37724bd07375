"""The words that tell one organisation from another, and how each is set off from the last."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from core.reading.languages import NOTHING, compiled, pairs, words
from core.reading.text import fold

SAME_WORD, SAME_SHORT_WORD, MOST_WORDS = 80, 85, 60
SMALL = words("organisations.small")
TOWNWARD = words("organisations.townward") | {"("}
APART = words("organisations.apart") | {",", ";", ".", ":", ")", "!", "\n"}
TOKEN = re.compile(r"[^\W\d_]+|\d+|[(),;.:!\n]")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b")
FULL = pairs("organisations.abbreviations")
SHORTENED = compiled(rf"\b(?:{'|'.join(FULL) or NOTHING})\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word; `town` if « à » or a bracket comes before, `apart` if a comma or « dans »."""

    text: str
    town: bool = False
    apart: bool = False


def telling_words(text: str) -> list[Word]:
    """The telling words of what was said."""
    found: list[Word] = []
    town = apart = False
    for token in TOKEN.findall(_plain(text)):
        if token in TOWNWARD:
            town = True
        elif token in APART:
            apart = True
        elif token not in SMALL:
            found.append(Word(token, town, apart))
            town = apart = False
    return found[:MOST_WORDS]


@lru_cache(maxsize=8192)
def telling(text: str) -> tuple[str, ...]:
    """The words of a name without the small ones; all of them if there are no others."""
    every = re.findall(r"[^\W\d_]+|\d+", _plain(text))
    return tuple(word for word in every if word not in SMALL) or tuple(every)


def _plain(text: str) -> str:
    """Folded, « C.C.A.S. » without its dots and « St » in full."""
    folded = fold(text).replace("œ", "oe").replace("æ", "ae")
    joined = DOTTED.sub(lambda found: found.group().replace(".", ""), folded)
    return SHORTENED.sub(lambda found: FULL[found.group()], joined)


def same(word: str, other: str) -> bool:
    """Whether two words are equal, or differ by a slip of the hand in a longer word."""
    shorter = min(len(word), len(other))
    alike = SAME_WORD if shorter > 5 else SAME_SHORT_WORD
    return word == other or (shorter > 3 and fuzz.ratio(word, other) >= alike)


def alike(word: str, others: Iterable[str]) -> set[str]:
    """Those of some words that are the same as this one, but for a slip of the hand."""
    return {other for other in others if same(word, other)}


def spot(said: Sequence[Word], name: Sequence[str]) -> int:
    """Where all the words of a name follow each other in what was said, or -1."""
    for start in range(len(said) - len(name) + 1):
        if all(same(said[start + at].text, own) for at, own in enumerate(name)):
            return start
    return -1
