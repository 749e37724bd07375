"""Setting an installation up: what it needs is asked, each answer tried at once and kept in `.env`,
then keys are made and the first manager added; DNS records and a proxy's file are printed.

Exit status 0 when everything works or was kept on purpose, 1 when an answer fails or is missing.
"""

import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from cocarde.language import language, say, text
from cocarde.printing import json_option, print_json
from cocarde.setup import asking, dns_records, env_file, finishing, proxy, unasked
from cocarde.setup.answers import MANAGER, MANAGER_NAME, Answers
from cocarde.setup.dns_records import Record
from cocarde.setup.questions import QUESTIONS
from cocarde.setup.tried import AnswerState, Tried
from core.ground.errors import Trouble
from core.ground.settings import Settings, read_settings

ENDED = 130  # as a shell says of a command that Ctrl-C ended


def arguments(parser: ArgumentParser) -> None:
    for question in QUESTIONS:
        if not question.secret:
            flag = f"--{question.name.replace('_', '-')}"
            parser.add_argument(flag, metavar="…", help=text(f"setup.name_{question.name}"))
    parser.add_argument("--answers", metavar="FILE", help=text("help.setup_answers"))
    parser.add_argument("--again", action="store_true", help=text("help.setup_again"))
    parser.add_argument("--keep", action="store_true", help=text("help.setup_keep"))
    json_option(parser)


def main(given: Namespace) -> int:
    beforehand = told(given)
    answers = Answers.read()
    path = env_file.place()
    if answers.is_set("public_url"):
        answers.managers = tuple(finishing.managers(answers.before))
    accept = keeper(path)
    talks = not (beforehand or given.json or given.keep) and sys.stdin.isatty()
    if not talks:
        outcomes = unasked.take_all(answers, beforehand, given.keep, accept)
        return end(answers, outcomes, path, as_json=given.json)
    say("setup.hello", path=path)
    say("setup.how", leave_out=asking.LEAVE_OUT)
    try:
        outcomes = asking.ask_all(answers, asking.SetupTerminal(accept), again=given.again)
    except (KeyboardInterrupt, EOFError):
        print()
        say("setup.stopped", path=path)
        return ENDED
    return end(answers, outcomes, path, as_json=False)


def told(given: Namespace) -> dict[str, str]:
    """The answers given beforehand, in a file and on the command line, which comes first."""
    names = {question.name for question in QUESTIONS}
    flags = {name: getattr(given, name, None) for name in names}
    return read(given.answers, names) | {name: said for name, said in flags.items() if said}


def read(file: str | None, names: set[str]) -> dict[str, str]:
    """The answers of a TOML file (`-` is the standard input); raises `Trouble` for another form."""
    if file is None:
        return {}
    whole = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    try:
        found = tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise Trouble("setup.no_answers", file=file, error=error) from None
    for name, value in found.items():
        if name not in names or not isinstance(value, str):
            raise Trouble("setup.no_answer", file=file, name=name, known=", ".join(sorted(names)))
    return found


def keeper(path: Path) -> Callable[[Answers], None]:
    """What writes the settings after each answer; before the first time the file that is there is
    copied."""
    copied = False

    def accept(answers: Answers) -> None:
        nonlocal copied
        values = answers.to_write()
        if not values:
            return
        if not copied and (old := env_file.keep_old(path)):
            print(text("setup.kept_old", old=old), file=sys.stderr)
        copied = True
        env_file.write(path, values)

    return accept


def end(answers: Answers, outcomes: list[Tried], path: Path, *, as_json: bool) -> int:
    """Make keys and the manager unless the public address is still open, and tell everything."""
    states = {each.name: each.state for each in outcomes}
    stands = (AnswerState.WORKS, AnswerState.KEPT)
    if states["public_url"] in stands:
        managing = answers.running if states.get(MANAGER) in stands else []
        finishing.finish(answers[MANAGER], answers[MANAGER_NAME], managing)
    settings = read_settings()
    open_ones = [
        each for each in outcomes if each.state in (AnswerState.FAILED, AnswerState.MISSING)
    ]
    records = list(dns_records.wanted(settings, answers[MANAGER] or "".join(answers.managers[:1])))
    if as_json:
        print_json(
            {
                "ok": not open_ones,
                "written": str(path),
                "answers": [each.as_dict(language()) for each in outcomes],
                "overruled": answers.overruled(),
                "dns": [each.as_dict(language()) for each in records],
                "proxy": proxy.snippets(settings),
            }
        )
    else:
        tell(answers, outcomes, settings, records)
        say("setup.done" if not open_ones else "setup.open", path=path, keys=settings.key_path)
    return 1 if open_ones else 0


def tell(
    answers: Answers, outcomes: list[Tried], settings: Settings, records: list[Record]
) -> None:
    """What is open, what the environment says otherwise, the DNS records and the proxy's file."""
    for each in outcomes:
        if each.state in (AnswerState.FAILED, AnswerState.MISSING):
            say(f"setup.is_{each.state}", name=text(f"setup.name_{each.name}"))
            for finding in each.findings:
                print(f"  {finding.in_words(language())}")
    for name in answers.overruled():
        say("setup.overruled", name=name)
    if records:
        say("setup.dns")
    for record in records:
        tell_record(record)
    for name, snippet in proxy.snippets(settings).items():
        say("setup.proxy", proxy=name.capitalize())
        print(snippet)


def tell_record(record: Record) -> None:
    """One DNS record, why it is wanted and what is there now."""
    told = record.as_dict(language())
    print(f"\n  {told['name']}  {told['type']}  {told['value']}")
    print(f"      {told['why']}")
    for value in record.there:
        print(f"      {text('setup.dns_there', value=value)}")
