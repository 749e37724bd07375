"""The parts of a name that are called by their name: « mon prénom est Awa, nom : Diallo »."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.reading.names.capitals import PARTICLES
from core.reading.names.known_words import (
    FIRST_NAME,
    NAME,
    PLACES,
    SURNAME,
    WHOLE_NAME,
    usual,
    whole,
)
from core.reading.names.spoken_words import Run, SpokenWord
from core.reading.text import fold

MOST = 4  # words of one part
FIRST, LAST, NAMED, WHOLE = "first", "last", "named", "whole"
LABELS = {FIRST: FIRST_NAME, LAST: SURNAME, NAMED: NAME, WHOLE: WHOLE_NAME}


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words of the first name and of the surname, as far as they were named; of what was
    `called` the name, where that is a whole one."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """Both, the first name first; empty where one is missing."""
        return (*self.first, *self.last) if self.first and self.last else ()

    @property
    def some(self) -> bool:
        """Whether any was named."""
        return bool(self.first or self.last)

    def fits(self, words: Sequence[str]) -> bool:
        """Whether a whole name holds what was named, and more."""
        own = (*self.first, *self.last)
        return len(words) > len(own) and {*map(fold, own)} <= {*map(fold, words)}


def parts(told: Sequence[Run]) -> NameParts:
    """The parts that the words of a message name; the last that was said of each."""
    found: dict[str, tuple[str, ...]] = {}
    named = list(_named(told))
    for side, words in _turned(named) or named[1:]:
        if value := _value(words):
            found[side] = value
    own = found.get(NAMED, ())
    first, last = found.get(FIRST, ()), found.get(LAST, own)
    called = found.get(WHOLE, own)
    if not first and len(found.get(LAST, ())) > 1 and fold(found[LAST][0]) not in PARTICLES:
        called = found.pop(LAST) if colon(told) else called
    whole = len(called) > 1 and called[0][0].isupper() and not first and LAST not in found
    return NameParts(first, last if first or LAST in found else (), called if whole else ())


def colon(told: Sequence[Run]) -> bool:
    """Whether a colon stands before what is said."""
    return any(run.sign in (":", "=") for run in told)


def _named(told: Sequence[Run]) -> Iterator[tuple[str, list[Run]]]:
    """Each label with the words behind it until the next, run by run; first those before any."""
    side: str = ""
    behind: list[Run] = []
    for run in told:
        words, sign = run.words, run.sign
        while words:
            at, label, size = _label(words)
            behind.append(Run(words[:at], sign))
            if label:
                yield side, behind
                side, behind = label, []
            words, sign = words[at + size :], ""
    yield side, behind


def _turned(named: Sequence[tuple[str, list[Run]]]) -> list[tuple[str, list[Run]]]:
    """« Dupont (nom), Théo (prénom) »: each label with the words before it; else nothing."""
    one = len(named) == 2 and named[1][0] in (NAMED, WHOLE)
    if (
        (len(named) < 3 and not one)
        or any(run.words for run in named[-1][1])
        or not _value(named[0][1])
    ):
        return []
    return [(label, before) for (_, before), (label, _) in pairwise(named)]


def _label(spoken: Sequence[SpokenWord]) -> tuple[int, str, int]:
    """The first label among these words: where, of which part, and how many words it has."""
    for at in range(len(spoken)):
        sizes = {name: whole(spoken[at:], phrases) for name, phrases in LABELS.items()}
        name = max(sizes, key=lambda each: sizes[each])
        if sizes[name]:
            return at, name, sizes[name]
    return len(spoken), "", 0


def _value(behind: Sequence[Run]) -> tuple[str, ...]:
    """The first words behind a label that may be a name; behind its colon where it has one."""
    colon = next((at for at, run in enumerate(behind) if run.sign in (":", "=")), 0)
    if any(PLACES.intersection(run.folded) for run in behind[:colon]):
        return ()  # « le nom de mon association a changé : … »
    for each in behind[colon : colon + 2]:
        run = each.words
        for at in range(len(run)):
            if all(map(usual, run[at].folded)) and len(run[at].folded) > 1:
                continue
            between = [part for before in run[:at] for part in before.folded]
            if PARTICLES.intersection(between) or not all(map(usual, between)):
                break
            if _may_be(run, at):
                own = _taken(run[at:])
                place = any(PLACES.intersection(each.folded) for each in own)
                return () if place else tuple(each.text for each in own)
    return ()


def _may_be(run: Sequence[SpokenWord], at: int) -> bool:
    """Whether a part of a name begins here: with a capital behind small words, or a new word."""
    word = run[at]
    following = run[at + 1 : at + 2]
    if fold(word.text) in PARTICLES:
        return bool(following) and following[0].text[0].isupper()
    capital = word.text[0].isupper() and (at > 0 or len(run) <= MOST)
    long = any(len(part) > 1 for part in word.folded)
    return long and len(word.text) > 1 and (capital or not all(map(usual, word.folded)))


def _taken(spoken: Sequence[SpokenWord]) -> list[SpokenWord]:
    cased = spoken[0].text[0].isupper() or fold(spoken[0].text) in PARTICLES
    own: list[SpokenWord] = []
    for word in spoken[:MOST]:
        small = word.text[0].islower() and fold(word.text) not in PARTICLES
        if (small and cased) or (not cased and all(map(usual, word.folded))):
            break
        own.append(word)
    return own
