"""Notes of those who are away, where no header says that a machine wrote them.

A program's subject is enough, unless somebody answers it or asks about it; else the words are:
nothing but « I am away » and how long mails wait. What says anything else is a person's.
"""

import re
from collections.abc import Iterator
from email.message import Message
from functools import cache

from core.reading.acts.accounting import NOBODY, ClauseKind, account, closes
from core.reading.languages import NOTHING, compiled, spelt_out
from core.reading.text import fold
from mail.parsing.headers import header_text
from mail.parsing.subjects import bare_subject

LONGEST, MOST_BESIDE = 1500, 1
GAP = ".{1,60}?"
# no end behind the day of « vom 1. bis 15. Juli »
_ENDS = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!;]+(?=\s|$)|\n\s*\n")


@cache
def _sign(name: str) -> re.Pattern[str]:
    """A key of each `absences.toml`: its phrases from the beginning of a word on.

    `…` in a phrase stands for up to sixty signs.
    """
    told = spelt_out(f"absences.{name}")
    parts = (GAP.join(re.escape(fold(part)) for part in phrase.split("…")) for phrase in told)
    return compiled(rf"(?<!\w)(?:{'|'.join(parts) or NOTHING})")


def is_away(message: Message) -> bool:
    """Whether the subject is one that a program writes for somebody away.

    « Re: Absence du bureau ? » is a person's: who answers it, or asks.
    """
    subject = fold(bare_subject(header_text(message, "subject")))
    return _sign("subjects").match(subject) is not None and not subject.endswith("?")


def is_note(words: str) -> bool:
    """Whether these new words of a mail say nothing but that who writes is away."""
    if len(words) > LONGEST or "?" in words:
        return False
    folded = fold(words)
    if _sign("away").search(_joined(folded)) is None or says_more(folded):
        return False
    told = list(sentences(words))
    waits = any(_sign("waits").search(each) for each in told)
    return waits and sum(not _is_of_a_note(each) for each in told) <= MOST_BESIDE


def says_more(folded: str) -> bool:
    """Whether a word stands there that people who answer us use, whole or at its beginning."""
    return re.search(_sign("answers").pattern + r"(?:s|es|ation\w*)?(?!\w)", folded) is not None


def sentences(words: str) -> Iterator[str]:
    """What is said before a closing, folded, each sentence on one line, without courtesies."""
    above: list[str] = []
    for line in words.split("\n"):
        if closes(line.strip(), NOBODY) and above:
            break
        above.append(line)
    for each in _ENDS.split("\n".join(above)):
        known = account(each, (), NOBODY).told
        if any(part is ClauseKind.UNKNOWN for _, part in known):
            yield _joined(fold(each))


def _is_of_a_note(sentence: str) -> bool:
    return any(_sign(name).search(sentence) for name in ("away", "waits", "beside"))


def _joined(text: str) -> str:
    return " ".join(text.split())
