"""A person's name out of what they say about it, as it should stand on a badge."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.reading.dates.calendar import OTHERS
from core.reading.keyboard_mash import struck
from core.reading.names import labelled
from core.reading.names.candidates import (
    ANNOUNCED,
    Candidate,
    candidates,
    comma_name,
    possible,
    says,
)
from core.reading.names.capitals import as_it_stands
from core.reading.names.known_words import (
    BESIDE,
    BOTH,
    EITHER,
    INSISTED,
    JOKING,
    PRESENTED,
    SOMEBODY,
    TITLES,
    known,
    said,
)
from core.reading.names.spelt import unspelt
from core.reading.names.spoken_words import Run, SpokenWord, runs
from core.reading.text import clean, fold, words

LONGEST, READ = 120, 1000
NEAR = OTHERS - BESIDE
ONLY_SURNAMES = frozenset(("le", "la", "de", "du", "des", "von", "der"))  # « Le Goff »
EMOTICONS = re.compile(r"(?<!\w)[:;]-?[()DPp](?!\w)")


class NameDoubt(StrEnum):
    """Why a name is asked about before it is taken; each is a key of the words `answers`."""

    SHORT = "short_name"
    ODD = "odd_name"
    MASH = "mash_name"


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name as it should stand; `doubt` where it may be none, or not the whole of it; `apart`:
    between its own stops; `announced` as a name."""

    name: str
    doubt: NameDoubt | None = None
    apart: bool = True
    announced: bool = True


def read(text: str) -> NameRead | None:
    """The name in an answer to the question for it; None where none can be told from it.

    Whoever says that it is their name is believed.
    """
    told = runs(EMOTICONS.sub(" ", unspelt(clean(text)[:READ])))
    insisting = [each for each in told if any(said(each.words, INSISTED))]
    own = [without(each, INSISTED) for each in told] if insisting else told
    own = [each for each in own if each.words]
    found, led = chosen(own), presented(own)
    if led and (found is None or found.name != led.name):
        found = led  # not « Jsuis Awa Diallo »
    if insisting:
        return believed(found, own)
    if found and any(map(struck, found.name.split())):
        return replace(found, doubt=NameDoubt.MASH)
    if found and (
        doubted(told, announced=found.announced) or ("?" in text and not found.announced)
    ):
        return replace(found, doubt=found.doubt or NameDoubt.ODD)
    return found


def presented(told: Sequence[Run]) -> NameRead | None:
    """« jsuis awa diallo », "im awa diallo": to be asked about, as small letters may say anything;
    None where nothing leads to a name so, or where capitals show it."""
    first = told[0] if told else None
    start, behind = next(said(first.words, PRESENTED), (1, 0)) if first else (1, 0)
    if first is None or start or any(word.text[:1].isupper() for word in first.words[behind:]):
        return None
    found = chosen([replace(first, words=first.words[behind:])])
    whole = found is not None and found.doubt is None and len(found.name.split()) > 1
    return replace(found, doubt=NameDoubt.ODD) if found and whole else None


def sure(text: str) -> str:
    """The name of a text where it is sure; else empty."""
    found = read(text)
    return found.name if found and not found.doubt else ""


def chosen(told: Sequence[Run]) -> NameRead | None:
    """The name that the runs hold: by its parts, « SURNAME, First », or the likeliest of them."""
    parts = labelled.parts(told)
    if parts.whole:
        return NameRead(as_it_stands(parts.whole))
    if parts.called:
        return NameRead(as_it_stands(parts.called))
    if turned := comma_name(told):
        return NameRead(as_it_stands(turned))
    found = best(list(candidates(told)), parts)
    if found is None:
        return None
    name = as_it_stands(found.words)
    led = found.rank == ANNOUNCED
    read = NameRead(name, doubt_of(found), found.whole or led, led)
    return read if len(name) <= LONGEST else None


def best(found: list[Candidate], parts: labelled.NameParts) -> Candidate | None:
    """The one candidate that is meant: of several words, announced, with capitals, holding a part
    that was named; None where two are as likely."""
    whole = [each for each in found if len(each.words) > 1 or each.alone]
    named = [each for each in whole if parts.fits(each.words)] if parts.some else []
    for rank in (named, *(sorted_by_rank(whole))):
        kept = distinct(rank)
        if len(kept) == 1:
            return kept[0]
        if kept:
            return None
    lonely = distinct([each for each in found if each not in whole])
    return lonely[0] if len(lonely) == 1 and not parts.some else None


def sorted_by_rank(found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates of each rank, the likeliest first."""
    for rank in sorted({each.rank for each in found}, reverse=True):
        yield [each for each in found if each.rank == rank]


def distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that only say a longer one again, « Ph. D. » below a letter."""
    kept: list[Candidate] = []
    for each in sorted(found, key=lambda one: -len("".join(one.words))):
        if not any(repeats(each.words, other.words) for other in kept):
            kept.append(each)
    return kept


def repeats(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word is one of the others, or begins one as an initial does."""
    mine, theirs = words(" ".join(short)), words(" ".join(long))
    return all(any(o == m or (len(m) < 3 and o.startswith(m)) for o in theirs) for m in mine)


def doubt_of(found: Candidate) -> NameDoubt | None:
    """Why a candidate has to be asked about."""
    initial = len(found.words) == 2 and any(len(word.rstrip(".")) == 1 for word in found.words)
    if not found.alone and (len(found.words) < 2 or initial):
        return NameDoubt.SHORT
    if len(found.words) == 2 and fold(found.words[0]) in ONLY_SURNAMES:
        return NameDoubt.SHORT
    return NameDoubt.ODD if found.odd else None


def doubted(told: Sequence[Run], *, announced: bool = False) -> bool:
    """Whether the words joke, are about somebody near, or leave open which of two names it is."""
    if any(NEAR.intersection(each.folded) for each in told):
        return True
    beside = JOKING | SOMEBODY if not announced else SOMEBODY
    if any(True for each in told for _ in said(each.words, beside)):
        return True
    return _between_names(told, EITHER | BOTH)


def _between_names(told: Sequence[Run], phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether such a word stands between two names: « Léa Petit et Tom Petit », « Léa ou Lea »."""
    return any(
        at > 0 and end < len(each.words) and _named(each.words[at - 1]) and _named(each.words[end])
        for each in told
        for at, end in said(each.words, phrases)
    )


def _named(word: SpokenWord) -> bool:
    """Whether a word beside « ou » may be of a name."""
    written = word.text[0].isupper() and len(word.text) > 1 and word.folded not in TITLES
    return (written and not any(map(known, word.folded))) or not says(word)


def believed(found: NameRead | None, told: Sequence[Run]) -> NameRead | None:
    """What somebody says to be their name: as it was read, else the longest run as it is."""
    words = [word.text for word in max((each.words for each in told), key=len, default=())]
    if found is not None and (found.doubt is not NameDoubt.SHORT or len(words) == 1):
        return NameRead(found.name)
    return NameRead(as_it_stands(words)) if possible(words) else None


def without(run: Run, phrases: frozenset[tuple[str, ...]]) -> Run:
    """The run without such phrases."""
    gone = {at for start, end in said(run.words, phrases) for at in range(start, end)}
    kept: tuple[SpokenWord, ...] = tuple(
        word for at, word in enumerate(run.words) if at not in gone
    )
    return Run(kept, run.sign)
