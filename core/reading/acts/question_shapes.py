"""How a folded sentence looks that asks something, in every language."""

from core.reading.acts.question_words import ASKING, plain_words
from core.reading.languages import compiled, either

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
