"""The words of questions in every language, folded, and how a sentence looks that asks."""

import re
from collections.abc import Sequence

from core.reading.languages import compiled, either, pairs, table, words, written
from core.reading.written_speech import spoken

STEM = 4  # letters that an ending leaves
WHAT = compiled(either("questions.what"))

# Words for the same thing, and the one that stands for them: several words too, and nothing.
SAME = pairs("questions.short")
SEVERAL = re.compile(rf"\b(?:{'|'.join(sorted(each for each in SAME if ' ' in each))})\b")
# One word for the forms of the verbs that such questions are made of.
FORMS = {form: verb for verb, forms in table("questions.forms").items() for form in forms}
ENDINGS = sorted(written("questions.endings"), key=len, reverse=True)

FILLERS = words("questions.fillers")  # that tell no question from another
LIGHT = words("questions.light")  # of a question, not of its matter: they weigh half, prove nothing
ASKING = words("questions.asking")  # which a question has anywhere
OTHER_BADGES = words("questions.other_badges")  # that say it is a badge of another kind
TROUBLES = words("questions.troubles")  # of a trouble that is told rather than asked


def plain_words(text: str) -> list[str]:
    """The words of a text as they would be written out; no signs, no values."""
    return [word for word in spoken(text) if word.isalpha()]


def telling(said: Sequence[str]) -> list[str]:
    """Those of some plain words that tell one question from another."""
    whole = SEVERAL.sub(lambda found: SAME[found[0]], " ".join(said))
    same = (SAME.get(word, word) for word in WHAT.sub("quoi ", whole).split())
    return [word for word in same if word not in FILLERS]


def stem(word: str) -> str:
    """One form for the plural and the verb's endings; the known forms by the list."""
    if word in FORMS:
        return FORMS[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word


MERE = frozenset(stem(word) for word in LIGHT)
# « Qui » or "when": which of them is asked.
WHICH = frozenset(stem(word) for word in ASKING)
# Of a wish for a badge: without « comment » they ask nothing.
WANTING = frozenset(stem(word) for word in words("questions.wanting"))
# A wish that went unanswered: « pas reçu ».
TROUBLED = frozenset(stem(word) for word in TROUBLES)
# That a badge is spoken of, and not anything else.
NAMING = frozenset(stem(SAME.get(word, word)) for word in words("usual_questions.naming"))


GREETING = compiled(rf"^\W*(?:(?:{either('questions.greeting')})\b[\s,!.:-]*)+")
# Whose beginning tells what the question is about: « mon dépôt est privé, … ».
PERSONAL = compiled(rf"^(?:{either('questions.about')})\b")
# How a question begins, or what in it makes it one.
OPENERS = compiled(rf"^(?:{either('questions.openers')})\b")
INSIDE = compiled(either("questions.inside"))
WONDERING = compiled(rf"\b(?:{either('questions.wondering')})\b")
# « Que dois-je faire ? » asks about what was said just before.
TAIL = compiled(rf"^(?:(?:{either('questions.tail_lead')}) )*(?:{either('questions.tail')})\W*$")


def questioning(sentence: str) -> bool:
    """Whether a folded sentence is shaped like a question."""
    if "?" in sentence or not ASKING.isdisjoint(plain_words(sentence)):
        return True
    plain = GREETING.sub("", sentence.strip())
    return any(shape(plain) for shape in (OPENERS.match, INSIDE.search, WONDERING.search))
