"""`cocarde COMMAND …`: finds the command's module and runs it; nothing else is imported."""

import argparse
import importlib
import sys
from types import ModuleType
from typing import NamedTuple

from core.ground.errors import Trouble
from core.ground.paths import is_checkout


class Command(NamedTuple):
    """Where the code of a command lies, and what it does in a few words."""

    module: str
    summary: str


COMMANDS = {
    "demo": Command(
        "cocarde.demo.demo",
        "the demo: chat here, mails and pages on this machine, nothing to configure",
    ),
    "run": Command("cocarde.operate.run", "every configured door and the worker"),
    "check": Command(
        "cocarde.operate.check",
        "what is wrong with settings, programmes, words and keys, and how to mend it",
    ),
    "verify": Command("cocarde.inspect.verify", "whether a badge file is true, and if not, why"),
    "receive": Command(
        "cocarde.operate.receive",
        "feed one raw mail or Telegram update through its door and print the effects",
    ),
    "due": Command("cocarde.operate.due", "do what is due: invitations, badges to issue"),
    "roster": Command(
        "cocarde.staff.roster",
        "import who did what when, from CSV or XLSX; show where invitations stand",
    ),
    "staff": Command("cocarde.staff.staff", "who reviews, supports or manages a programme"),
    "award": Command("cocarde.staff.award", "give a badge unasked"),
    "review": Command("cocarde.staff.review", "see the claims that wait, and decide on one"),
    "case": Command("cocarde.staff.case", "the cases that wait for somebody of the staff"),
    "person": Command(
        "cocarde.staff.person", "who somebody is; make two persons one, or part them again"
    ),
    "stats": Command(
        "cocarde.staff.stats", "how it goes: causes, times, what waits, which mails come back"
    ),
    "keys": Command(
        "cocarde.operate.keys", "the keys that sign badges: list, create, rotate, retire"
    ),
    "backup": Command(
        "cocarde.operate.backup", "everything in one checked file, while Cocarde runs"
    ),
    "restore": Command("cocarde.operate.restore", "put a backup in place of the store"),
    "fuzz": Command(
        "tools.fuzz.fuzz",
        "broken mails for ten minutes, to find one that the reader cannot bear",
    ),
    "chaos": Command(
        "tools.chaos.chaos",
        "every conversation, killed at each statement: does anybody notice?",
    ),
    "simulate": Command(
        "tools.simulate.simulate",
        "a thousand people whose badge went missing: who gets it, who is told why",
    ),
    "bench": Command("tools.bench.bench", "how fast it is, as ratios to a floor or a peer"),
    "house": Command("tools.house.house", "how the house is built: measures, drawing, walks"),
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status: the command's own; 2 when the operator must mend something first."""
    arguments = sys.argv[1:] if arguments is None else arguments
    name = arguments[0] if arguments else "--help"
    if name not in COMMANDS:
        return tell_commands(name)
    try:
        command = find(name)
        parser = argparse.ArgumentParser(prog=f"cocarde {name}", description=command.__doc__)
        command.arguments(parser)
        return run(command, parser.parse_args(arguments[1:]))
    except Trouble as trouble:
        print(f"cocarde: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def find(name: str) -> ModuleType:
    """The module of a command, imported.

    Raises `Trouble` where it is one of the tools and the source tree or a test package is missing.
    """
    module = COMMANDS[name].module
    if not module.startswith("tools."):
        return importlib.import_module(module)
    mend = f"Run it in a checkout of Cocarde as: python3 run.py {name}"
    if not is_checkout():
        raise Trouble(f"{name} is not installed: it needs Cocarde's source tree.", mend=mend)
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise Trouble(f"{name} needs the test packages ({missing.name}).", mend=mend) from None


def run(command: ModuleType, given: argparse.Namespace) -> int:
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


def tell_commands(name: str) -> int:
    """The list of commands; to the error stream when the one asked for does not exist."""
    asked = name in ("-h", "--help", "help")
    out = sys.stdout if asked else sys.stderr
    if not asked:
        print(f"cocarde: there is no command {name!r}.", file=out)
    print("usage: cocarde COMMAND …   (cocarde COMMAND --help tells more)\n", file=out)
    for command, (_, summary) in COMMANDS.items():
        print(f"  {command:<9} {summary}", file=out)
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
