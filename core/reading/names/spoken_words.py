"""The words of a text in which a name may stand, in runs that no sign or stop divides."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.reading.text import fold, words

INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}[^\W\d_]?\.?")
LEADING = re.compile(r"^(?:(?!['’‘ʼ][ts]$)[^\w]|_)+", re.IGNORECASE)  # « 't Hooft »
JOINTS = "'’ʼ`´.-‐‑·"
ABBREVIATIONS = frozenset(("m", "mr", "mme", "mlle", "dr", "st", "ste", "ep", "geb"))


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it was typed, without stops around it, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind its last letter."""
        return self.start + len(self.text)

    @property
    def folded(self) -> tuple[str, ...]:
        """What it says: « j'ai » is two words."""
        return _said(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, and the sign before the first of them."""

    words: tuple[SpokenWord, ...]
    sign: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        """What it says, word by word."""
        return tuple(part for word in self.words for part in word.folded)


@lru_cache(maxsize=8192)
def _said(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def runs(text: str) -> list[Run]:
    """The runs of words of a text: figures, signs, stops and line ends stand between them."""
    found: list[Run] = []
    told: list[SpokenWord] = []
    sign = ""
    for word, before in _parts(text):
        if before and told:
            found.append(Run(tuple(told), sign))
            told = []
        sign = sign if told else before
        told.append(word)
    return [*found, Run(tuple(told), sign)] if told else found


def _parts(text: str) -> Iterator[tuple[SpokenWord, str]]:
    """Each word with the sign that divides it from the word before; empty where none does."""
    sign = ""
    for line in re.finditer(r"[^\n]+", text):
        for token in re.finditer(r"(?P<gap>\s{5,})?(?P<said>\S+)", line[0]):
            before, core, after = _bared(token["said"])
            sign = before[-1:] or sign or (" " if token["gap"] else "")
            if _is_word(core):
                yield SpokenWord(core, line.start() + token.start("said") + len(before)), sign
                sign = after[:1]
            else:
                sign = after[:1] or core[:1] or sign
        sign = sign or "\n"


def _bared(token: str) -> tuple[str, str, str]:
    """The signs before a token's own word, the word, those behind it; an initial keeps its stop."""
    leading = LEADING.match(token)
    before = leading[0] if leading else ""
    rest = token[len(before) :]
    core = rest
    while core and not _ends_word(core[-1]):
        core = core[:-1]
    after = rest[len(core) :]
    if not INITIALS.fullmatch(core) and fold(core).rstrip(".") not in ABBREVIATIONS:
        bare = core.rstrip(".")
        core, after = bare, core[len(bare) :] + after
    return before, core, after


def _ends_word(sign: str) -> bool:
    return sign.isalnum() or sign == "." or unicodedata.category(sign)[0] == "M"


def _is_word(core: str) -> bool:
    letters = any(sign.isalpha() for sign in core)
    return letters and all(
        sign.isalpha() or sign in JOINTS or unicodedata.category(sign)[0] == "M" for sign in core
    )
