"""Names that are spelt out: « Awa Diallo, D I A L L O »."""

import re

from rapidfuzz import fuzz

from core.reading.text import fold

SPELT = re.compile(r"(?<![\w'’])(?:[^\W\d_][ ,.-]{1,2}){3,}[^\W\d_](?![^\W\d_])")
WORD = re.compile(r"[^\W\d_]{2,}")
ALIKE = 70


def unspelt(text: str) -> str:
    """The text with letters that spell a word as that word; where it was said too, it is written
    as it was spelt."""
    for found in reversed(list(SPELT.finditer(text))):
        word = "".join(sign for sign in found[0] if sign.isalpha()).capitalize()
        before, behind = text[: found.start()], text[found.end() :]
        said = [each for each in WORD.finditer(before) if alike(each[0], word)]
        if said:
            last = said[-1]
            before = before[: last.start()] + word + before[last.end() :]
            text = before.rstrip(" ,:(") + behind
        else:
            text = before + word + behind
    return text


def only_spelt(text: str) -> bool:
    """Whether a word is spelt that is said nowhere, and a name's other words follow: « D U R A N D
    Mathis » may be either way round."""
    found = SPELT.search(text)
    if found is None:
        return False
    word = "".join(filter(str.isalpha, found[0]))
    said = any(alike(each[0], word) for each in WORD.finditer(text))
    beside = WORD.match(text[found.end() :].lstrip()) or text[: found.start()].rstrip()[-1:] == ","
    return not said and bool(beside)


def alike(one: str, other: str) -> bool:
    """Whether two words may be one, the one heard and the other spelt."""
    return fuzz.ratio(fold(one), fold(other)) >= ALIKE
