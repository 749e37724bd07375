"""Longer proofs that nothing is lost or done twice: `kills` plays every conversation with a process
that is killed at each statement, `crowd` lets eight people decide on 500 claims at once, `guesses`
tries a hundred thousand codes, `backup` takes one during 500 claims and restores it; `processes`
kills those of an installation with real servers while people claim, on each engine."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.printing import json_option, print_json
from core.ground.paths import ROOT
from tests.world.world import WHOLE
from tools.chaos.processes.rounds import rounds, shown, table
from tools.chaos.stories import hunts

ENGINES = ("sqlite", "postgresql")
PROOFS = {
    "backup": "tests/cocarde/test_backup.py",
    "crowd": "tests/whole/test_many_deciders.py",
    "guesses": "tests/whole/test_guessing.py",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", default="kills", choices=["kills", "processes", *PROOFS])
    parser.add_argument("--story", default="*", help="kills: stories whose name fits this (*)")
    parser.add_argument("--every", type=int, default=1, help="kills: at each n-th statement (1)")
    parser.add_argument("--kills", type=int, default=1000, help="processes: on each engine (1000)")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="processes: only this")
    parser.add_argument(
        "--notes", type=Path, default=Path("chaos.jsonl"), help="processes: rounds done, to go on"
    )
    json_option(parser)


def main(given: Namespace) -> int:
    if given.what in PROOFS:
        return prove(PROOFS[given.what])
    if given.what == "processes":
        return kill_processes(given)
    found = {}
    for name, kills, differences in hunts(given.story, given.every):
        found[name] = {"kills": kills, "differences": differences}
        if not given.json:
            print(f"{name:<52} {kills:>6} kills  {'; '.join(differences) or 'as if nothing was'}")
            sys.stdout.flush()
    if given.json:
        print_json(found)
    return 1 if any(each["differences"] for each in found.values()) else 0


def kill_processes(given: Namespace) -> int:
    """Rounds of kills on each engine, a line each, then the table; exit status 1 where anything was
    lost or doubled."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # its servers end with it
    made = []
    for engine in given.engine or ENGINES:
        for each in rounds(engine, given.kills, given.notes):
            made.append(each)
            print_json(each) if given.json else print(*shown(each), sep="\n", flush=True)
    if not given.json:
        print(*table(made), sep="\n")
    return int(any(each["lost"] or each["doubled"] for each in made))


def prove(tests: str) -> int:
    """Run a proof of the suite at its whole size; gives the exit status of pytest."""
    command = [sys.executable, "-m", "pytest", "-q", tests]
    environment = {**os.environ, WHOLE: "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
