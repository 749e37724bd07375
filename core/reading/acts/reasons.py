"""Words that somebody else will read, a reason or an answer: meant for them, or said to us?"""

import re

from core.reading.acts import classifier
from core.reading.acts.accounting import NOBODY, KnownWriter, account
from core.reading.acts.clauses import clauses
from core.reading.acts.kinds import ActKind
from core.reading.acts.usual_words import hedged
from core.reading.languages import compiled, either
from core.reading.phrases import phrases
from core.reading.text import words
from core.reading.written_speech import spoken

SURELY = compiled(
    rf"\s*(?:{either('staff.reason')})\s*:\s*(?P<said>\S.*)", re.IGNORECASE | re.DOTALL
)
SHORT = 5  # words: « attends je vérifie un truc », but not « attendez la fin de la mission »
TO_US = ("undo", "hold", "yes", "approve", "no", "refuse", "return", "second")
# What is said to colleagues or put off; each likely a little, together they are no reason.
TALK = (
    ActKind.ASK,
    ActKind.ASSIGN,
    ActKind.AWAY,
    ActKind.BACK,
    ActKind.DENY,
    ActKind.HELP,
    ActKind.HUMAN,
    ActKind.QUEUE,
    ActKind.SECOND,
    ActKind.STATUS,
    ActKind.TALK,
    ActKind.WAIT,
)
LIKELY_TALK = 0.4
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


def wavers(reason: str) -> bool:
    """Whether a reason hedges, negates or puts conditions in other words than reasons do:
    « surtout pas », "only if she agrees"."""
    return hedged(spoken(reason), ActKind.REFUSE)


def puts_off(reason: str) -> bool:
    """Whether a reason is rather a no, or said to colleagues: « en attente du coach »."""
    said = classifier.scores(reason)
    return sum(said.get(kind, 0.0) for kind in TALK) >= LIKELY_TALK
