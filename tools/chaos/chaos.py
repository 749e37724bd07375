"""Longer proofs that nothing is lost or done twice: `kills` plays every conversation with a process
that is killed at each statement, `crowd` lets eight people decide on 500 claims at once, `guesses`
tries a hundred thousand codes, `backup` takes one during 500 claims and restores it."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

from cocarde.printing import json_option, print_json
from core.ground.paths import ROOT
from tests.world.world import WHOLE
from tools.chaos.stories import hunts

PROOFS = {
    "backup": "tests/cocarde/test_backup.py",
    "crowd": "tests/whole/test_many_deciders.py",
    "guesses": "tests/whole/test_guessing.py",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", default="kills", choices=["kills", *PROOFS])
    parser.add_argument("--story", default="*", help="kills: stories whose name fits this (*)")
    parser.add_argument("--every", type=int, default=1, help="kills: at each n-th statement (1)")
    json_option(parser)


def main(given: Namespace) -> int:
    if given.what in PROOFS:
        return prove(PROOFS[given.what])
    found = {}
    for name, kills, differences in hunts(given.story, given.every):
        found[name] = {"kills": kills, "differences": differences}
        if not given.json:
            print(f"{name:<52} {kills:>6} kills  {'; '.join(differences) or 'as if nothing was'}")
            sys.stdout.flush()
    if given.json:
        print_json(found)
    return 1 if any(each["differences"] for each in found.values()) else 0


def prove(tests: str) -> int:
    """Run a proof of the suite at its whole size; gives the exit status of pytest."""
    command = [sys.executable, "-m", "pytest", "-q", tests]
    environment = {**os.environ, WHOLE: "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
