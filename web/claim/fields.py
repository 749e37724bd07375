"""The questions of a claim as the fields of a page, and what was posted back as answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.claims.claim_form import Sheet
from core.programmes import answers_as_text
from core.programmes.programme import Kind, Question, said
from core.reading.dates.months import Interval

LINKS = {Kind.REPOSITORY, Kind.SITE, Kind.ACCOUNT, Kind.LINK}
# Up to here every option is shown at once, beyond it they fold into a list.
FEW = 6
COMPLETED_BY = {Kind.NAME: "name", Kind.ORGANISATION: "organization", Kind.SITE: "url"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `shape` picks its control, `problem` is the sentence that says how to mend it."""

    name: str
    shape: str
    label: str
    hint: str
    value: str
    problem: str
    required: bool
    options: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    complete: str = "off"
    url: bool = False


def fields(
    filled: Sheet, posted: Mapping[str, str] | None, problems: Mapping[str, str]
) -> list[Field]:
    """Every question with what was just posted, else with what is known."""
    return [field(filled, question, posted, problems) for question in filled.questions]


def field(
    filled: Sheet,
    question: Question,
    posted: Mapping[str, str] | None,
    problems: Mapping[str, str],
) -> Field:
    """One question as a field of the page: with what was posted, else with what is known."""
    name, language = question.name, filled.language
    known = filled.shown(name)
    start, end = days(filled, question) if posted is None else posted_days(question, posted)
    return Field(
        name=name,
        shape=shape(question),
        label=question.label_in(language),
        hint=question.ask_in(language),
        value=known if posted is None else posted.get(name, ""),
        problem=problems.get(name, ""),
        required=not question.optional,
        options=options(filled, question),
        start=start,
        end=end,
        complete=COMPLETED_BY.get(question.kind, "off"),
        url=question.kind in LINKS,
    )


def shape(question: Question) -> str:
    """Which control suits the kind of question."""
    if question.kind is Kind.CHOICE:
        return "radio" if len(question.options) <= FEW else "select"
    shapes = {
        Kind.DATE: "date",
        Kind.DATE_RANGE: "dates",
        Kind.TEXT: "area",
        Kind.CONSENT: "check",
    }
    return shapes.get(question.kind, "line")


def options(filled: Sheet, question: Question) -> tuple[str, ...]:
    """The labels to choose from; for an organisation, the ones that the programme knows."""
    if question.kind is Kind.ORGANISATION:
        return tuple(each.name for each in filled.programme.organisation)
    return tuple(said(option.label, filled.language) for option in question.options)


def days(filled: Sheet, question: Question) -> tuple[str, str]:
    """The kept days as a date control wants them (ISO 8601)."""
    row = filled.rows.get(question.name)
    if row is None or not row.value or question.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return "", ""
    kept = Interval.parse(row.value)
    return kept.start.isoformat(), kept.end.isoformat()


def posted_days(question: Question, posted: Mapping[str, str]) -> tuple[str, str]:
    return posted.get(f"{question.name}.start", ""), posted.get(f"{question.name}.end", "")


def answers(filled: Sheet, posted: Mapping[str, str]) -> dict[str, str]:
    """What was posted as the words that each question reads."""
    return {question.name: answer(filled, question, posted) for question in filled.questions}


def answer(filled: Sheet, question: Question, posted: Mapping[str, str]) -> str:
    """What was posted for one question, as the words that its reader understands."""
    if question.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return posted.get(question.name, "").replace("\r\n", "\n")
    start, end = (written(day, filled.language) for day in posted_days(question, posted))
    if question.kind is Kind.DATE or not (start and end):
        return start or end
    if start == end:
        return start
    return answers_as_text.RANGES[filled.language].format(start, end)


def written(day: str, language: str) -> str:
    """A date control's value in words; anything else that was sent, as it is."""
    try:
        return answers_as_text.day(date.fromisoformat(day), language)
    except ValueError:
        return day
