"""A person's words read as the answer to a question: every value is one plain text.

date "2026-05-31" · date-range "2025-10-01/2026-05-31" · addresses "https://…" ·
choice the option's value · code in capitals · consent "yes" · the others as said.
"""

from collections.abc import Callable

from core.ground.errors import Refusal
from core.programmes.answers import dates, links, words
from core.programmes.answers.answer import Answer, Context, Unsure
from core.programmes.answers_as_text import show
from core.programmes.programme import Kind, Question
from core.reading.organisations import Place
from core.reading.text import clean

__all__ = ["Answer", "Context", "Place", "Unsure", "read", "show"]

Reader = Callable[[Question, str, Context], Answer]

READERS: dict[Kind, Reader] = {
    Kind.NAME: words.name,
    Kind.DATE: dates.day,
    Kind.DATE_RANGE: dates.interval,
    Kind.ORGANISATION: words.organisation,
    Kind.REPOSITORY: links.read,
    Kind.SITE: links.read,
    Kind.ACCOUNT: links.read,
    Kind.LINK: links.read,
    Kind.CHOICE: words.choice,
    Kind.TEXT: words.free,
    Kind.CODE: words.code,
    Kind.CONSENT: words.consent,
}
LONGEST = 10_000


def read(question: Question, text: str, context: Context) -> Answer:
    """The answer to a question in these words: the value that is kept. Raises `Refusal` where there
    is none, `Unsure` with the readings to choose from where there are several."""
    spoken = clean(text[:LONGEST])
    if not spoken:
        raise Refusal("answers.empty")
    return READERS[question.kind](question, spoken, context)
