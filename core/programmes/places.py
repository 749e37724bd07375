"""The organisation meant by a few words, among those that are known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from core.programmes.folding import fold, words

CUT, MARGIN, SAME_WORD, CHOICES = 70, 5, 80, 3
_SMALL = (
    "a au aux chez d dans de des du en et j l la le les pour s sur un une mon ma notre je suis "
    "etais ai fait mission stage asso association organisation structure organisme nom c est etait "
    "at for in of on the my i was worked volunteered with organization charity "
    "bij den der die het een ik was van voor op te mijn vereniging vzw asbl"
)
SMALL = frozenset(_SMALL.split())
DENIALS = frozenset(("pas", "not", "niet", "mais", "but", "maar", "ou", "or", "sauf", "except"))


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation and the other names that people give it, acronyms among them."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def match(text: str, places: Sequence[Place]) -> Place | tuple[Place, ...]:
    """The one that is meant, or else the nearest three, best first."""
    said = telling(text)
    if not said or not places:
        return tuple(places[:CHOICES])
    ranked = sorted(places, key=lambda place: -score(said, place))
    best, others = ranked[0], ranked[1:]
    rival = score(said, others[0]) if others else 0
    clear = score(said, best) >= CUT and score(said, best) - rival >= MARGIN
    if clear and not DENIALS.intersection(words(text)) and _no_conflict(said, best):
        return best
    return tuple(ranked[:CHOICES])


def mentioned(text: str, places: Iterable[Place]) -> tuple[Place, int, int] | None:
    """The only known organisation named in full in a longer text, and where."""
    folded = fold(text)
    found = [(place, *spot) for place in places if (spot := _spot(folded, place))]
    widest = [
        one
        for one in found
        if not any(other[1] <= one[1] and one[2] <= other[2] for other in found if other is not one)
    ]
    if len(widest) != 1 or _doubtful(text, *widest[0][1:]):
        return None
    return widest[0]


def _spot(folded: str, place: Place) -> tuple[int, int] | None:
    spots = [
        found.span()
        for name in place.names
        if len(name) > 2 and (found := re.search(_pattern(name), folded))
    ]
    return max(spots, key=lambda spot: spot[1] - spot[0], default=None)


@lru_cache(maxsize=4096)
def _pattern(name: str) -> str:
    return r"\b" + r"\W{1,3}".join(re.findall(r"\w+", fold(name))) + r"\b"


def _doubtful(text: str, start: int, end: int) -> bool:
    """Denied just before, or followed by another proper name: « Croix-Rouge de Lille Sud »."""
    before, after = words(text[max(0, start - 25) : start])[-3:], text[end : end + 2]
    return bool(DENIALS.intersection(before)) or (after[:1] in " -" and after[1:].isupper())


def telling(text: str) -> list[str]:
    """The words that tell one place from another; an elided article stands apart."""
    return [word for word in words(text) if word not in SMALL]


def score(said: list[str], place: Place) -> float:
    """From 0 to 100; 100 when all the words of one are in the other."""
    return max(_score(said, telling(name) or words(name)) for name in place.names)


def _score(said: list[str], name: list[str]) -> float:
    whole = fuzz.ratio(" ".join(said), " ".join(name)) / 1000
    return fuzz.token_set_ratio(" ".join(said), " ".join(name)) + whole


def _no_conflict(said: list[str], place: Place) -> bool:
    return any(_fits(said, telling(name) or words(name)) for name in place.names)


def _fits(said: list[str], name: list[str]) -> bool:
    """The whole name comes last, or its first words alone; « mairie de Lyon » is no other."""
    spoken = [word for word in said if not word.isdigit() or word in name]
    if len(spoken) >= len(name):
        return all(map(_same, spoken[-len(name) :], name))
    return (
        bool(spoken)
        and all(any(_same(word, own) for own in name) for word in spoken)
        and (any(_same(word, name[0]) for word in spoken))
    )


def _same(word: str, other: str) -> bool:
    return word == other or (
        min(len(word), len(other)) > 3 and fuzz.ratio(word, other) >= SAME_WORD
    )
