"""Words that somebody else will read, a reason or an answer: meant for them, or said to us?"""

import re

from core.reading.acts.accounting import NOBODY, KnownWriter, account
from core.reading.acts.clauses import clauses
from core.reading.languages import compiled, either
from core.reading.phrases import phrases
from core.reading.text import words

SURELY = compiled(
    rf"\s*(?:{either('staff.reason')})\s*:\s*(?P<said>\S.*)", re.IGNORECASE | re.DOTALL
)
SHORT = 5  # words: « attends je vérifie un truc », but not « attendez la fin de la mission »
TO_US = ("undo", "hold", "yes", "approve", "no", "refuse", "return", "second")
ORDERS = ("undo", "hold", "yes", "approve", "second")  # not « à revoir : … », which is a reason


def surely(text: str) -> str:
    """What « raison : … » says, which is for the reader whatever its words; else nothing."""
    found = SURELY.fullmatch(text)
    return found["said"].strip() if found else ""


def takes_back(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether the words only call off what was begun: « annuler », « attends, merci »."""
    return account(text, ("undo", "hold"), known).acts


def doubtful(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether the words are hardly a reason: some could be for us, or all are courtesy."""
    return for_us(text, known) or not account(text, TO_US, known).unknown


def for_us(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether some of the words could be said to us: an act, a halt, a question."""
    return account(text, ORDERS, known).said_act or "?" in text or halts(text)


def halts(text: str) -> bool:
    """Whether a clause calls a halt: « attends », « je vérifie », « finalement non »."""
    return any(_halts(clause) for line in text.split("\n") for clause in clauses(line))


def _halts(clause: str) -> bool:
    """Whether a clause is a halt, or a short one that begins with it."""
    spoken, halts = tuple(words(clause)), phrases("hold", "undo")
    sizes = range(1, len(spoken) + 1) if len(spoken) <= SHORT else (len(spoken),)
    return any(spoken[:size] in halts for size in sizes)
