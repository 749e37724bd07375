"""The words that people use for an act, and those that hedge: of all phrase files."""

import re
from collections import Counter
from functools import cache

from core.reading.acts.kinds import ActKind
from core.reading.languages import FOLDER
from core.reading.phrases import phrases
from core.reading.text import words
from core.reading.written_speech import spoken

NO_WORDS = re.compile(r"#.*|^\[[^\]]*\]|\{\w+\}|[()|]", re.MULTILINE)  # comments, states, values
LONGEST = 6  # words of a hedge


def lines_in(file: str) -> list[str]:
    """The lines of `acts/<file>.txt` of every language, their words alone."""
    told = (path.read_text("utf-8") for path in sorted(FOLDER.glob(f"*/acts/{file}.txt")))
    return [line for text in told for line in NO_WORDS.sub(" ", text).split("\n") if line.strip()]


OTHER_TALK = ("other", ActKind.TALK)


@cache
def words_in(file: str) -> frozenset[str]:
    """The folded words of `acts/<file>.txt` of every language, as they are written."""
    return frozenset(word for line in lines_in(file) for word in words(line))


@cache
def usual_words(kind: ActKind) -> frozenset[str]:
    """The words of the phrases of a kind, and of courtesy."""
    told = [*lines_in(kind), *lines_in(ActKind.COURTESY)]
    return frozenset(word for line in told for word in spoken(line))


@cache
def common_words() -> frozenset[str]:
    """The words of two letters or more that several phrases of acts have: said about anything.

    Talk of other things is left out: it speaks of Martin and Rose.
    """
    files = [path for path in sorted(FOLDER.glob("*/acts/*.txt")) if path.stem not in OTHER_TALK]
    lines = (line for path in files for line in path.read_text("utf-8").splitlines())
    counted = Counter(word for line in lines for word in {*words(NO_WORDS.sub(" ", line))})
    polite = {word for said in phrases("courtesy", "greeting", "closing") for word in said}
    often = {word for word, count in counted.items() if count > 1 and len(word) > 1}
    return frozenset(often | polite)


@cache
def hedges() -> frozenset[tuple[str, ...]]:
    """Words or groups of words that make a yes no yes: « mais », « je crois »."""
    return frozenset(filter(None, (tuple(spoken(line)) for line in lines_in("hesitation"))))


def hedged(said: list[str]) -> bool:
    """Whether a hedge stands among the words."""
    return any(
        tuple(said[at : at + size]) in hedges()
        for at in range(len(said))
        for size in range(1, LONGEST + 1)
    )
