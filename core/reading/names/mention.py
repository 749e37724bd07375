"""A name that is told by the way, among other answers: « Je m'appelle Lina Haddad, du … »."""

from collections.abc import Sequence

from core.reading.names.candidates import ANNOUNCED, PLAIN, WRITTEN, Candidate, candidates
from core.reading.names.capitals import as_it_stands
from core.reading.names.doubts import doubt_of, doubted
from core.reading.names.signed import unsigned
from core.reading.names.spoken_words import Run, runs
from core.reading.phrases import phrases
from core.reading.text import fold

READ = 1500  # signs of a text in which a name is looked for
TAKEN = " " * 5  # where another answer stood


def mentioned(text: str) -> tuple[str, int, int] | None:
    """The name in a text that says it is one, or has it between its stops, with where it begins and
    ends; None without any, or for several."""
    told = runs(unsigned(text[:READ], last=False, first=True))
    if doubted(told):
        return None
    found = [each for each in candidates(told) if not doubt_of(each) and not goes_on(each)]
    apart = [each for each in found if each.whole and listed(text, told)]
    for kept in (
        [each for each in found if each.rank == ANNOUNCED],
        [each for each in apart if each.rank == WRITTEN],
        [each for each in apart if each.rank == PLAIN and TAKEN in text],
    ):
        names = {each.words: each for each in kept}
        if len(names) == 1:
            return _placed(kept[0])
        if names:
            return None
    return None


def listed(text: str, told: Sequence[Run]) -> bool:
    """Whether answers stand one behind the other on one line, and no letter is signed."""
    signed = any(run.folded in phrases("closing") for run in told)
    return "\n" not in text.strip() and not signed


def goes_on(found: Candidate) -> bool:
    """« Lina Haddad de Lille »: where one comes from may stand behind a name."""
    return found.rank == ANNOUNCED and any(fold(word) == "de" for word in found.words[2:])


def _placed(found: Candidate) -> tuple[str, int, int]:
    return as_it_stands(found.words), found.start, found.end
