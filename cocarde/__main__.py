"""`cocarde COMMAND …`: finds the command's module and runs it; nothing else is imported."""

import importlib
import io
import sys
from argparse import Namespace
from types import ModuleType

from cocarde.language import asked, lang_option, language, of_locale, speak, speaking, text
from cocarde.spoken_parser import SpokenParser
from core.ground import garbage_collector
from core.ground.errors import Trouble
from core.ground.paths import is_checkout

# Where the code of each command lies; the words files say what it does.
COMMANDS = {
    "demo": "cocarde.demo.demo",
    "run": "cocarde.operate.run",
    "setup": "cocarde.setup.setup",
    "check": "cocarde.operate.check",
    "verify": "cocarde.inspect.verify",
    "audit": "cocarde.inspect.audit",
    "read": "cocarde.inspect.read",
    "receive": "cocarde.operate.receive",
    "due": "cocarde.operate.due",
    "roster": "cocarde.staff.roster",
    "staff": "cocarde.staff.staff",
    "organisation": "cocarde.staff.organisation",
    "event": "cocarde.staff.event",
    "award": "cocarde.staff.award",
    "review": "cocarde.staff.review",
    "revoke": "cocarde.staff.revoke",
    "correct": "cocarde.staff.correct",
    "case": "cocarde.staff.case",
    "message": "cocarde.staff.message",
    "person": "cocarde.staff.person",
    "stats": "cocarde.staff.stats",
    "report": "cocarde.staff.report",
    "programme": "cocarde.programme.programme",
    "keys": "cocarde.operate.keys",
    "webhooks": "cocarde.operate.webhooks",
    "backup": "cocarde.operate.backup",
    "restore": "cocarde.operate.restore",
    "move": "cocarde.operate.move",
    "artwork": "cocarde.programme.artwork",
    "export-static": "cocarde.operate.export_static",
    "fuzz": "tools.fuzz.fuzz",
    "chaos": "tools.chaos.chaos",
    "simulate": "tools.simulate.simulate",
    "bench": "tools.bench.bench",
    "house": "tools.house.house",
    "understanding": "tools.understanding.understanding",
}

# What the help of a command names as it is typed, in any language.
EXAMPLES = {
    "roster": {
        "columns": "mail, prénom, nom, début, fin, organisme, domaine, lieu, référence, badge, "
        "interrompue, langue"
    },
    "organisation": {
        "example": '`cocarde organisation add --programme normandie --name "Mission locale" '
        "--issuer https://badges.example.org/issuer.json --class https://badges.example.org/1.json "
        "--competence organiser --level 2`"
    },
    "award": {"example": "`award becode python-avance lina@example.org --by sam@example.org`"},
    "revoke": {"example": '`cocarde revoke BADGE --reason "…" --by nour@example.org`'},
    "correct": {"example": '`cocarde correct BADGE --name "Siobhán O\'Connell" --by …`'},
    "review": {"example": "`cocarde review approve abcd2345 --by …`"},
    "case": {"example": '`cocarde case answer abc234 "Bonjour …" --by nour@example.org`'},
    "message": {"example": "`cocarde message lina@example.org`"},
    "person": {
        "merge": "`cocarde person merge MERGED KEPT --by MAIL`",
        "unmerge": "`cocarde person unmerge LINK --by MAIL`",
    },
}


FILE_ERRORS = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: the command's own; 2 when the operator must mend something first."""
    arguments = sys.argv[1:] if arguments is None else arguments
    said = asked(arguments)
    if said and arguments[0].startswith("--lang"):  # before the command: it means the same
        arguments = arguments[1 if "=" in arguments[0] else 2 :]
    name = arguments[0] if arguments else "--help"
    if name not in COMMANDS:
        return tell_commands(name, said)
    with speaking(said or of_locale()):
        try:
            command = find(name)
            given = parsed(name, command, arguments[1:])
            speak(chosen(given) or said)
            status = run(command, given)
            sys.stdout.flush()
            return status
        except Trouble as trouble:
            print(f"cocarde: {trouble.in_words(language())}", file=sys.stderr)
            return 2
        except FILE_ERRORS as error:
            if not error.filename or name == "run":  # the log of a server wants all of it
                raise
            told = text("command.file_fails", file=error.filename, error=error.strerror)
            print(f"cocarde: {told}", file=sys.stderr)
            return 2
        except BrokenPipeError:  # who reads has read enough, as `head` does
            if name == "run":
                raise
            sys.stdout = io.StringIO()
            return 1
        except KeyboardInterrupt:
            return 130


def parsed(name: str, command: ModuleType, arguments: list[str]) -> Namespace:
    """What was given to a command; a `--lang` of its own goes before the one that all have."""
    parser = SpokenParser(
        prog=f"cocarde {name}", description=about(name, command), conflict_handler="resolve"
    )
    lang_option(parser)
    command.arguments(parser)
    return parser.parse_args(arguments)


def about(name: str, command: ModuleType) -> str | None:
    """What a command does, in the reader's language; a tool says it in its own docstring."""
    if COMMANDS[name].startswith("tools."):
        return command.__doc__
    return text(f"help.about_{name}", **EXAMPLES.get(name, {}))


def chosen(given: Namespace) -> str:
    """The language of `--lang`, else that of the locale; programs are no people of a locale."""
    return given.lang or ("" if getattr(given, "json", False) else of_locale())


def find(name: str) -> ModuleType:
    """The module of a command, imported.

    Raises `Trouble` where it is one of the tools and the source tree or a test package is missing.
    """
    module = COMMANDS[name]
    if not module.startswith("tools."):
        with garbage_collector.paused():
            return importlib.import_module(module)
    if not is_checkout():
        raise Trouble("command.tool_elsewhere", name=name)
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise Trouble("command.tool_lacks", name=name, package=missing.name) from None


def run(command: ModuleType, given: Namespace) -> int:
    """Run it; once more where the store gave its turn up for somebody else's."""
    try:
        return int(command.main(given))
    except Exception as error:
        store = sys.modules.get(
            "core.ground.database.store"
        )  # where it isn't loaded no turn was opened
        if store is None or not store.was_aborted(error):
            raise
    return int(command.main(given))


def tell_commands(name: str, language: str = "") -> int:
    """The list of commands; to the error stream when the one asked for does not exist."""
    asked = name in ("-h", "--help", "help")
    out = sys.stdout if asked else sys.stderr
    with speaking(language or of_locale()):
        if not asked:
            print(f"cocarde: {text('command.no_command', name=repr(name))}", file=out)
        print(f"{text('command.usage')}   {text('command.usage_more')}\n", file=out)
        for command in COMMANDS:
            print(f"  {command:<13} {text(f'command.does_{command}')}", file=out)
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
