"""Longer proofs that nothing is lost or done twice: `kills` plays every conversation with a process
that is killed at each statement, `crowd` lets eight people decide on 500 claims at once, `guesses`
tries a hundred thousand codes, `backup` takes one during 500 claims and restores it."""

import os
import sys
from argparse import ArgumentParser, Namespace

from cocarde.printing import json_option, print_json
from core.ground.errors import Trouble

PROOFS = {
    "backup": "tests/test_backup.py",
    "crowd": "tests/doors/test_many_deciders.py",
    "guesses": "tests/test_guessing.py",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", default="kills", choices=["kills", *PROOFS])
    parser.add_argument("--story", default="*", help="kills: stories whose name fits this (*)")
    parser.add_argument("--every", type=int, default=1, help="kills: at each n-th statement (1)")
    json_option(parser)


def main(given: Namespace) -> int:
    try:
        from tests.chaos.stories import hunts
        from tests.sizes import WHOLE
    except ImportError as missing:
        mend = "Run it as: python3 run.py chaos"
        raise Trouble(f"This needs the test packages ({missing.name}).", mend=mend) from None
    if given.what in PROOFS:
        return prove(PROOFS[given.what], WHOLE)

    found = {}
    for name, kills, differences in hunts(given.story, given.every):
        found[name] = {"kills": kills, "differences": differences}
        if not given.json:
            print(f"{name:<52} {kills:>6} kills  {'; '.join(differences) or 'as if nothing was'}")
            sys.stdout.flush()
    if given.json:
        print_json(found)
    return 1 if any(each["differences"] for each in found.values()) else 0


def prove(tests: str, whole: str) -> int:
    """The suite's own proof, at its whole size."""
    import subprocess

    command = [sys.executable, "-m", "pytest", "-q", tests]
    environment = {**os.environ, whole: "1"}
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - ours
