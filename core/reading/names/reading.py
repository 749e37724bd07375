"""A person's name out of what they say about it, as it should stand on a badge."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.reading.keyboard_mash import struck
from core.reading.names import labelled
from core.reading.names.candidates import (
    ANNOUNCED,
    Candidate,
    candidates,
    comma_name,
    possible,
)
from core.reading.names.capitals import as_it_stands, capitals
from core.reading.names.doubts import NameDoubt, doubt_of, told_in_doubt
from core.reading.names.known_words import (
    FORMER,
    INSISTED,
    JOKING,
    NAME,
    PRESENTED,
    TURNED,
    WHOLE_NAME,
    said,
    whole,
)
from core.reading.names.spelt import unspelt
from core.reading.names.spoken_words import Run, SpokenWord, runs
from core.reading.text import clean, words

__all__ = ["NameDoubt", "NameRead", "read", "repeats", "sure"]

LONGEST, READ = 120, 1000
SIGNED = re.compile(r"(?<=[^\W\d_])[:=](?=[^\W\d_])")  # « NOM=BERNARD »
EMOTICONS = re.compile(r"(?<!\w)[:;]-?[()DPp](?!\w)")


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
    plain = SIGNED.sub(r" \g<0> ", EMOTICONS.sub(" ", clean(text)[:READ]))
    told = runs(unspelt(plain))
    insisting = [each for each in told if any(said(each.words, INSISTED))]
    own = [without(each, INSISTED) for each in told] if insisting else told
    own = [without(each, JOKING) for each in own]
    own = _of_now([each for each in own if each.words])
    found, led = in_order(chosen(own), own), presented(own)
    if led and (found is None or found.name != led.name):
        found = led  # not « Jsuis Awa Diallo »
    if insisting:
        return believed(found, own)
    if found and any(map(struck, found.name.split())):
        return replace(found, doubt=NameDoubt.MASH)
    if found and (told_in_doubt(plain, told, found.name, announced=found.announced)):
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


def in_order(found: NameRead | None, told: Sequence[Run]) -> NameRead | None:
    """The name the other way round where somebody says that it is: « nom puis prénom »."""
    turned = any(True for each in told for _ in said(each.words, TURNED))
    if found is None or not turned or " ".join(_spoken(told)).find(found.name) < 0:
        return found
    first, *others = found.name.split()
    if len(others) != 1:
        return replace(found, doubt=found.doubt or NameDoubt.ODD)
    return replace(found, name=f"{others[0]} {first}")


def _spoken(told: Sequence[Run]) -> Iterator[str]:
    return (capitals(word.text, "") for each in told for word in each.words)


def _of_now(told: Sequence[Run]) -> list[Run]:
    """The runs without those that tell a name of before: « (ancien nom : Paul Grand) »."""
    kept: list[Run] = []
    former = False
    for run in told:
        former = (former and run.sign == ":") or any(said(run.words, FORMER))
        kept += [] if former else [run]
    return kept


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
    labelled_whole = (
        len(told) > 2 and told[1].sign == ":" and whole(told[0].words, NAME | WHOLE_NAME)
    )
    if turned := comma_name(told[1:] if labelled_whole else told):
        return NameRead(as_it_stands(turned))
    found = best(list(candidates(told)), parts)
    if parts.likely and (found is None or len(found.words) == 1):
        return NameRead(as_it_stands(parts.likely))
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
