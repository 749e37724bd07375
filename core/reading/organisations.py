"""The organisation meant by a few words, among those that are known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from rapidfuzz import fuzz

from core.reading import languages
from core.reading.languages import any_of, compiled
from core.reading.organisation_words import SMALL, Word, same, spot, telling, telling_words
from core.reading.text import fold, words

__all__ = ["SMALL", "NamedOrganisation", "match", "mentioned", "telling"]

RESEMBLING = 70  # of 100
MARGIN, CHOICES, ENOUGH = 5, 3, 0.75
DENIALS = languages.words("organisations.denials")
HOME = languages.words("organisations.home")
INDEFINITE = compiled(rf"\b(?:{any_of('organisations.indefinite')})\b")
KINDS = languages.words("organisations.kinds")


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation and the other names that people give it, acronyms among them."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name first, then what else people call it."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class _Full:
    """A place one of whose names was said in full: which words, and how many without a slip."""

    place: NamedOrganisation
    start: int
    end: int
    exact: int
    main: bool

    def within(self, other: "_Full") -> bool:
        return other.start <= self.start and self.end <= other.end and self.rank < other.rank

    @property
    def rank(self) -> tuple[int, int]:
        return self.end - self.start, self.exact


def match(
    text: str, places: Sequence[NamedOrganisation]
) -> NamedOrganisation | tuple[NamedOrganisation, ...]:
    """The one organisation that is meant, or else the nearest three, best first."""
    said = telling_words(text)
    meant = None if DENIALS.intersection(words(text)) else _meant(said, text, places)
    return meant or _nearest(said, places)


def _meant(
    said: Sequence[Word], text: str, places: Sequence[NamedOrganisation]
) -> NamedOrganisation | None:
    """The one place that was named in full and not as part of a longer name, else the one of which
    enough was said."""
    full = [found for place in places if (found := _full(said, place))]
    widest = [one for one in full if not any(one.within(other) for other in full)]
    if len(widest) == 1:
        return widest[0].place if _ends_there(said, widest[0]) else None
    return None if full else _part(said, text, places)


def _full(said: Sequence[Word], place: NamedOrganisation) -> _Full | None:
    """The longest of the place's names that was said in full, in its order or alone in any."""
    found = []
    for name in place.names:
        own = telling(name)
        start = spot(said, own) if own else -1
        end = start + len(own)
        if start < 0 and _rearranged([word.text for word in said], own):
            start, end = 0, len(said)
        if own and start >= 0:
            exact = len({word.text for word in said[start:end]}.intersection(own))
            found.append(_Full(place, start, end, exact, name == place.name))
    return max(found, key=lambda one: (*one.rank, one.main), default=None)


def _rearranged(spoken: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words are those of the name in another order, or without the spaces between
    them."""
    return sorted(spoken) == sorted(name) or "".join(spoken) == "".join(name)


def _ends_there(said: Sequence[Word], full: _Full) -> bool:
    """Nothing follows that makes it another place: « Croix-Rouge de Lille Sud », « CRF à Lyon »."""
    names = {word for name in full.place.names for word in telling(name)}
    after = [*dropwhile(lambda word: not word.town and word.text in names, said[full.end :])]
    if not after or after[0].apart:
        return True
    return after[0].town and (full.main or any(same(after[0].text, own) for own in names))


def _part(
    said: Sequence[Word], text: str, places: Sequence[NamedOrganisation]
) -> NamedOrganisation | None:
    """The only place that has all these words in a name, the name's first among them."""
    spoken = [word.text for word in said]
    if len(spoken) == 1 and (spoken[0] in KINDS or INDEFINITE.search(fold(text))):
        return None
    near = [place for place in places if any(_has(telling(name), spoken) for name in place.names)]
    sure = len(near) == 1 and any(_mostly(telling(name), spoken) for name in near[0].names)
    return near[0] if sure else None


def _has(name: Sequence[str], spoken: Sequence[str]) -> bool:
    return bool(name and spoken) and all(any(same(word, own) for own in name) for word in spoken)


def _mostly(name: Sequence[str], spoken: Sequence[str]) -> bool:
    """The name's first words, or most of them with the first: « maison des jeunes de Croix »."""
    if not _has(name, spoken) or not any(same(word, name[0]) for word in spoken):
        return False
    first = all(map(same, spoken, name))
    return first or len(spoken) >= ENOUGH * len(name)


def _nearest(
    said: Sequence[Word], places: Sequence[NamedOrganisation]
) -> tuple[NamedOrganisation, ...]:
    """The places that are likest to what was said, best first."""
    spoken = " ".join(word.text for word in said)
    if not spoken:
        return tuple(places[:CHOICES])
    return tuple(sorted(places, key=lambda place: -_likeness(spoken, place))[:CHOICES])


def _likeness(spoken: str, place: NamedOrganisation) -> float:
    """How alike what was said and a name are, from 0 to 100, and a little more for the whole
    name."""
    names = [" ".join(telling(name)) for name in place.names]
    return max(fuzz.token_set_ratio(spoken, n) + fuzz.ratio(spoken, n) / 1000 for n in names)


def resembles(name: str, place: NamedOrganisation) -> bool:
    """Whether a name could be said for a known organisation: they share a word of their own, or
    letters enough."""
    spoken = [word for word in telling(name) if word not in KINDS]
    own = {word for each in place.names for word in telling(each) if word not in KINDS}
    shared = any(same(word, other) for word in spoken for other in own)
    return shared or _likeness(" ".join(telling(name)), place) >= RESEMBLING


def mentioned(
    text: str, places: Iterable[NamedOrganisation]
) -> tuple[NamedOrganisation, int, int] | None:
    """The only known organisation that a longer text names in full, with where it begins and ends;
    None for none or several."""
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


def _spot(folded: str, place: NamedOrganisation) -> tuple[int, int] | None:
    """Where the longest of a place's names stands in a folded text."""
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
    return bool((DENIALS | HOME).intersection(before)) or (
        after[:1] in " -" and after[1:].isupper()
    )
