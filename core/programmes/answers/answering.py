"""A person's words read as the answer to a question: every value is one plain text.

date "2026-05-31" · date-range "2025-10-01/2026-05-31" · addresses "https://…" ·
choice the option's value · number "2.5" · code in capitals · consent "yes" · file its lines
(`files.SentFiles`) · the others as said.
"""

from collections.abc import Callable

from core.ground.errors import Refusal
from core.programmes.answers import dates, files, links, numbers, words
from core.programmes.answers.answer import CheckedAnswer, Context, SeveralReadings
from core.programmes.answers.dates import half_said
from core.programmes.answers_as_text import show
from core.programmes.form import Question, QuestionKind
from core.reading.organisations import NamedOrganisation
from core.reading.text import clean

__all__ = [
    "CheckedAnswer",
    "Context",
    "NamedOrganisation",
    "SeveralReadings",
    "half_said",
    "read",
    "show",
]

Reader = Callable[[Question, str, Context], CheckedAnswer]

READERS: dict[QuestionKind, Reader] = {
    QuestionKind.NAME: words.name,
    QuestionKind.DATE: dates.day,
    QuestionKind.DATE_RANGE: dates.interval,
    QuestionKind.ORGANISATION: words.organisation,
    QuestionKind.REPOSITORY: links.read,
    QuestionKind.SITE: links.read,
    QuestionKind.ACCOUNT: links.read,
    QuestionKind.LINK: links.read,
    QuestionKind.CHOICE: words.choice,
    QuestionKind.TEXT: words.free,
    QuestionKind.NUMBER: numbers.number,
    QuestionKind.FILE: files.no_file,
    QuestionKind.CODE: words.code,
    QuestionKind.CONSENT: words.consent,
}
LONGEST = 10_000


def read(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The answer to a question in these words: the value that is kept. Raises `Refusal` where there
    is none, `Unsure` with the readings to choose from where there are several."""
    spoken = clean(text[:LONGEST])
    if not spoken:
        raise Refusal("answers.empty")
    return READERS[question.kind](question, spoken, context)
