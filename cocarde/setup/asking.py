"""Setup at a terminal: one question after the other, each answer tried at once."""

from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass

from cocarde.language import language, say, text
from cocarde.setup.answers import Answers
from cocarde.setup.questions import QUESTIONS, SetupQuestion
from cocarde.setup.tried import AnswerState, Tried, fails
from core.ground.findings import Finding

LEAVE_OUT, KEEP = "-", "!"
HIDDEN = "••••••"


@dataclass(frozen=True, slots=True)
class SetupTerminal:
    """Who answers: `hear` shows a prompt and gives what was typed, `hear_secret` without showing
    it. `accept` is called after each answer that is taken."""

    accept: Callable[[Answers], None]
    hear: Callable[[str], str] = input
    hear_secret: Callable[[str], str] = getpass


def ask_all(answers: Answers, terminal: SetupTerminal, *, again: bool) -> list[Tried]:
    """Ask what is not known yet, or everything; what stands already is tried without a question."""
    return [
        ask(question, answers, terminal, again=again)
        for question in QUESTIONS
        if question.asked(answers)
    ]


def ask(
    question: SetupQuestion, answers: Answers, terminal: SetupTerminal, *, again: bool
) -> Tried:
    """One question, until its answer works, is kept on purpose or is left out."""
    if answers[question.name] and not again:
        answers.told[question.name] = answers[question.name]
        findings = try_it(question, answers)
        if not fails(findings):
            say("setup.stands", what=shown_name(question), value=shown(question, answers))
            return Tried(question.name, AnswerState.WORKS, findings)
    else:
        findings = ()
    while True:
        said = hear(question, answers, terminal, failed=fails(findings))
        if said == LEAVE_OUT and question.optional:
            if answers[question.name]:
                answers.told[question.name] = ""
                terminal.accept(answers)
            return Tried(question.name, AnswerState.LEFT_OUT)
        if said == KEEP and fails(findings):
            terminal.accept(answers)
            return Tried(question.name, AnswerState.KEPT, findings)
        answers.told[question.name] = question.read(said)
        findings = try_it(question, answers)
        if not fails(findings):
            terminal.accept(answers)
            say("setup.works", what=shown_name(question), value=shown(question, answers))
            return Tried(question.name, AnswerState.WORKS, findings)


def hear(
    question: SetupQuestion, answers: Answers, terminal: SetupTerminal, *, failed: bool
) -> str:
    """What was typed, or what Enter takes: the answer before, else a guess. Asked again while there
    is neither."""
    offered = answers[question.name] or question.guess(answers)
    if not offered and question.optional:
        offered = LEAVE_OUT
    hint = HIDDEN if question.secret and offered not in ("", LEAVE_OUT) else offered
    prompt = text(f"setup.ask_{question.name}") + (f" [{hint}]" if hint else "")
    if failed:
        say("setup.again", keep=KEEP)
    listen = terminal.hear_secret if question.secret else terminal.hear
    while True:
        said = listen(f"{prompt}: ").strip() or offered
        if said:
            return said


def try_it(question: SetupQuestion, answers: Answers) -> tuple[Finding, ...]:
    """What was found on trying the answer, each thing said at once."""
    findings = tuple(question.tried(answers))
    for finding in findings:
        print(f"  {finding.in_words(language())}")
    return findings


def shown_name(question: SetupQuestion) -> str:
    """What is asked, in two or three words."""
    return text(f"setup.name_{question.name}")


def shown(question: SetupQuestion, answers: Answers) -> str:
    """An answer as it may be shown."""
    return HIDDEN if question.secret else answers[question.name]
