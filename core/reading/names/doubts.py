"""Why a name that was read is asked about before it is taken."""

import re
from collections.abc import Sequence
from enum import StrEnum

from core.reading.dates.calendar import OTHERS
from core.reading.names.candidates import Candidate, says
from core.reading.names.capitals import FIRST_TOO, first_name_first
from core.reading.names.known_words import (
    BESIDE,
    BOTH,
    EITHER,
    FIRST_NAME,
    INSTEAD,
    JOKES,
    JOKING,
    NAME,
    NOT_MINE,
    PRESENTED,
    RATHER,
    SOMEBODY,
    TITLES,
    known,
    said,
    whole,
)
from core.reading.names.spelt import only_spelt
from core.reading.names.spoken_words import Run, SpokenWord
from core.reading.text import fold, words

NEAR = OTHERS - BESIDE
ONLY_SURNAMES = frozenset(("le", "la", "de", "du", "des", "von", "der"))  # « Le Goff »


class NameDoubt(StrEnum):
    """Why a name is asked about before it is taken; each is a key of the words `answers`."""

    SHORT = "short_name"
    ODD = "odd_name"
    MASH = "mash_name"


def doubt_of(found: Candidate) -> NameDoubt | None:
    """Why a candidate has to be asked about."""
    initial = len(found.words) == 2 and any(len(word.rstrip(".")) == 1 for word in found.words)
    if not found.alone and (len(found.words) < 2 or initial):
        return NameDoubt.SHORT
    if len(found.words) == 2 and fold(found.words[0]) in ONLY_SURNAMES:
        return NameDoubt.SHORT
    if len(found.words) > 2 and fold(found.words[0]) in FIRST_TOO and _in_order(found.words):
        return NameDoubt.ODD
    return NameDoubt.ODD if found.odd else None


def _in_order(words: Sequence[str]) -> bool:
    return first_name_first(words) == list(words)


def doubted(told: Sequence[Run], *, announced: bool = False) -> bool:
    """Whether the words joke, are about somebody near, or leave open which of two names it is."""
    if any(map(_of_somebody_near, told)):
        return True
    beside = JOKING | SOMEBODY if not announced else SOMEBODY
    if any(True for each in told for _ in said(each.words, beside)):
        return True
    return _between_names(told, EITHER | BOTH)


def _of_somebody_near(run: Run) -> bool:
    """Whether a run speaks of somebody near, and does not only compare: « comme ma mère »."""
    return bool(NEAR.intersection(run.folded)) and not whole(run.words, INSTEAD)


def _between_names(told: Sequence[Run], phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether such a word stands between two names: « Léa Petit et Tom Petit », « Léa ou Lea »."""
    return any(
        at > 0 and end < len(each.words) and _named_both(each.words[at - 1], each.words[end])
        for each in told
        for at, end in said(each.words, phrases)
    )


def _named_both(one: SpokenWord, other: SpokenWord) -> bool:
    """Whether both may be of names, typed alike: « Hébert en entier » has one."""
    alike = one.text[0].isupper() <= other.text[0].isupper()
    return alike and _named(one) and _named(other)


def _named(word: SpokenWord) -> bool:
    """Whether a word beside « ou » may be of a name."""
    written = word.text[0].isupper() and len(word.text) > 1 and word.folded not in TITLES
    return (written and not any(map(known, word.folded))) or not says(word)


def nobodys(name: str) -> bool:
    """Whether a name is one that people joke with, or a word twice."""
    told = words(name)
    twice = len(told) == 2 and told[0] == told[1]
    return tuple(told) in JOKES or twice or any((word,) in JOKES for word in told)


def _asks(text: str, name: str) -> bool:
    """Whether a name is asked for: what stands behind a stop asks something else."""
    start = max(fold(text).rfind(fold(name.rsplit(maxsplit=1)[-1])), 0)
    return "?" in re.split(r"[,.;!\n]\s", text[start:], maxsplit=1)[0]


def _starred(text: str) -> bool:
    """« Paul Gran *Grand »: a star mends a word."""
    return text.count("*") == 1 and not text.startswith("*")


def _not_mine(run: Run, following: Run) -> bool:
    """Whether a run speaks of another's name: « ton nom c'est Gertrude »."""
    label = following.sign in (":", "=")
    return not label and any(
        at > 0 and NOT_MINE.intersection(run.words[at - 1].folded)
        for at, _ in said(run.words, NAME)
    )


def _two_first(run: Run) -> bool:
    """Whether two first names are told apart: « mes prénoms c'est Paul Henri mais à l'usage
    Paul »."""
    named = [end for _, end in said(run.words, FIRST_NAME)]
    return bool(named) and any(at > named[0] + 1 for at, _ in said(run.words, RATHER))


def _of_somewhere(spoken: Sequence[SpokenWord]) -> bool:
    """« Je suis Mathis Durand de Lille »: where one comes from may stand behind a name."""
    behind = next((spoken[end:] for at, end in said(spoken, PRESENTED) if end - at > 1), ())
    return any(fold(word.text) in ("de", "from", "van", "aus") for word in behind[2:])


def told_in_doubt(text: str, told: Sequence[Run], name: str, *, announced: bool) -> bool:
    """Whether what is said with a name leaves it open: a question, a joke, another's name."""
    asks = _asks(text, name) and not (announced and name in text)
    spelt = only_spelt(text) or _starred(text)
    following = [*told[1:], Run(())]
    others = any(_not_mine(*pair) for pair in zip(told, following, strict=True))
    others = others or any(whole(each.words, EITHER) for each in told[1:])
    first = any(_two_first(each) or _of_somewhere(each.words) for each in told)
    return asks or spelt or others or first or nobodys(name) or doubted(told, announced=announced)
