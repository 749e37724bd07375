"""Play every conversation with a process that is killed at each statement it sends to the store,
and say whether the people in it would have noticed."""

import sys
from argparse import ArgumentParser, Namespace

from cocarde.printing import json_option, print_json


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--story", default="*", help="those whose name fits this pattern (*)")
    parser.add_argument("--every", type=int, default=1, help="kill at each n-th statement (1)")
    json_option(parser)


def main(given: Namespace) -> int:
    try:
        from tests.chaos.stories import hunts
    except ImportError as missing:
        from core.ground.errors import Trouble

        mend = "Run it as: python3 run.py chaos"
        raise Trouble(f"This needs the test packages ({missing.name}).", mend=mend) from None

    found = {}
    for name, kills, differences in hunts(given.story, given.every):
        found[name] = {"kills": kills, "differences": differences}
        if not given.json:
            print(f"{name:<52} {kills:>6} kills  {'; '.join(differences) or 'as if nothing was'}")
            sys.stdout.flush()
    if given.json:
        print_json(found)
    return 1 if any(each["differences"] for each in found.values()) else 0
