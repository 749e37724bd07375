"""How hurried hands spoil a phrase: thumbs that slip, words by their sound, spoken noise around."""

import re
from collections.abc import Callable, Sequence
from random import Random

from tools.understanding.filling_slots import VALUES

VOWELS = re.compile(r"(?<=[a-zà-ÿ]{2})(?:ez|er|é|ée|és|ai)\b")
SILENT = re.compile(r"(?<=[a-zà-ÿ]{3})[stxe]\b")
DOUBLED = re.compile(r"([lmnrtspfc])\1")
SOUNDS = (
    ("qu", "k"),
    ("ph", "f"),
    ("eau", "o"),
    ("au", "o"),
    ("ck", "k"),
    ("ij", "y"),
    ("ie", "i"),
)

Spoil = Callable[[str, Random], str]


def misspelt(text: str, chance: Random, times: int = 1) -> str:
    """The text with so many slips of different kinds."""
    for spoil in chance.sample(SPOILS, times):
        text = spoil(text, chance)
    return text


def _at_a_letter(text: str, chance: Random, change: Callable[[str, int], str]) -> str:
    """The text changed at one letter inside a word of four or more; as it is without one."""
    places = [
        at
        for found in re.finditer(r"[^\W\d_]{4,}", text)
        for at in range(found.start() + 1, found.end() - 1)
    ]
    return change(text, chance.choice(places)) if places else text


def _swapped(text: str, chance: Random) -> str:
    return _at_a_letter(text, chance, lambda t, at: t[:at] + t[at + 1] + t[at] + t[at + 2 :])


def _dropped(text: str, chance: Random) -> str:
    return _at_a_letter(text, chance, lambda t, at: t[:at] + t[at + 1 :])


def _twice(text: str, chance: Random) -> str:
    return _at_a_letter(text, chance, lambda t, at: t[:at] + t[at] + t[at:])


def _slipped(text: str, chance: Random) -> str:
    """One letter is its neighbour on the keys."""
    keys = "azertyuiop qsdfghjklm wxcvbn"

    def neighbour(t: str, at: int) -> str:
        place = keys.find(t[at].lower())
        return t[:at] + (keys[place + 1] if 0 <= place < len(keys) - 1 else t[at]) + t[at + 1 :]

    return _at_a_letter(text, chance, neighbour)


def _run_together(text: str, chance: Random) -> str:
    gaps = [found.start() for found in re.finditer(" ", text)]
    at = chance.choice(gaps) if gaps else len(text)
    return text[:at] + text[at + 1 :]


def _without_apostrophes(text: str, chance: Random) -> str:
    return re.sub("['’]", chance.choice(("", " ")), text)


def _by_sound(text: str, chance: Random) -> str:
    """Endings and letter groups as they are heard."""
    heard = VOWELS.sub(lambda _: chance.choice(("er", "é", "ez", "e")), text)
    heard = SILENT.sub(lambda end: chance.choice(("", end[0])), heard)
    for written, sound in chance.sample(SOUNDS, 3):
        heard = heard.replace(written, sound)
    return heard


def _single(text: str, _: Random) -> str:
    return DOUBLED.sub(r"\1", text)


def _spoken(text: str, chance: Random) -> str:
    """With a filler in front or between, and without stops."""
    told = re.sub(r"[.,!;:]", "", text).split()
    told.insert(
        chance.randrange(len(told) + 1) if chance.random() < 0.4 else 0,
        chance.choice(VALUES["fillers"]),
    )
    return " ".join(told)


SPOILS: Sequence[Spoil] = (
    _swapped,
    _dropped,
    _twice,
    _slipped,
    _run_together,
    _without_apostrophes,
    _by_sound,
    _single,
    _spoken,
)
