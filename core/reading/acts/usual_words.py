"""The words that people use for an act: those of its phrase files, in all languages."""

import re
from collections import Counter
from functools import cache

from core.reading.acts.kinds import ActKind
from core.reading.languages import FOLDER
from core.reading.phrases import phrases
from core.reading.text import words

NO_WORDS = re.compile(r"#.*|^\[[^\]]*\]|\{\w+\}", re.MULTILINE)  # comments, states, values


OTHER_TALK = ("other", ActKind.TALK)


@cache
def words_in(file: str) -> frozenset[str]:
    """The folded words of `acts/<file>.txt` of every language."""
    told = (path.read_text("utf-8") for path in sorted(FOLDER.glob(f"*/acts/{file}.txt")))
    return frozenset(word for text in told for word in words(NO_WORDS.sub(" ", text)))


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
def usual_words(kind: ActKind) -> frozenset[str]:
    """The words of the phrases of a kind, and of courtesy."""
    return words_in(kind) | words_in(ActKind.COURTESY)


@cache
def hesitations() -> frozenset[str]:
    """Words that make a yes no yes: « mais », « presque »."""
    return words_in("hesitation")
