"""Answers as a person reads them, by Babel in their language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from core.ground.sent_files import SentFile
from core.programmes.file_values import TextList, said
from core.programmes.form import Question, QuestionKind
from core.reading.dates.months import Interval, Length
from core.reading.languages import in_language

KILOBYTE, MEGABYTE = 1000, 1_000_000  # bytes, as people and file managers count them


def show(question: Question, value: str, language: str) -> str:
    """A kept value in words: dates written out, the option's label, anything else as it is."""
    base = language.partition("-")[0]
    shown = SHOWN.get(question.kind)
    return shown(question, value, base) if shown else value


def counted(value: Decimal, unit: TextList, language: str) -> str:
    """A number with its unit: « 1 heure », « 2,5 heures »; alone where it has none."""
    locale = Locale.parse(locale_of(language))
    written = format_decimal(value, locale=locale)
    forms = unit.get(language) or next(iter(unit.values()), [])
    if not forms:
        return written
    return f"{written} {forms[0] if locale.plural_form(value) == 'one' else forms[-1]}"


def files(value: str, language: str) -> str:
    """The files of an answer, each with its size: « attestation.pdf (182 Ko) »."""
    sent = SentFile.of_answer(value)
    return listed([f"{each.name} ({size(each.size, language)})" for each in sent], language)


def size(count: int, language: str) -> str:
    """How large a file is: « 182 Ko », "1.4 MB"."""
    many = count >= MEGABYTE
    amount = Decimal(count) / (MEGABYTE if many else KILOBYTE)
    shown = round(amount, 1) if many else max(round(amount), 1)
    unit = in_language(language, "language.megabyte" if many else "language.kilobyte")
    number = format_decimal(shown, locale=locale_of(language))
    return f"{number} {unit or ('MB' if many else 'kB')}"


def day(when: date, language: str) -> str:
    """A day in words: « 1er octobre 2025 », "1 October 2025"."""
    written = format_date(when, format="long", locale=locale_of(language))
    return written.replace("1 ", f"{first(language)} ", 1) if when.day == 1 else written


def weekday(when: date, language: str) -> str:
    """A day of the week in words: « mardi 24 novembre », "Tuesday 24 November"."""
    written = format_date(when, format="EEEE d MMMM", locale=locale_of(language))
    return written.replace(" 1 ", f" {first(language)} ", 1) if when.day == 1 else written


def first(language: str) -> str:
    """The first of a month: « 1er » in French, "1" in English."""
    return in_language(language, "language.first_of_month", "1")


def interval(dates: Interval, language: str) -> str:
    """Two days in words: « du 1er octobre 2025 au 31 mai 2026 »; a single day stands alone."""
    if dates.start == dates.end:
        return day(dates.start, language)
    return range_of(language).format(day(dates.start, language), day(dates.end, language))


def range_of(language: str) -> str:
    """How two days are joined: « du {} au {} »."""
    return in_language(language, "language.range", "{} – {}")


def lasted(length: Length, language: str) -> str:
    """A length of time in words: « 5 mois et 30 jours »."""
    parts = [months(length.months, language)] if length.months else []
    if length.days or not parts:
        parts.append(days(length.days, language))
    return listed(parts, language)


def months(count: int, language: str) -> str:
    """A number of months in words: « 6 mois »."""
    written = format_unit(count, "duration-month", length="long", locale=locale_of(language))
    return written.replace("\xa0", " ")


def days(count: int, language: str) -> str:
    """« 30 jours »; by format_timedelta, for Babel's units know no Dutch days."""
    longest = 10**6
    return format_timedelta(
        timedelta(days=count), granularity="day", threshold=longest, locale=locale_of(language)
    ).replace("\xa0", " ")


def listed(parts: Sequence[str], language: str) -> str:
    """Several things in a sentence: « a, b et c »."""
    return format_list(list(parts), style="standard", locale=locale_of(language))


def either(parts: Sequence[str], language: str) -> str:
    """Several things to choose from in a sentence: « a, b ou c »."""
    return format_list(list(parts), style="or", locale=locale_of(language))


def locale_of(language: str) -> str:
    """The locale of Babel by which a language is written."""
    base = language.partition("-")[0]
    return in_language(base, "language.locale", base)


def chosen(question: Question, value: str, language: str) -> str:
    """The label of the option that was chosen."""
    labels = {option.value: said(option.label, language) for option in question.options}
    return labels.get(value, value)


SHOWN: Mapping[QuestionKind, Callable[[Question, str, str], str]] = {
    QuestionKind.DATE: lambda _, value, base: day(date.fromisoformat(value), base),
    QuestionKind.DATE_RANGE: lambda _, value, base: interval(Interval.parse(value), base),
    QuestionKind.CHOICE: chosen,
    QuestionKind.NUMBER: lambda asked, value, base: counted(Decimal(value), asked.unit, base),
    QuestionKind.FILE: lambda _, value, base: files(value, base),
    QuestionKind.CONSENT: lambda _, value, base: in_language(base, "language.yes", value),
}
