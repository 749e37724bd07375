"""A name as it should stand: first name first, capitals where names have them."""

import re
from collections.abc import Sequence

from core.reading.text import fold

PARTICLES = frozenset(
    ("de", "du", "des", "la", "le", "el", "al", "bin", "ben", "ibn", "bint", "van", "von", "der",
     "den", "del", "da", "do", "dos", "di", "ter", "ten", "te", "d", "e", "y", "op", "het", "st",
     "zu", "'t", "'s")
)  # fmt: skip
# Of these, the ones that stay small in a name that was typed without capitals.
SMALL = frozenset(
    ("de", "du", "des", "van", "von", "der", "den", "da", "das", "do", "dos", "di", "ter", "ten",
     "te", "e", "y", "op", "zu", "zum", "zur", "af", "'t", "'s")
)  # fmt: skip
AFTER_SMALL = frozenset(("la", "le", "les", "het", "los", "las", "el"))  # « de la Tour »
FIRST_TOO = frozenset(("ben", "al", "bin", "e", "y", "d", "het"))  # « Ben Allen Smith »
NUMERAL = re.compile(r"I{2,3}|IV|VI{1,3}")  # « Thomas Baker III »
SURNAMES = re.compile(r"[od]['’ʼ][^\W\d_]{3,}", re.IGNORECASE)  # « O'Brien », « d'Almeida »
MARRIED = "ep"  # « Élodie Martin ép. Leroy » is the whole of a name
ELIDED = re.compile(r"^(d)(['’ʼ])(?=\w)", re.IGNORECASE)
PART = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
SCOTTISH = re.compile(r"^(mc)(\w)", re.IGNORECASE)


def as_it_stands(words: Sequence[str]) -> str:
    """The words of a name in the order and with the capitals that it is written with.

    « DIALLO Awa » is Awa Diallo; what was typed all small or all in capitals gets its own; who
    types some capitals knows where they belong.
    """
    words = [word.replace("‑", "-").replace("‐", "-") for word in words]
    ordered = first_name_first(words)
    typed = "".join(words)
    mixed = not typed.isupper() and not typed.islower() and ordered == list(words)
    if mixed and not any(shouted(word) for word in words):
        return " ".join(lifted(word, at) for at, word in enumerate(ordered))
    return " ".join(
        capitals(word, ordered[at - 1] if at else "") if lacks_capitals(word, typed) else word
        for at, word in enumerate(ordered)
    )


def lacks_capitals(word: str, typed: str) -> bool:
    """Whether a word has none of its own: small, in a name all in capitals, or shouted."""
    return word.islower() or typed.isupper() or shouted(word)


def first_name_first(words: Sequence[str]) -> list[str]:
    """The words with the surname behind the others, where it was written before them: in capitals,
    or beginning as only surnames do."""
    if size := surname_first(words):
        return [*words[size:], *words[:size]]
    count = next((at for at, word in enumerate(words) if not shouted(word)), len(words))
    behind = words[count:]
    surname = [word for word in words[:count] if fold(word) not in PARTICLES]
    if not surname or not behind or any(map(shouted, behind)) or behind[0][0].islower():
        return list(words)
    return [*behind, *words[:count]]


def surname_first(words: Sequence[str]) -> int:
    """How many words a surname that stands before one first name has, by how it begins: « Le Bihan
    Maël », « O'Brien Maëlys »; 0 where it begins like any name."""
    if len(words) == 2 and SURNAMES.match(words[0]) and not SURNAMES.match(words[1]):
        return 1
    led = next((at for at, word in enumerate(words) if not leads_surname(word)), 0)
    behind = words[led + 1 :]
    single = len(behind) == 1 and not leads_surname(behind[0])
    single = single and words[led][0].isupper() == behind[0][0].isupper()
    return led + 1 if led and single and fold(words[0]) not in FIRST_TOO else 0


def leads_surname(word: str) -> bool:
    """Whether a word stands before a surname's own: a particle, typed without accents."""
    return word.lower().replace("’", "'") in PARTICLES | AFTER_SMALL


def shouted(word: str) -> bool:
    """Whether a word is all in capitals, and neither an initial nor two: « J.-B. », « JP »."""
    letters = [sign for sign in word if sign.isalpha()]
    initials = len(letters) < 2 or "." in word
    pair = len(letters) == 2 and not set("AEIOUY").intersection(word.upper())
    return word.isupper() and not initials and not pair and not NUMERAL.fullmatch(word)


def lifted(word: str, at: int) -> str:
    """A small word of a name that has capitals elsewhere: with its own, if it is no particle."""
    plain = fold(word).rstrip(".")
    particle = plain in PARTICLES | AFTER_SMALL | {MARRIED} or bool(ELIDED.match(word))
    return word if not word.islower() or (particle and at) else capitals(word, "")


def capitals(word: str, before: str) -> str:
    """A word with capitals at its parts: « n'diaye », « le goff », « saint-aubin » after `before`;
    small where it is a particle within the name."""
    plain, small = fold(word).rstrip("."), word.lower()
    if before and plain in SMALL | {MARRIED}:
        return small
    if before and fold(before) in SMALL and plain in AFTER_SMALL:
        return small
    raised = PART.sub(lambda part: part[0][0].upper() + part[0][1:], small)
    raised = SCOTTISH.sub(lambda found: "Mc" + found[2].upper(), raised)
    return ELIDED.sub(lambda found: "d" + found[2], raised)
