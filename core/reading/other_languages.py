"""Whether a message is in a language of which nobody here is a speaker."""

import re
from collections.abc import Collection
from functools import cache

from core.reading.acts.usual_words import words_in
from core.reading.keyboard_mash import struck
from core.reading.languages import FOLDER
from core.reading.sentence_language import sentence_language
from core.reading.text import fold, words

LETTERS = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
FEW, HALF, FIFTH = 3, 0.5, 0.2  # words that show a language; the part of them that is ours
MOST = 0.75  # the part of them that may be ours too, where the small words are of another
STRANGE = re.compile("[ñ¿¡ãõăşţșțıłńęążźśćščžřőűğđåøæ]", re.IGNORECASE)


def is_other_language(text: str, spoken: Collection[str]) -> bool:
    """Whether most letters are of another script, or hardly a word is of a language that is
    `spoken` or understood."""
    letters = LETTERS.findall(text)
    if len(letters) >= FEW and sum(map(bool, map(LATIN.match, letters))) < HALF * len(letters):
        return True
    told = [word for word in words(text) if word.isalpha()]
    if len(told) < FEW or any(map(struck, told)):
        return False
    ours = sum(word in understood() for word in told) / len(told)
    small = sentence_language(fold(text))
    another = bool(small) and small not in {*spoken, *known_languages()}
    if another:
        return ours <= MOST
    return ours <= (HALF if STRANGE.search(text) else FIFTH)


@cache
def known_languages() -> frozenset[str]:
    """The languages of which phrases are understood, though nobody may answer in them."""
    return frozenset(path.parent.name for path in FOLDER.glob("*/acts"))


@cache
def understood() -> frozenset[str]:
    """The folded words of all phrases of acts, and of talk about other things."""
    names = {path.stem for path in FOLDER.glob("*/acts/*.txt")}
    return frozenset(word for name in names for word in words_in(name))
