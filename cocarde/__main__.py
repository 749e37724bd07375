"""`cocarde COMMAND …`: finds the command's file and runs it; nothing else is imported."""

import argparse
import importlib
import sys
from types import ModuleType

from core.ground.errors import Trouble

COMMANDS = {
    "demo": "the demo: chat here, mails and pages on this machine, nothing to configure",
    "run": "every configured door and the worker",
    "check": "what is wrong with settings, programmes, words and keys, and how to mend it",
    "verify": "whether a badge file is true, and if not, why",
    "receive": "feed one raw mail or Telegram update through its door and print the effects",
    "due": "do what is due: invitations, badges to issue",
    "roster": "import who did what when, from CSV or XLSX; show where invitations stand",
    "staff": "who reviews, supports or manages a programme",
    "award": "give a badge unasked",
    "review": "see the claims that wait, and decide on one",
    "case": "the cases that wait for somebody of the staff",
    "person": "who somebody is; make two persons one, or part them again",
    "stats": "how it goes: causes, times, what waits, which mails come back",
    "keys": "the keys that sign badges: list, create, rotate, retire",
    "backup": "everything in one checked file, while Cocarde runs",
    "restore": "put a backup in place of the store",
    "fuzz": "broken mails for ten minutes, to find one that the reader cannot bear",
    "chaos": "every conversation, killed at each statement: does anybody notice?",
    "simulate": "a thousand people whose badge went missing: who gets it, who is told why",
    "bench": "how fast it is, as ratios to a floor or a peer",
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status: the command's own; 2 when the operator must mend something first."""
    arguments = sys.argv[1:] if arguments is None else arguments
    name = arguments[0] if arguments else "--help"
    if name not in COMMANDS:
        return tell_commands(name)
    command = importlib.import_module(f"cocarde.{name}")
    parser = argparse.ArgumentParser(prog=f"cocarde {name}", description=command.__doc__)
    command.arguments(parser)
    try:
        return run(command, parser.parse_args(arguments[1:]))
    except Trouble as trouble:
        print(f"cocarde: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(command: ModuleType, given: argparse.Namespace) -> int:
    """Run it; once more where the store gave its turn up for somebody else's."""
    try:
        return int(command.main(given))
    except Exception as error:
        store = sys.modules.get("core.ground.store")  # where it isn't loaded no turn was opened
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
    for command, summary in COMMANDS.items():
        print(f"  {command:<9} {summary}", file=out)
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
