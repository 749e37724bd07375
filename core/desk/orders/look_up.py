"""« C'est quoi le dossier de Bob ? »: whom the words of one of the staff look for."""

import re
from collections.abc import Iterator
from itertools import groupby

from core.desk.casework import find
from core.desk.speaker import Speaker
from core.ground.world import REF
from core.reading.acts.kinds import ActKind
from core.reading.acts.usual_words import usual_words
from core.reading.text import fold, words

MAIL = re.compile(r"[^\s<>,;:]+@[^\s<>,;:]+\.\w+")
REFERENCE = re.compile(rf"\b(?=[a-z]*[0-9])(?:[{REF}]{{8}}|[{REF}]{{6}})\b")
SHORTEST, TRIED = 3, 8  # letters of a name in small letters; how many are looked for
SPOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def hear(speaker: Speaker) -> None:
    """Show the first that is found of whom the words may name."""
    first = next(named_in(speaker.incoming.text), "")
    find.find(speaker, known(speaker) or first)


def known(speaker: Speaker) -> str:
    """The first of those whom the words may name who is found; empty where nobody is."""
    wanted = list(dict.fromkeys(named_in(speaker.incoming.text)))[:TRIED]
    return next((each for each in wanted if find.knows(speaker, each)), "")


def named_in(text: str) -> Iterator[str]:
    """What may be looked for, the likeliest first: an address, a reference, names with a capital
    letter, then the words that people don't use for looking somebody up."""
    if mail := MAIL.search(text):
        yield mail[0]
    if ref := REFERENCE.search(fold(text)):
        yield ref[0]
    usual = usual_words(ActKind.FIND)
    spoken = [said.split("'")[-1].split("’")[-1] for said in SPOKEN.findall(text)]
    other = [each for each in spoken if not usual.issuperset(words(each))]
    yield from runs(spoken[1:], [each for each in spoken[1:] if each[:1].isupper()])
    yield from runs(spoken, other)
    yield from (each for each in other if len(each) >= SHORTEST)


def runs(spoken: list[str], names: list[str]) -> Iterator[str]:
    """Those of the words that are names, the ones beside each other together."""
    for named, together in groupby(spoken, key=names.__contains__):
        if named:
            yield " ".join(together)
