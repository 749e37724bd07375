"""The words that people use for an act, and those that hedge: of all phrase files."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from core.reading.acts.kinds import ActKind
from core.reading.languages import FOLDER
from core.reading.phrases import phrases
from core.reading.text import words
from core.reading.written_speech import spoken

NO_WORDS = re.compile(r"#.*|^\[[^\]]*\]|\{\w+\}|[()|]", re.MULTILINE)  # comments, states, values
LONGEST = 4  # words of a hedge
TURNED_ROUND = ActKind.ERASE  # by any negation: « n'effacez pas »
SAID_WITH_NO = ActKind.NOT_ME  # « ce n'est pas moi », "I never did that"
AGREEING = (ActKind.CONFIRM, ActKind.APPROVE)
EDGE = ""  # where a phrase begins and ends


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


def strange_words(said: Sequence[str], kind: ActKind) -> list[str]:
    """The words that people do not use for a kind of act."""
    return [word for word in said if word not in usual_words(kind)]


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


def hedged(said: Sequence[str], kind: ActKind) -> bool:
    """Whether a hedge stands among the words, in other company than in the act's own phrases:
    « pas de faute » makes a yes surer, and « mais oui » is one."""
    words_said = [EDGE, *said, EDGE]
    return any(
        tuple(words_said[at:end]) in hedges() and not is_usual(words_said, at, end, kind)
        for at in range(1, len(words_said) - 1)
        for end in range(at + 1, min(at + LONGEST, len(words_said) - 1) + 1)
    )


def is_usual(said: Sequence[str], at: int, end: int, kind: ActKind) -> bool:
    """Whether these words stand in phrases of the act with the word before them, and with the one
    after them; or with the one after them, behind any word of a yes (« no mistakes »)."""
    if kind is TURNED_ROUND:
        return False
    known = runs(kind)
    before, after = tuple(said[at - 1 : end]) in known, tuple(said[at : end + 1]) in known
    if kind is SAID_WITH_NO:
        return before or after
    if kind not in AGREEING or said[end] == EDGE:
        return before and after
    return after and (before or said[at - 1] in usual_words(kind))


@cache
def runs(kind: ActKind) -> frozenset[tuple[str, ...]]:
    """Each run of words of the phrases of a kind, whose beginning and end count as words."""
    lines = ([EDGE, *spoken(line), EDGE] for line in lines_in(kind))
    return frozenset(
        tuple(line[at : at + size])
        for line in lines
        for size in range(2, LONGEST + 1)
        for at in range(len(line) - size + 1)
    )
