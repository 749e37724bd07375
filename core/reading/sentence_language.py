"""In which language a sentence is, told by its small words."""

from collections import defaultdict
from functools import cache

from core.reading.languages import each
from core.reading.text import fold, words

# Keys of the small words of a language: those of questions where it is spoken, else a list.
SMALL = ("questions.fillers", "questions.light", "questions.asking", "usual_questions.small")


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
    known = small_words()
    told: dict[str, float] = defaultdict(float)
    for word in words(text):
        of = known.get(word, ())
        for code in of:
            told[code] += 1 / len(of)
    ranked = sorted(told, key=lambda code: -told[code])
    if not ranked or (len(ranked) > 1 and told[ranked[0]] == told[ranked[1]]):
        return ""
    return ranked[0]
