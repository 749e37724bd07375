"""The questions of a claim as the fields of a page, and what was posted back as answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from core.claims.claim_form import ClaimForm
from core.ground.words import instead_of
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.programmes.form import FileKind, Question, QuestionKind
from core.programmes.members.organisations import known_organisations
from core.reading.dates.months import Interval
from web.forms.field import Field

LINKS = {QuestionKind.REPOSITORY, QuestionKind.SITE, QuestionKind.ACCOUNT, QuestionKind.LINK}
# Up to here every option is shown at once, beyond it they fold into a list.
FEW = 6
LIFE = 100  # years
COMPLETED_BY = {
    QuestionKind.NAME: "name",
    QuestionKind.ORGANISATION: "organization",
    QuestionKind.SITE: "url",
}


def fields(
    turn: Turn, form: ClaimForm, posted: Mapping[str, str] | None, problems: Mapping[str, str]
) -> list[Field]:
    """Every question with what was just posted, else with what is known."""
    return [field(turn, form, question, posted, problems) for question in form.questions]


def field(
    turn: Turn,
    form: ClaimForm,
    question: Question,
    posted: Mapping[str, str] | None,
    problems: Mapping[str, str],
) -> Field:
    """One question as a field of the page: with what was posted, else with what is known."""
    name, language = question.name, form.language
    known = form.shown(name)
    start, end = days(form, question) if posted is None else posted_days(question, posted)
    earliest, latest = bounds(form, question, turn.at.astimezone(form.programme.zone).date())
    return Field(
        name=name,
        shape=shape(question),
        label=question.label_in(language),
        hint=question.ask_in(language),
        value=bare(form, question, known) if posted is None else posted.get(name, ""),
        problem=problems.get(name, ""),
        required=not question.optional
        and (question.kind is not QuestionKind.FILE or form.lacks(name)),
        options=options(turn, form, question),
        start=start,
        end=end,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
        complete=COMPLETED_BY.get(question.kind, "off"),
        url=question.kind in LINKS,
        unit=unit(question, language),
        figures="decimal" if question.decimals else "numeric",
        accept=accepted(question),
        several=question.max_files > 1,
        known=known if question.kind is QuestionKind.FILE and not form.lacks(name) else "",
    )


def bounds(form: ClaimForm, question: Question, today: date) -> tuple[date, date]:
    """Between which days an answer can lie: until today where a rule says that it is over, else
    within a life. A date control with them takes no year of five digits."""
    over = any(rule.kind == "ended" and question.name in rule.of for rule in form.definition.rule)
    return date(today.year - LIFE, 1, 1), today if over else date(today.year + LIFE, 12, 31)


def shape(question: Question) -> str:
    """Which control suits the kind of question."""
    if question.kind is QuestionKind.CHOICE:
        return "radio" if len(question.options) <= FEW else "select"
    shapes = {
        QuestionKind.DATE: "date",
        QuestionKind.DATE_RANGE: "dates",
        QuestionKind.TEXT: "area",
        QuestionKind.NUMBER: "number",
        QuestionKind.FILE: "file",
        QuestionKind.CONSENT: "check",
    }
    return shapes.get(question.kind, "line")


def accepted(question: Question) -> str:
    """The files that a field offers to choose from (HTML, the attribute `accept`)."""
    kinds = {FileKind.IMAGE: "image/*", FileKind.PDF: "application/pdf,.pdf"}
    return ",".join(kinds[each] for each in question.accept)


def bare(form: ClaimForm, question: Question, known: str) -> str:
    """What stands in the field: of a number only its figures, as its unit stands behind them."""
    row = form.rows.get(question.name)
    if question.kind is not QuestionKind.NUMBER or row is None or not row.value:
        return known
    return answers_as_text.counted(Decimal(row.value), {}, form.language)


def unit(question: Question, language: str) -> str:
    """What a number counts, as it stands behind its field; empty where that is not told."""
    forms = question.unit.get(language) or next(iter(question.unit.values()), [])
    return forms[-1] if forms else ""


def options(turn: Turn, form: ClaimForm, question: Question) -> tuple[str, ...]:
    """The labels to choose from; for an organisation, the ones that the programme knows."""
    if question.kind is QuestionKind.ORGANISATION:
        return tuple(each.name for each in known_organisations(turn, form.programme))
    return tuple(said(option.label, form.language) for option in question.options)


def days(form: ClaimForm, question: Question) -> tuple[str, str]:
    """The kept days as a date control wants them (ISO 8601)."""
    row = form.rows.get(question.name)
    if (
        row is None
        or not row.value
        or question.kind not in (QuestionKind.DATE, QuestionKind.DATE_RANGE)
    ):
        return "", ""
    kept = Interval.parse(row.value)
    return kept.start.isoformat(), kept.end.isoformat()


def posted_days(question: Question, posted: Mapping[str, str]) -> tuple[str, str]:
    return posted.get(f"{question.name}.start", ""), posted.get(f"{question.name}.end", "")


def answers(form: ClaimForm, posted: Mapping[str, str]) -> dict[str, str]:
    """What was posted as the words that each question reads."""
    return {question.name: answer(form, question, posted) for question in form.questions}


def answer(form: ClaimForm, question: Question, posted: Mapping[str, str]) -> str:
    """What was posted for one question, as the words that its reader understands."""
    if question.kind not in (QuestionKind.DATE, QuestionKind.DATE_RANGE):
        return posted.get(question.name, "").replace("\r\n", "\n")
    read_in = instead_of(form.language.partition("-")[0])  # one whose months are known
    start, end = (written(day, read_in) for day in posted_days(question, posted))
    if question.kind is QuestionKind.DATE or not (start and end):
        return start or end
    if start == end:
        return start
    return answers_as_text.range_of(read_in).format(start, end)


def written(day: str, language: str) -> str:
    """A date control's value in words; anything else that was sent, as it is."""
    try:
        return answers_as_text.day(date.fromisoformat(day), language)
    except ValueError:
        return day
