"""Which entry of a programme's questions some words are nearest to."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.programmes.faq.ways import all_ways
from core.programmes.faq_file import FaqEntry
from core.reading.acts.question_words import (
    MERE,
    NAMING,
    TROUBLED,
    WANTING,
    WHICH,
    stem,
    telling,
)
from core.reading.text import fold, words

STRANGE = 0.7  # the weight of a word that no way of asking has
SLIPPED = 0.78  # how alike a mistyped word is to the one meant
SHORTEST = 4  # letters from which a word may be mistyped: two swapped, from six on one wrong
LONGEST = 30  # words of a sentence that are read
KEPT = 4096  # words whose meaning is kept
SEVERAL = 3  # words: fewer may be an answer
HALF = 0.5
COVERED = 0.4  # how much all that an entry's ways cover counts, beside the nearest of them
OTHERWISE = 0.5  # as alike, where « quand » is asked and the way has none, or no badge is named
LEAST = 0.15
ALMOST = 0.7  # from here one word alone may be all that a question says


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry and how near it is to what was said, from 0 to 1.

    `evidence` is the weight of the words shared that are more than « comment » and « pas »: none
    for one of them alone among words of other matters, where no badge is named, nor for a mere wish
    (« est-ce que je peux avoir un badge »). `asks`: whether a small word is shared too.
    """

    entry: FaqEntry
    score: float
    evidence: float
    asks: bool = True


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking: whose it is, its words, their weight in all."""

    entry: int
    words: frozenset[str]
    weight: float
    told: bool  # what happened, rather than a question


class Index:
    """The ways of asking of one programme, weighed once; `near` is quick and changes nothing."""

    def __init__(self, entries: Sequence[FaqEntry], names: Iterable[str] = ()) -> None:
        """The entries, and the programme's own names, which tell nothing here."""
        self.entries = tuple(entries)
        spelt = {fold(spelling) for name in names for spelling in (name, "".join(words(name)))}
        self.names = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(spelt))) or '$^'})\b")
        asked = all_ways(self.entries, self.unnamed)
        said = [(number, frozenset(map(stem, way.telling))) for number, way in asked]
        self.weights = _weights(said, len(entries))
        self.ways = [
            _Way(number, stems, self.weigh(stems), way.told)
            for (number, stems), (_, way) in zip(said, asked, strict=True)
        ]
        self.exact = {
            way.plain: Hit(self.entries[number], 1.0, 1.0) for number, way in asked if way.telling
        }
        self.spelt = _by_letter(word for _, way in asked for word in way.telling)
        self.read: dict[str, str] = {}
        self.of_entry: list[set[str]] = [set() for _ in entries]
        self.with_word: dict[str, list[int]] = defaultdict(list)
        for place, way in enumerate(self.ways):
            self.of_entry[way.entry] |= way.words
            for word in way.words:
                self.with_word[word].append(place)

    def unnamed(self, text: str) -> str:
        """The folded text with spaces in place of the programme's names."""
        return self.names.sub(lambda named: " " * len(named[0]), fold(text))

    def says(self, said: Sequence[str]) -> bool:
        """Whether these plain words are one of the ways of asking, word for word."""
        return len(said) >= SEVERAL and tuple(said) in self.exact

    def weigh(self, said: Iterable[str]) -> float:
        """How much these words tell together: rare ones weigh more, one that no question has weighs
        `STRANGE`."""
        return sum(self.weights.get(word, STRANGE) for word in said)

    def meant(self, word: str) -> str:
        """The form of a word, or of the known one that it is a slip of the hand for."""
        if word not in self.read:
            if len(self.read) >= KEPT:
                self.read.clear()
            self.read[word] = self._meant(word)
        return self.read[word]

    def _meant(self, word: str) -> str:
        """The stem of a word, or of the known word nearest to it in spelling."""
        form = stem(word)
        if form in self.weights or len(word) < SHORTEST:
            return form
        spelt = self.spelt.get(word[0], ())
        if len(word) <= SHORTEST + 1:
            swapped = (each for each in spelt if sorted(each) == sorted(word))
            return stem(next(swapped, word))
        near = process.extractOne(
            word, spelt, scorer=OSA.normalized_similarity, score_cutoff=SLIPPED
        )
        return stem(near[0]) if near else form

    def near(self, plain: Sequence[str], *, asking: bool = True, shaped: bool = True) -> list[Hit]:
        """Every entry that shares a word with these plain words, the nearest first.

        What is told rather than asked is near only to what people tell; and what is not shaped
        like a question must name the badge where the way of asking does.
        """
        if hit := self.exact.get(tuple(plain)):
            return [hit]
        said = {self.meant(word) for word in telling(plain)[:LONGEST]}
        weight = self.weigh(said)
        hits = [
            self._hit(number, alike, said, weight)
            for number, alike in self._alike(said, weight, asking=asking, shaped=shaped).items()
        ]
        return sorted(hits, key=lambda hit: -hit.score)

    def _alike(
        self, said: set[str], weight: float, *, asking: bool, shaped: bool
    ) -> dict[int, float]:
        """How alike each entry's nearest way of asking is (Dice)."""
        shared: dict[int, float] = defaultdict(float)
        for word in said & self.weights.keys():
            worth = self.weights[word]
            for place in self.with_word.get(word, ()):
                shared[place] += worth
        best: dict[int, float] = defaultdict(float)
        which, names_none = said & WHICH, NAMING.isdisjoint(said)
        for place, common in shared.items():
            way = self.ways[place]
            if not (asking or way.told):
                continue
            alike = 2 * common / (weight + way.weight)
            unnamed = not shaped and names_none and not NAMING.isdisjoint(way.words)
            if unnamed or which - way.words:
                alike *= OTHERWISE
            best[way.entry] = max(best[way.entry], alike)
        return best

    def _hit(self, number: int, alike: float, said: set[str], weight: float) -> Hit:
        """Most for the nearest way of asking, some for all that the entry's ways cover."""
        covered = said & self.of_entry[number]
        score = COVERED * self.weigh(covered) / weight + (1 - COVERED) * alike
        matter, asks = covered - MERE, not MERE.isdisjoint(covered)
        beside = said - covered - MERE - WANTING
        alone = len(matter) == 1 and NAMING.isdisjoint(said)
        lone = alone and (bool(beside) or score < ALMOST)
        wish = matter <= WANTING and WHICH.isdisjoint(said) and TROUBLED.isdisjoint(said)
        return Hit(self.entries[number], score, 0.0 if lone or wish else self.weigh(matter), asks)


def _weights(said: Iterable[tuple[int, frozenset[str]]], count: int) -> dict[str, float]:
    """Rare words tell most: 1 for a word of one entry, near 0 for one that all have alike; a word
    that one entry is mostly asked with tells nearly as much as if no other had it."""
    times: dict[str, Counter[int]] = defaultdict(Counter)
    asked: Counter[int] = Counter()
    for number, told in said:
        asked[number] += 1
        for word in told:
            times[word][number] += 1
    all_of_them = math.log(count + HALF) if count > 1 else 1.0
    return {
        word: max(1 - _spread(of, asked) / all_of_them, LEAST) * _share(word)
        for word, of in times.items()
    }


def _spread(of: Counter[int], asked: Counter[int]) -> float:
    """How evenly a word is spread over the entries that have it (entropy): 0 for one alone."""
    parts = [number / asked[entry] for entry, number in of.items()]
    whole = sum(parts)
    return -sum(part / whole * math.log(part / whole) for part in parts)


def _by_letter(spelt: Iterable[str]) -> dict[str, list[str]]:
    """The words that may be meant by a mistyped one: those of the same first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in dict.fromkeys(spelt):
        if len(word) >= SHORTEST:
            found[word[0]].append(word)
    return found


def _share(word: str) -> float:
    return HALF if word in MERE else 1.0
