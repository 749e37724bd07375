"""The end of a letter, where a name only says who wrote it."""

import re
from itertools import pairwise

from core.reading.acts.accounting import DELIMITER
from core.reading.names.reading import read
from core.reading.names.spoken_words import runs
from core.reading.phrases import phrases
from core.reading.text import clean, words


def unsigned(text: str, *, last: bool = True, first: bool = False) -> str:
    """The beginning of a text, without what stands below a closing; `last`: without last lines
    that are only a name too; `first`: a closing may be all that there is."""
    kept = [(line[0], line.start()) for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    ends = (at for at, (line, _) in enumerate(kept) if (at or first) and closes(line))
    end = next(ends, len(kept))
    while end > 1 and not any(len(word) > 1 and word.isalpha() for word in words(kept[end - 1][0])):
        end -= 1
    while (
        last
        and end > 1
        and (found := read(kept[end - 1][0]))
        and says_only(kept[end - 1][0], found.name)
    ):
        end -= 1
    return text[: kept[end][1]] if end < len(kept) else text


def signs_off(text: str, name: str) -> bool:
    """Whether a name stands behind a closing: « Cordialement, Awa Diallo »."""
    told, own = runs(clean(text)), words(name)
    return any(
        before.folded in phrases("closing") and set(run.folded) & set(own)
        for before, run in pairwise(told)
    )


def only_a_name(line: str) -> bool:
    """Whether a line says a name and nothing else."""
    found = read(line)
    return found is not None and says_only(line, found.name)


def closes(line: str) -> bool:
    """Whether a line is how a letter ends."""
    told = words(line)
    if not told:
        return bool(DELIMITER.fullmatch(line.strip()))
    return any(tuple(told[:size]) in phrases("closing") for size in range(1, len(told) + 1))


def says_only(text: str, name: str) -> bool:
    """Whether nothing is said beside a name, not even thanks to somebody of that name."""
    told, own = words(text), set(words(name))
    polite = phrases("courtesy", "greeting", "yes")
    addressed = any(tuple(told[:size]) in polite for size in range(1, 5))
    return len(runs(clean(text))) == 1 and len(told) - len(own) <= 2 and not addressed
