"""The words of questions in every language, folded: closed lists, no grammar."""

import re

from core.reading.languages import compiled, either, pairs, table, words, written
from core.reading.text import fold

STEM = 4  # letters that an ending leaves
WORD = re.compile(r"[^\W_]+")
WHAT = compiled(either("questions.what"))

# What people type on a phone, and the word that it stands for.
SHORT = pairs("questions.short")
# One word for the forms of the verbs that such questions are made of.
FORMS = {form: verb for verb, forms in table("questions.forms").items() for form in forms}
ENDINGS = sorted(written("questions.endings"), key=len, reverse=True)

FILLERS = words("questions.fillers")  # that tell no question from another
LIGHT = words("questions.light")  # of a question, not of its matter: they weigh half, prove nothing
ASKING = words("questions.asking")  # which a question has anywhere
TROUBLES = words("questions.troubles")  # of a trouble that is told rather than asked


def spoken(text: str) -> str:
    """The folded words of a text, a space between them."""
    return " ".join(WORD.findall(fold(text).replace("œ", "oe")))


def telling(text: str) -> list[str]:
    """The words that tell one question from another, as they are typed."""
    asked = WHAT.sub("quoi ", spoken(text)).split()
    plain = (SHORT.get(word, word) for word in asked)
    return [word for word in plain if word not in FILLERS]


def stem(word: str) -> str:
    """One form for the plural and the verb's endings; the known forms by the list."""
    if word in FORMS:
        return FORMS[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word


MERE = frozenset(stem(word) for word in LIGHT)
