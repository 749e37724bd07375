"""Answers that somebody might give to the questions of a form, for a preview."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.programmes.form import Form, Question, QuestionKind
from core.programmes.programme import Programme
from core.reading.languages import in_language

MONTHS = 31
SAMPLE_NAME = "Camille Martin"
STORY = {
    "fr": "Chaque semaine, j'ai préparé une activité avec le groupe, puis je l'ai menée.",
    "en": "Every week I prepared an activity with the group and led it from beginning to end.",
    "nl": "Elke week heb ik met de groep een activiteit voorbereid en van begin tot einde geleid.",
}


def sample_answer(
    programme: Programme, badge: str, form: Form, question: Question, language: str, today: date
) -> str:
    """What somebody might answer, so that the rules hold; empty where a person would have to send
    something else than words."""
    answers: Mapping[QuestionKind, Callable[[], str]] = {
        QuestionKind.NAME: lambda: SAMPLE_NAME,
        QuestionKind.DATE: lambda: last_day(today).isoformat(),
        QuestionKind.DATE_RANGE: lambda: period(form, today),
        QuestionKind.ORGANISATION: lambda: organisation(programme),
        QuestionKind.CHOICE: lambda: question.options[0].label.get(language, ""),
        QuestionKind.TEXT: lambda: story(form, language),
        QuestionKind.NUMBER: lambda: number(form, question),
        QuestionKind.CODE: lambda: code(programme, badge, today),
        QuestionKind.CONSENT: lambda: in_language(language, "language.yes", "oui"),
    }
    answer = answers.get(question.kind)
    return answer() if answer else address(question)


def last_day(today: date) -> date:
    """Yesterday, so that it is over."""
    return today - timedelta(days=1)


def period(form: Form, today: date) -> str:
    """As many months as a rule asks for, one at least, until yesterday."""
    asked = [rule.values.get("months") for rule in form.rule]
    months = max([1, *(each for each in asked if isinstance(each, int))])
    end = last_day(today)
    start = end - timedelta(days=MONTHS * months + 1)
    return f"{start.isoformat()} - {end.isoformat()}"


def organisation(programme: Programme) -> str:
    """An organisation that the programme knows, and that is not called as it is."""
    named = {*programme.name.values(), *programme.title.values()}
    known = [each.name for each in programme.organisation if each.name not in named]
    return known[0] if known else "Les Jardins du Canal"


def story(form: Form, language: str) -> str:
    """A text of as many words as any rule asks for."""
    told = STORY.get(language.partition("-")[0], STORY["fr"])
    asked = [rule.values.get("count") for rule in form.rule]
    most = max([1, *(each for each in asked if isinstance(each, int))])
    return " ".join([told] * (1 + most // len(told.split())))


def number(form: Form, question: Question) -> str:
    """As many as a rule asks for, within what the question takes; twelve where nothing is said."""
    asked = [
        value
        for rule in form.rule
        if question.name in rule.of
        for value in rule.values.values()
        if isinstance(value, int)
    ]
    least = max([int(question.min or 0), *asked, 0])
    most = int(question.max) if question.max is not None else max(least, 12)
    return str(min(max(least, 12), most))


def code(programme: Programme, badge: str, today: date) -> str:
    """The code of an event of this badge that is still in time."""
    codes = [
        event.code
        for event in programme.event
        if event.badge == badge and date.fromisoformat(event.until) >= today
    ]
    return codes[0] if codes else "ABCD2345"


def address(question: Question) -> str:
    """An address of the kind that is asked for."""
    if question.kind is QuestionKind.SITE:
        return "https://projet.example.org"
    if question.kind is QuestionKind.ACCOUNT:
        return "https://github.com/camille-martin"
    if question.kind is QuestionKind.REPOSITORY:
        return "https://github.com/camille-martin/projet"
    if question.kind is QuestionKind.LINK:
        return "https://example.org/camille"
    return "12"
