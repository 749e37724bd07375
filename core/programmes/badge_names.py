"""The badges that a sentence names: « je veux mon badge python becode »."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz

from core.programmes.badge_class import BadgeClass
from core.programmes.programme import Programme
from core.reading import languages
from core.reading.organisation_words import SMALL as OF_ORGANISATIONS
from core.reading.sentence_language import small_words
from core.reading.text import words

SHORTEST, LONG, ALIKE = 3, 5, 85  # letters of a telling word; of one with a slip; how like it is
READ = 60  # words in which a badge is looked for
GAP, FEW = 5, 2  # words between « badge » and its name; badges that may share a word
BADGE_WORDS = languages.words("acts.badge_words")
LINKING, AND = languages.words("acts.badge_linking"), languages.words("acts.badge_and")

SMALL = BADGE_WORDS | LINKING | AND | languages.words("around_answers.courtesies")


@dataclass(frozen=True, slots=True)
class NamedBadges:
    """The badges that words may mean, in the order of their programmes; `sure` where one is named
    in full, or a word of its name stands beside « badge »; `whole` in full; `alone` where hardly
    another word is said."""

    badges: tuple[tuple[Programme, BadgeClass], ...] = ()
    sure: bool = False
    whole: bool = False
    alone: bool = False


NONE_NAMED = NamedBadges()


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a name fits what was said: all of its telling words, and how many of them."""

    whole: bool
    beside: bool
    count: int
    places: frozenset[int]

    @property
    def rank(self) -> tuple[bool, bool, int]:
        return self.whole, self.beside, self.count


def badges_in(programmes: Sequence[Programme], text: str) -> NamedBadges:
    """The badges of these programmes that a text names best; those of the programme that it names,
    if it names one."""
    spoken = words(text)[:READ]
    meant = [each for each in programmes if is_within(each, spoken)] or programmes
    named = {
        (programme.slug, badge.slug): [*telling_words(programme, badge)]
        for programme in meant
        for badge in programme.claimable
    }
    every = frozenset(word for told in named.values() for name in told for word in name)
    found = [
        (fit, (programme, badge))
        for programme in meant
        for badge in programme.claimable
        if (fit := best_fit(named[programme.slug, badge.slug], spoken, programme, every))
    ]
    best = max((fit.rank for fit, _ in found), default=None)
    first = [(fit, pair) for fit, pair in found if fit.rank == best]
    if not first:
        return NONE_NAMED
    fit = first[0][0]
    own = {word for _, (_, badge) in first for name in badge.name.values() for word in words(name)}
    left = {word for at, word in enumerate(spoken) if at not in fit.places}
    alone = left <= SMALL | own
    pairs = tuple(pair for _, pair in first)
    return NamedBadges(pairs, sure=fit.whole or fit.beside, whole=fit.whole, alone=alone)


def is_within(programme: Programme, spoken: Sequence[str]) -> bool:
    """Whether a programme is named among the words."""
    said = f" {' '.join(spoken)} "
    names = (programme.slug, *programme.name.values())
    return any(f" {' '.join(words(name))} " in said for name in names)


def telling_words(programme: Programme, badge: BadgeClass) -> Iterator[list[str]]:
    """The words of each of a badge's names that tell it from others: not those that most badges
    of the programme have."""
    others = [
        {word for name in each.name.values() for word in words(name)}
        for each in programme.claimable
    ]
    for name in badge.name.values():
        told = dict.fromkeys(word for word in words(name) if tells(word))
        yield [word for word in told if word.isdecimal() or not is_shared(word, others)]


def is_shared(word: str, others: Sequence[set[str]]) -> bool:
    """Whether a word is in the names of several badges, half of them or more."""
    count = sum(word in each for each in others)
    return count > FEW and count * 2 >= len(others)


def best_fit(
    names: Iterable[list[str]], spoken: Sequence[str], programme: Programme, every: frozenset[str]
) -> _Fit | None:
    """How well the best of a badge's names fits the words; None where none does."""
    own = {word for name in (programme.slug, *programme.name.values()) for word in words(name)}
    found = list(filter(None, (fit_of(name, spoken, own, every) for name in names)))
    return max(found, key=lambda fit: fit.rank, default=None)


def fit_of(
    telling: list[str], spoken: Sequence[str], of_programme: set[str], every: frozenset[str]
) -> _Fit | None:
    """How well one name fits: which of its telling words were said. The words of the programme's
    own name tell no badge from another."""
    places = [at for at, word in enumerate(spoken) if any(is_like(word, own) for own in telling)]
    said = [own for own in telling if any(is_like(word, own) for word in spoken)]
    whole = len(said) == len(telling) > 0
    alike = of_programme.issuperset(said) or all(own.isdecimal() for own in said)
    if not said or (not whole and alike):
        return None
    beside = any(beside_badge(spoken, at, every) for at in places)
    return _Fit(whole, beside, len(said), frozenset(places))


def tells(word: str) -> bool:
    """Whether a word of a name tells it from another: no small word; a level is told by its
    figure."""
    small = word in small_words() and len(word) < LONG
    return word.isdecimal() or (len(word) >= SHORTEST and not small)


def is_like(said: str, own: str) -> bool:
    """Whether a word that was said is that of a name, or nearly: a slip keeps the first letter,
    « prendre » is no « apprendre », and is no word for an organisation, « organisme »."""
    slip = said[:1] == own[:1] and min(len(said), len(own)) >= LONG and said not in OF_ORGANISATIONS
    return said == own or (slip and fuzz.ratio(said, own) >= ALIKE)


def beside_badge(spoken: Sequence[str], at: int, every: frozenset[str]) -> bool:
    """Whether « badge » stands beside a word, small words or another name between: « badge de
    javascript », « badge git et sql », « the python one »."""
    if BADGE_WORDS.intersection(spoken[at + 1 : at + 2]):
        return True
    between = takewhile(lambda word: word not in BADGE_WORDS, reversed(spoken[:at]))
    told = list(between)
    within = set(told) <= LINKING | AND | every and len(told) <= GAP
    return within and len(told) < at
