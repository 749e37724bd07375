"""A person's words read as the answer to a question: every value is one plain text.

date "2026-05-31" · date-range "2025-10-01/2026-05-31" · addresses "https://…" ·
choice the option's value · code in capitals · consent "yes" · the others as said.
"""

from collections.abc import Callable

from core.ground.errors import Refusal
from core.programmes.programme import Kind, Question
from core.programmes.reading import date_answers, link_answers, word_answers
from core.programmes.reading.readings import Answer, Context, Unsure
from core.programmes.showing import show
from core.reading.organisations import Place
from core.reading.text import clean

__all__ = ["Answer", "Context", "Place", "Unsure", "read", "show"]

Reader = Callable[[Question, str, Context], Answer]

READERS: dict[Kind, Reader] = {
    Kind.NAME: word_answers.name,
    Kind.DATE: date_answers.day,
    Kind.DATE_RANGE: date_answers.interval,
    Kind.ORGANISATION: word_answers.organisation,
    Kind.REPOSITORY: link_answers.read,
    Kind.SITE: link_answers.read,
    Kind.ACCOUNT: link_answers.read,
    Kind.LINK: link_answers.read,
    Kind.CHOICE: word_answers.choice,
    Kind.TEXT: word_answers.free,
    Kind.CODE: word_answers.code,
    Kind.CONSENT: word_answers.consent,
}
LONGEST = 10_000


def read(question: Question, text: str, context: Context) -> Answer:
    """The answer to a question in these words: the value that is kept. Raises `Refusal` where there
    is none, `Unsure` with the readings to choose from where there are several."""
    spoken = clean(text[:LONGEST])
    if not spoken:
        raise Refusal("answers.empty")
    return READERS[question.kind](question, spoken, context)
