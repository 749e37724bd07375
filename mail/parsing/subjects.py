"""The subject of a mail: what its writer put there, and what programs put before it."""

import re

from core.reading.languages import compiled, either
from core.reading.text import fold

# « [EXTERNE] », « [Volontaires] »: what a server or a list puts before it
_TAGS = re.compile(r"(?:\s*\[[^\[\]]{1,40}\]\s*)+")
_ANSWERS = compiled(
    rf"(?:{either('quoting.answers')}|re|fwd?|sv|vs|rv|i|r|odp|ynt) ?"
    r"(?:\[\d+\]|\(\d+\))?\.? ?:"
)


def bare_subject(subject: str) -> str:
    """The subject without the tags that a server or a list put before it."""
    tags = _TAGS.match(subject)
    bare = subject[tags.end() :] if tags else subject
    return bare.strip() or subject.strip()


def answers_a_mail(subject: str) -> bool:
    """Whether a program wrote the subject for an answer or a mail handed on: « Re: … »."""
    return _ANSWERS.match(fold(bare_subject(subject))) is not None
