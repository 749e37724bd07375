"""The parts of a name that are called by their name: « mon prénom est Awa, nom : Diallo »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.reading.names.capitals import PARTICLES
from core.reading.names.known_words import (
    FIRST_NAME,
    INSTEAD,
    LEADS,
    NAME,
    PLACES,
    SURNAME,
    TITLES,
    WHOLE_NAME,
    said,
    usual,
    whole,
)
from core.reading.names.spoken_words import Run, SpokenWord
from core.reading.text import fold, words

MOST = 6  # words of one part
MOST_ALONE, MOST_BETWEEN = 4, 3
POSSESSIVE = re.compile(r"['’]s$")  # "Baker's my last name"
FIRST, LAST, NAMED, WHOLE = "first", "last", "named", "whole"
LABELS = {FIRST: FIRST_NAME, LAST: SURNAME, NAMED: NAME, WHOLE: WHOLE_NAME}


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words of the first name and of the surname, as far as they were named; of what was
    `called` the name, where that is a whole one; the `likely` whole, where only one was named."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()

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
    behind = list(_behind_values(told))
    named = list(_named([run for run in told if run not in [each for _, each in behind]]))
    turned = [] if behind else _turned(named)
    for side, told_behind in turned or named[1:]:
        if value := _value(told_behind):
            found[side] = value
    found |= {side: _value_before(run) for side, run in behind}
    if not turned and (rest := _turned_round(found, named[0][1])):
        found[LAST if FIRST in found else FIRST] = rest
    apart = [run for run in named[0][1] if run in told or _led(run)]
    likely = _with_lone(found, apart) if not turned else ()
    own = found.get(NAMED, ())
    first, last = found.get(FIRST, ()), found.get(LAST, own)
    called = found.get(WHOLE, own)
    if not first and len(found.get(LAST, ())) > 1 and fold(found[LAST][0]) not in PARTICLES:
        called = found.pop(LAST) if colon(told) else called
    whole = len(called) > 1 and called[0][0].isupper() and not first and LAST not in found
    last = last if first or LAST in found else ()
    return NameParts(first, last, called if whole else (), likely)


def _turned_round(found: dict[str, tuple[str, ...]], before: Sequence[Run]) -> tuple[str, ...]:
    """The other part of a name that was said whole before one part of it was named: « Peeters
    Ward, Ward is de voornaam »."""
    given = [side for side in (FIRST, LAST, NAMED) if side in found]
    if len(given) != 1:
        return ()
    named = {*map(fold, found[given[0]])}
    for run in before:
        value = _fresh(run)
        rest = tuple(word for word in value if fold(word) not in named)
        if rest and len(rest) == len(value) - len(named):
            return rest
    return ()


def _with_lone(found: dict[str, tuple[str, ...]], before: Sequence[Run]) -> tuple[str, ...]:
    """The whole name where one part was named and the other stands alone before it, typed alike:
    « Lemoine avec un seul m, prénom Océane »."""
    given = [side for side in (FIRST, LAST, NAMED) if side in found]
    if len(given) != 1 or (given[0] == NAMED and len(found[NAMED]) > 1):
        return ()
    own = found[given[0]]
    for run in before:
        value = _fresh(run)
        alike = len(value) == 1 and value[0][0].isupper() == own[0][0].isupper()
        if alike and fold(value[0]) not in map(fold, own):
            return (*own, *value) if given[0] == FIRST else (*value, *own)
    return ()


def _fresh(run: Run) -> tuple[str, ...]:
    """What may be of a name at the beginning of a run, or behind « je m'appelle » in it."""
    kept = _kept(run.words[_led(run) :])
    value = _value([Run(tuple(kept))]) if kept else ()
    usual_too = any(all(map(usual, words(word))) for word in value if fold(word) not in PARTICLES)
    begins = bool(value) and kept[0].text == value[0] and not usual_too
    return value if begins else ()


def _led(run: Run) -> int:
    """How many words of a run come before a name that it announces."""
    return max((end for _, end in said(run.words, LEADS)), default=0)


def _kept(spoken: Sequence[SpokenWord]) -> Sequence[SpokenWord]:
    """The words before « avec un seul m »."""
    return spoken[: next((at for at, _ in said(spoken, INSTEAD)), len(spoken))]


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


def _behind_values(told: Sequence[Run]) -> Iterator[tuple[str, Run]]:
    """Each run that ends with its label: « Koffi c'est le nom de famille »."""
    for at, run in enumerate(told):
        before = told[at - 1] if at and run.sign == "=" else None
        if before and len(before.words) == 1 and _label(run.words)[2] == len(run.words):
            yield _label(run.words)[1], before  # « Baker Tom (Tom = first name) »
        leads = any(each.sign in (":", "=") for each in told[at + 1 : at + 2])
        if not leads and (label := _behind_value(run.words)):
            yield label, run


def _value_before(run: Run) -> tuple[str, ...]:
    """The words before the label that a run ends with."""
    own = _taken(run.words[: _label(run.words)[0]])
    return tuple(POSSESSIVE.sub("", word.text) for word in own)


def _behind_value(spoken: Sequence[SpokenWord]) -> str:
    """The label that a run ends with, behind a part of a name; empty for none."""
    at, label, size = _label(spoken)
    if label in ("", WHOLE) or not at or at + size < len(spoken):
        return ""
    own = _taken(spoken[:at])
    between = [part for word in spoken[len(own) : at] for part in word.folded]
    few = len(between) <= MOST_BETWEEN and all(map(usual, between))
    fresh = not any(all(map(usual, word.folded)) for word in own if not _particle(word))
    one = label != NAMED or len(own) == 1
    return label if own and fresh and few and one else ""


def _particle(word: SpokenWord) -> bool:
    return fold(word.text) in PARTICLES


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
                titled = whole(run[at:], TITLES)
                own = _taken(run[at + titled if run[at + titled :] else at :])
                place = any(PLACES.intersection(each.folded) for each in own)
                return () if place else tuple(each.text for each in own)
    return ()


def _may_be(run: Sequence[SpokenWord], at: int) -> bool:
    """Whether a part of a name begins here: with a capital behind small words, or a new word."""
    word = run[at]
    following = run[at + 1 : at + 2]
    if fold(word.text) in PARTICLES:
        return bool(following) and following[0].text[0].isupper()
    capital = word.text[0].isupper() and (at > 0 or len(run) <= MOST_ALONE)
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
