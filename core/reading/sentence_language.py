"""In which language a sentence is, told by its small words."""

import re
from collections import defaultdict
from functools import cache

from core.reading.languages import each
from core.reading.text import fold, words

# Keys of the small words of a language: those of questions where it is spoken, else a list.
SMALL = ("questions.fillers", "questions.light", "questions.asking", "usual_questions.small")
# Small words that no other language shares, and how many more than of the next, to be sure.
ENOUGH, AHEAD = 1.4, 0.9
ADDRESS = re.compile(r"\S*(?:@|://|\w\.\w)\S*")  # « .nl », « me.be » are no words of a language


@cache
def small_words() -> dict[str, tuple[str, ...]]:
    """The languages that each small word is of, folded."""
    found: dict[str, set[str]] = {}
    for key in SMALL:
        for code, said in each(key).items():
            for word in said.split():
                found.setdefault(fold(word), set()).add(code)
    return {word: tuple(sorted(codes)) for word, codes in found.items()}


def sentence_language(text: str) -> str:
    """The code of the language that most small words of a text are of; none where two are as near,
    or no word is known."""
    (first, most), (_, next_) = _ranked(text)
    return first if most > next_ else ""


def surely_in(text: str) -> str:
    """The code of the language that a text is in beyond doubt; none of a name, an address, a word
    or two."""
    (first, most), (_, next_) = _ranked(ADDRESS.sub(" ", text))
    return first if most >= ENOUGH and most - next_ >= AHEAD else ""


def _ranked(text: str) -> list[tuple[str, float]]:
    """The two languages with most small words in a text; a word of several counts in parts."""
    known = small_words()
    told: dict[str, float] = defaultdict(float)
    for word in words(text):
        of = known.get(word, ())
        for code in of:
            told[code] += 1 / len(of)
    ranked = sorted(told.items(), key=lambda each: -each[1])
    return [*ranked, ("", 0.0), ("", 0.0)][:2]
