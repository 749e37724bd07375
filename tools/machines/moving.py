"""`python -m tools.machines.moving`: a SQLite store with some ten thousand rows is moved to
PostgreSQL by a command that is killed with `kill -9` again and again. Prints a table; 0 where both
sides hold the same rows at the end. Takes about two minutes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from core.ground.clock import real_now
from core.ground.database.copied_rows import digests
from core.ground.database.store import Store
from core.ground.paths import ROOT
from core.roster import import_file
from tests.servers.postgres import cluster
from tests.world.letters import MISSION
from tests.world.world import Stage, make_stage
from tools.machines.crowd import surname

MISSIONS, KILLS = 6000, 20


def fill(stage: Stage) -> None:
    """Write missions, with the timers of their invitations, and people."""
    ended = real_now().date()
    row = {**MISSION, "starts_on": str(ended - timedelta(days=250)), "ends_on": str(ended)}
    rows = [
        {**row, "reference": f"m{n}", "mail": f"awa{n}@example.org", "name": surname(n)}
        for n in range(MISSIONS)
    ]
    with stage.world.turn() as turn:
        import_file.write(turn, "service-civique", rows)
    for number in range(200):
        stage.known(f"lina{number}", "Lina Haddad", f"lina{number}@example.org")


def move(folder: Path, url: str, seconds: float | None) -> str:
    """Run the command, killed after so many seconds; gives how it ended."""
    environment = {**os.environ, "COCARDE_DATABASE_URL": f"sqlite:///{folder / 'cocarde.db'}"}
    command = [sys.executable, "-m", "cocarde", "move", url]
    running = subprocess.Popen(
        command, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        told, _ = running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        told, _ = running.communicate()
        last = told.strip().splitlines()[-1:] or ["nothing"]
        return f"killed at: {last[0].partition(':')[0]}"
    return "done" if running.returncode == 0 else told.strip()


def main() -> int:
    """Fill, move, kill, compare; gives the exit status."""
    chance = random.Random(14)
    with tempfile.TemporaryDirectory() as name, cluster() as server:
        folder, url = Path(name), f"{server}/cocarde"
        admin = create_engine(
            f"{server.replace('postgresql', 'postgresql+psycopg')}/postgres",
            isolation_level="AUTOCOMMIT",
        )
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE cocarde"))
        admin.dispose()
        stage = make_stage(folder)
        fill(stage)
        with stage.world.store.read() as db:
            wanted = digests(db.connection())
        stage.world.store.close()
        ends = Counter(move(folder, url, chance.uniform(0.5, 6.0)) for _ in range(KILLS))
        begun = time.monotonic()
        ends[move(folder, url, None)] += 1
        took = time.monotonic() - begun
        again = move(folder, url, None)
        store = Store(url)
        with store.read() as db:
            found = digests(db.connection())
        store.close()
    rows = sum(count for count, _ in wanted.values())
    differing = [name for name in wanted if wanted[name] != found[name]]
    print("| how a run ended | times |", "|---|---|", sep="\n")
    print(*(f"| {end} | {times} |" for end, times in ends.most_common()), sep="\n")
    print(f"\n{rows} rows in {len(wanted)} tables; the last run took {took:.1f} s; tables that "
          f"differ: {', '.join(differing) or 'none'}. Once more: {again}")  # fmt: skip
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
