"""A letter that answers line by line, without the labels: « Awa Diallo / Les Passerelles / … »."""

from collections.abc import Sequence

from core.ground.errors import Refusal
from core.programmes.answers import answering
from core.programmes.answers.answer import CheckedAnswer, Context
from core.programmes.answers.form_lines import is_broken
from core.programmes.form import Question, QuestionKind
from core.reading.acts.accounting import ClauseKind, account
from core.reading.acts.usual_words import common_words
from core.reading.text import words

Answers = dict[str, CheckedAnswer]

STORY = 8  # words from which a line may be a whole text
LEAST = 2  # lines that answer, else they are sentences
PASSED = (QuestionKind.CONSENT,)  # asked of everybody, often left out


def in_order(questions: Sequence[Question], text: str, context: Context) -> Answers:
    """The answers of a text whose own lines answer these questions in their order, each of them
    without a doubt; none where a single line does not fit."""
    told = fitting(questions, own_lines(text), context) or {}
    return told if len(told) >= LEAST else {}


def consents(questions: Sequence[Question], text: str, context: Context) -> Answers:
    """The consent that a line of a letter gives, where one is asked for."""
    lines = own_lines(text)
    asked = [each for each in questions if each.kind is QuestionKind.CONSENT]
    given = ((each.name, read(each, line, context)) for each in asked for line in lines)
    return {name: answer for name, answer in given if answer}


def own_lines(text: str) -> list[str]:
    """The lines without courtesies, up to the closing; a line broken in two is one again."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        parts = {part for _, part in account(line, ()).told}
        if parts == {ClauseKind.CLOSING}:
            break
        if parts <= {ClauseKind.COURTESY, ClauseKind.CLOSING}:
            continue
        if lines and is_broken(lines[-1], line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def fitting(
    questions: Sequence[Question], lines: Sequence[str], context: Context
) -> Answers | None:
    """The answers of lines that fit the questions from the first on; None where one does not."""
    if not lines:
        return {}
    if not questions:
        return None
    first, *others = questions
    answer = read(first, lines[0], context)
    after = fitting(others, lines[1:], context) if answer else None
    if answer and after is not None:
        return {first.name: answer, **after}
    left_out = first.optional or first.kind in PASSED
    return fitting(others, lines, context) if left_out else None


def read(question: Question, line: str, context: Context) -> CheckedAnswer | None:
    """The answer of a line, if it is one without a doubt."""
    said = words(line)
    short = question.kind is QuestionKind.TEXT and len(said) < STORY
    if short or (question.kind is QuestionKind.ORGANISATION and speaks(line)):
        return None
    try:
        return answering.read(question, line, context)
    except Refusal:
        return None


def speaks(line: str) -> bool:
    """Whether a line says something to the reader: no name of an organisation is like that."""
    greets = any(part is ClauseKind.COURTESY for _, part in account(line, ()).told)
    return greets or line.endswith(":") or common_words().issuperset(words(line))
