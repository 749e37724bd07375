"""Setup without a terminal: every answer is given beforehand, and tried all the same."""

from collections.abc import Callable, Mapping

from cocarde.setup.answers import Answers
from cocarde.setup.questions import QUESTIONS, SetupQuestion
from cocarde.setup.tried import AnswerState, Tried, fails


def take_all(
    answers: Answers, given: Mapping[str, str], keep: bool, accept: Callable[[Answers], None]
) -> list[Tried]:
    """Try what was given, else what stands already, question by question; what has to be known is
    guessed where it can be.

    `accept` is called after each answer that works, and with `keep` after those that fail.
    """
    return [
        take(question, answers, given, keep, accept)
        for question in QUESTIONS
        if question.asked(answers)
    ]


def take(
    question: SetupQuestion,
    answers: Answers,
    given: Mapping[str, str],
    keep: bool,
    accept: Callable[[Answers], None],
) -> Tried:
    """One answer; of one that fails, nothing stays in `answers` unless it is to be kept."""
    name = question.name
    said = question.read(given.get(name, ""))
    value = said or answers[name] or ("" if question.optional else question.guess(answers))
    if not value:
        return Tried(name, AnswerState.LEFT_OUT if question.optional else AnswerState.MISSING)
    before = dict(answers.told)
    answers.told[name] = value
    findings = tuple(question.tried(answers))
    if fails(findings) and not keep:
        answers.told = before
        return Tried(name, AnswerState.FAILED, findings)
    accept(answers)
    return Tried(name, AnswerState.KEPT if fails(findings) else AnswerState.WORKS, findings)
