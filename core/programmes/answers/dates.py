"""Answers to the questions about dates: kept as ISO 8601."""

from datetime import date

from core.ground.errors import Refusal
from core.programmes import answers_as_text
from core.programmes.answers.answer import (
    CheckedAnswer,
    Context,
    HalfAnswer,
    SeveralReadings,
    brief,
)
from core.programmes.form import Question
from core.reading.dates.dates import DateDoubt, UnreadableDate, read_date
from core.reading.dates.months import Interval
from core.reading.dates.one_end import OPEN, OneEnd, completed, find_end
from core.reading.dates.ranges import plausible, read_range


def day(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The answer to a question for one day, as "2026-05-31"; raises `Refusal` or `Unsure`."""
    read = read_date(text, context.today, context.language)
    if isinstance(read, date) and not plausible(Interval(read, read), context.today):
        read = DateDoubt(UnreadableDate.ODD, text, (Interval(read, read),))
    if isinstance(read, DateDoubt):
        example = answers_as_text.day(date(context.today.year, 5, 31), context.language)
        choices = [guess.start.isoformat() for guess in read.guesses]
        raise _doubted(read, question, choices, example, context)
    return CheckedAnswer(read.isoformat(), text)


def interval(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The answer to a question for two days, both included, as "2025-10-01/2026-05-31"; raises
    `Refusal` or `Unsure`."""
    read = read_range(text, context.today, context.language)
    if isinstance(read, DateDoubt) and not read.guesses and not context.whole:
        read = with_other_day(question, text, context, read) or read
    if isinstance(read, DateDoubt):
        year = context.today.year
        usual = Interval(date(year - 1, 10, 1), date(year, 5, 31))
        example = answers_as_text.interval(usual, context.language)
        choices = [str(guess) for guess in read.guesses]
        raise _doubted(read, question, choices, example, context)
    return CheckedAnswer(str(read), text)


def with_other_day(
    question: Question, text: str, context: Context, doubt: DateDoubt
) -> Interval | DateDoubt | None:
    """The two days that one, or a length of time, makes with what was answered before; raises
    `HalfAnswer` where it is the first day that is told."""
    known, one = context.before.get(question.name, ""), doubt.why is UnreadableDate.ONE
    made = None
    if known and (one or not is_whole(known)):
        made = completed(known, text, context.today, context.language)
    if not one:
        return made if isinstance(made, Interval) or (made and made.guesses) else None
    told = find_end(text, context.today, context.language)
    if made is None and told is not None and not is_whole(known):
        which, day = half_said(str(told.end), context.language)
        raise HalfAnswer(f"answers.{which}_day", str(told.end), day=day)
    return made


def is_whole(known: str) -> bool:
    """Whether an answer holds both days."""
    return "/" in known and OPEN not in known.split("/")


def half_said(half: str, language: str) -> tuple[str, str]:
    """Which of the two days is known, as a word of `answers` names it, and that day, written
    out."""
    end = OneEnd.parse(half)
    return end.which, answers_as_text.day(end.day, language)


def _doubted(
    doubt: DateDoubt, question: Question, choices: list[str], example: str, context: Context
) -> Refusal:
    """The doubt in the person's own words, with the days to choose from where there are any."""
    said = brief(doubt.said or "…")
    if not choices:
        return Refusal(f"answers.{doubt.why}", said=said, example=example)
    shown = [answers_as_text.show(question, choice, context.language) for choice in choices]
    return SeveralReadings(
        "answers.odd_dates" if doubt.why is UnreadableDate.ODD else "answers.unsure_dates",
        tuple(CheckedAnswer(choice, doubt.said) for choice in choices),
        said=said,
        guesses=answers_as_text.either(shown, context.language),
    )
