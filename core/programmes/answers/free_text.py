"""Several answers out of one message: form lines first, then free sentences. Only sure things."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.ground.errors import Refusal
from core.programmes.answers import answering
from core.programmes.answers import links as link_answers
from core.programmes.answers import numbers as number_answers
from core.programmes.answers import words as word_answers
from core.programmes.answers.answer import CheckedAnswer, Context
from core.programmes.answers.form_labels import plain
from core.programmes.answers.form_lines import Lines, read_lines
from core.programmes.form import Question, QuestionKind
from core.reading import languages, organisations
from core.reading.addresses import code_hosts, links
from core.reading.addresses.links import WebLink
from core.reading.dates.calendar import OTHERS
from core.reading.dates.dates import DateDoubt, UnreadableDate, read_date
from core.reading.dates.one_end import Which, find_end
from core.reading.dates.ranges import find_range
from core.reading.languages import any_of, either
from core.reading.names.mention import mentioned
from core.reading.organisation_sentences import place_told
from core.reading.text import clean, fold, words

LINKS = (QuestionKind.REPOSITORY, QuestionKind.ACCOUNT, QuestionKind.SITE, QuestionKind.LINK)
# A mission or an answer already taken (its place is blank), then « dans le » and the option.
IN_MISSION = (
    rf"(?:{either('organisations.mission')}| {{6}})[^.!?\n]{{0,30}}?"
    rf"\b(?:{any_of('organisations.inside')})\b (?:{any_of('organisations.inside_elided')}|"
    rf"(?:{any_of('organisations.inside_articles')}) )?(?:%s)\b"
)
COURTESIES = languages.words("around_answers.courtesies") | organisations.SMALL


@dataclass(slots=True)
class Harvest:
    """Answers by question, what was told but is wrong, and the words that were no answer."""

    answers: dict[str, CheckedAnswer] = field(default_factory=dict)
    wrong: dict[str, Refusal] = field(default_factory=dict)
    rest: str = ""

    def open(self, questions: Iterable[Question], *kinds: QuestionKind) -> list[Question]:
        """The questions of these kinds that have neither answer nor refusal yet."""
        return [
            question
            for question in questions
            if question.kind in kinds and question.name not in {*self.answers, *self.wrong}
        ]

    def take(self, question: Question, value: str, start: int, end: int) -> None:
        """Keep an answer; spaces take the place of its words, so that places stay the same."""
        said = self.rest[start:end]
        self.answers[question.name] = CheckedAnswer(value, said.strip() or value)
        self.hide(start, end)

    def hide(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]


def harvest(questions: Sequence[Question], text: str, context: Context) -> Harvest:
    """Every answer of a message that can be told for certain."""
    return from_lines(questions, read_lines(questions, clean(text[: answering.LONGEST])), context)


def from_lines(questions: Sequence[Question], lines: Lines, context: Context) -> Harvest:
    """Every answer that can be told for certain of a message whose form lines are read already."""
    found = Harvest(rest=lines.rest[: answering.LONGEST])
    for question in questions:
        if question.name in lines.told:
            _line(found, question, lines.told[question.name], context)
    _links(found, questions, context)
    _range(found, questions, context)
    _day(found, questions, context)
    _organisation(found, questions, context)
    _name(found, questions)
    _number(found, questions, context)
    _choice(found, questions)
    _code(found, questions)
    labels = {
        word
        for question in questions
        for told in question.label.values()
        for word in plain(told).split()
    }
    found.rest = _tidy(found.rest, labels)
    return found


def _line(found: Harvest, question: Question, text: str, context: Context) -> None:
    """Read one answer into the harvest, or why it is none."""
    try:
        found.answers[question.name] = answering.read(question, text, context)
    except Refusal as refusal:
        found.wrong[question.name] = refusal


def _links(found: Harvest, questions: Sequence[Question], context: Context) -> None:
    """Each address to the questions of its kind; one account answers every account question."""
    told = links.find(found.rest)
    for link in told:
        found.hide(link.start, link.end)
    for kind in LINKS:
        asked = found.open(questions, kind)
        fit = link_answers.fits(asked[0], told) if asked else []
        if not fit:
            continue
        if len(fit) > len(asked):
            urls = [url for url, _ in fit]
            found.wrong[asked[0].name] = link_answers.several(urls, context.language)
            told = [link for link in told if link not in [each for _, each in fit]]
            continue
        shared = fit * len(asked) if kind is QuestionKind.ACCOUNT and len(fit) == 1 else fit
        for question, (url, link) in zip(asked, shared, strict=False):
            found.answers[question.name] = CheckedAnswer(url, link.url)
            told = [other for other in told if other != link]
    _misplaced(found, questions, told)


def _misplaced(found: Harvest, questions: Sequence[Question], told: Sequence[WebLink]) -> None:
    """An address of the wrong kind says which question it was meant for."""
    code = next((link for link in told if code_hosts.keeps_code(link)), None)
    for kind in (QuestionKind.REPOSITORY, QuestionKind.ACCOUNT, QuestionKind.SITE):
        asked = found.open(questions, kind)
        if code and asked:
            found.wrong[asked[0].name] = link_answers.refused(asked[0], code)
            return


def _range(found: Harvest, questions: Sequence[Question], context: Context) -> None:
    """The answer of the first open question for two days, cut out of the text."""
    for question in found.open(questions, QuestionKind.DATE_RANGE)[:1]:
        read = find_range(found.rest, context.today, context.language)
        if not isinstance(read, DateDoubt):
            found.take(question, str(read.interval), read.start, read.end)
        elif read.why is UnreadableDate.ONE:
            _one_day(found, question, context)
        elif read.guesses or read.why not in (
            UnreadableDate.NONE,
            UnreadableDate.SEVERAL,
        ):
            _line(found, question, found.rest, context)


def _one_day(found: Harvest, question: Question, context: Context) -> None:
    """One of the two days, where the words say which it is: the answer with the other one, or half
    of it."""
    told = find_end(found.rest, context.today, context.language)
    if told is None or told.end.which is Which.EITHER:
        return
    _line(found, question, found.rest, context)
    found.hide(told.start, told.stop)


def _day(found: Harvest, questions: Sequence[Question], context: Context) -> None:
    """The answer of the first open question for one day, where no question wants two."""
    if any(question.kind is QuestionKind.DATE_RANGE for question in questions):
        return
    for question in found.open(questions, QuestionKind.DATE)[:1]:
        read = read_date(found.rest, context.today, context.language)
        if not isinstance(read, DateDoubt):
            found.answers[question.name] = CheckedAnswer(read.isoformat(), found.rest)
        elif read.guesses:
            _line(found, question, found.rest, context)


def _organisation(found: Harvest, questions: Sequence[Question], context: Context) -> None:
    """The answer of the first open question for an organisation, where the text names just one and
    speaks of nobody else."""
    for question in (
        () if of_others(found.rest) else found.open(questions, QuestionKind.ORGANISATION)[:1]
    ):
        if not context.organisations:
            told = place_told(found.rest)
            if told is not None:
                found.take(question, *told)
        elif named := organisations.mentioned(found.rest, context.organisations):
            place, start, end = named
            found.take(question, place.name, start, end)


def _name(found: Harvest, questions: Sequence[Question]) -> None:
    for question in () if of_others(found.rest) else found.open(questions, QuestionKind.NAME)[:1]:
        if told := mentioned(found.rest):
            found.take(question, *told)


def of_others(text: str) -> bool:
    """Whether a text is about somebody near who writes: « mon frère a fait sa mission à … »."""
    return bool(OTHERS.intersection(words(text)))


def _number(found: Harvest, questions: Sequence[Question], context: Context) -> None:
    """The answer of the first open question for a number, where its unit stands beside it."""
    for question in () if of_others(found.rest) else found.open(questions, QuestionKind.NUMBER)[:1]:
        if told := number_answers.told_by_the_way(question, found.rest, context.language):
            found.take(question, number_answers.kept(told.values[0]), told.start, told.end)


def _choice(found: Harvest, questions: Sequence[Question]) -> None:
    """An option told by the way: « domaine de la santé », « ma mission dans le sport »."""
    folded = fold(found.rest)
    for question in found.open(questions, QuestionKind.CHOICE):
        told = [word for label in question.label.values() for word in organisations.telling(label)]
        near = rf"\b(?:{'|'.join(map(re.escape, told)) or '$^'})\b[^.!?\n]{{0,25}}?\b(?:%s)\b"
        chosen = _told(question, near, folded) or _told(question, IN_MISSION, folded)
        if len(chosen) == 1:
            value, spot = chosen.popitem()
            found.take(question, value, *spot)


def _told(question: Question, near: str, folded: str) -> dict[str, tuple[int, int]]:
    """The options that a pattern finds, and where."""
    return {
        option.value: spot.span()
        for option in question.options
        for label in option.label.values()
        if (spot := re.search(near % re.escape(fold(label)), folded))
    }


def _code(found: Harvest, questions: Sequence[Question]) -> None:
    """The answer of the first open question for an event code, cut out of the text."""
    for question in found.open(questions, QuestionKind.CODE)[:1]:
        if told := word_answers.code_in(found.rest):
            spot = re.search("-?".join(told), found.rest, re.IGNORECASE)
            found.take(question, told, *(spot.span() if spot else (0, 0)))


def _tidy(rest: str, labels: set[str]) -> str:
    """What is left, or nothing if only courtesies and small words are."""
    if all(word in COURTESIES | labels for word in words(rest)):
        return ""
    lines = [" ".join(line.split()) for line in rest.split("\n")]
    joined = re.sub(r"\s+([,.])", r"\1", "\n".join(line for line in lines if line))
    return joined.strip(" ,;").removeprefix(". ")
