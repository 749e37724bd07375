"""Is a person who was erased found anywhere? A drill on each engine, for both ways of erasing.

`python -m tools.erased [sqlite|postgresql]`: somebody whose every word is a canary is exported,
logged at DEBUG and backed up, then erased; every place is searched before, after, and once more
after the old backup was put back. Prints how many columns and files hold a canary; 1 where one is
left, but in the old backup and in what PostgreSQL has not yet written over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cocarde.operate.export_static import export
from core.due import due
from core.ground import logs
from core.ground.database.store import Store
from core.people import people
from core.rights import erasing
from tests.rights.canary_rows import CHAT, leave
from tests.rights.erased import CANARIES, canary, in_files, in_rows
from tests.servers import postgres
from tests.world.command import HOME, Cocarde
from tests.world.world import Stage, make_stage

WORDS = (*CANARIES, CHAT)
HEAD = (
    "| engine | badge | when | columns | files of the store | export | log | var | old backup "
    "| server's own files |"
)
MAY_HOLD = ("old backup", "server's own files")  # until they are deleted, or written over


@dataclass(frozen=True, slots=True)
class Drill:
    """One installation, and the folders of what it writes."""

    engine: str
    keep: bool
    stage: Stage
    folder: Path

    @property
    def here(self) -> Path:
        """Where the store and the keys lie."""
        return self.folder / "here"

    def found(self) -> dict[str, set[str]]:
        """In which columns and files a canary stands now, by place; exports anew."""
        export(self.stage.world, self.folder / "export")
        return {
            "columns": in_rows(self.stage, WORDS),
            "files of the store": in_files(self.here, WORDS),
            "export": in_files(self.folder / "export", WORDS),
            "log": in_files(self.folder / "log", WORDS),
            "var": in_files(Path(HOME.name), WORDS),
            "old backup": in_files(self.folder / "old", WORDS),
            "server's own files": self.in_server(),
        }

    def in_server(self) -> set[str]:
        """The files of the PostgreSQL server in which a canary stands; none for SQLite."""
        if self.engine == "sqlite":
            return set()
        with self.stage.world.store.read() as db:
            place = str(db.connection().exec_driver_sql("SHOW data_directory").scalar_one())
        return in_files(Path(place), WORDS)

    def run(self) -> Iterator[tuple[str, dict[str, set[str]]]]:
        """Leave canaries, erase them, bring them back; gives what is found at each step."""
        world = self.stage.world
        person, _ = canary(self.stage)
        with world.turn() as turn:
            leave(turn, person)
        self.command("backup", str(self.folder / "old" / "backup"))
        yield "before", self.found()
        with world.turn() as turn:
            erasing.plan(turn, person, keep_badges=self.keep, door=people.MAIL)
        self.stage.clock.pass_(hours=73)
        due(world)
        yield "erased", self.found()
        self.command("restore", str(self.folder / "old" / "backup"), "--replace")
        yield "restored", self.found()
        if not (self.folder / "log" / "log").stat().st_size:
            raise RuntimeError("the log is empty: nothing was searched")

    def command(self, *words: str) -> None:
        """Run a command over this installation, whose connections are given back first."""
        self.stage.world.store.close()
        url = self.stage.world.settings.database_url
        Cocarde(self.here)(*words, COCARDE_DATABASE_URL=url, COCARDE_LOG_LEVEL="DEBUG")


@contextmanager
def drill(engine: str, url: str, *, keep: bool) -> Iterator[Drill]:
    """An empty installation that logs everything to a file."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for each in ("here", "old", "log"):
            (folder / each).mkdir()
        stage = make_stage(folder / "here", url)
        with (folder / "log" / "log").open("w", encoding="utf-8") as stream:
            logs.configure(replace(stage.world.settings, log_level="DEBUG"), stream)
            yield Drill(engine, keep, stage, folder)
        stage.world.store.close()


@contextmanager
def database(engine: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of our own; empty for a SQLite file."""
    if engine == "sqlite":
        yield ""
        return
    with postgres.cluster() as server:
        store = Store(f"{server}/postgres")
        store.prepare()
        store.close()
        yield store.url


def main(given: list[str]) -> int:
    """Print a line for each step, then each place where somebody is left."""
    print(HEAD, "|---" * (HEAD.count("|") - 1) + "|", sep="\n")
    left: list[str] = []
    for engine in given or ["sqlite", "postgresql"]:
        for keep in (True, False):
            with database(engine) as url, drill(engine, url, keep=keep) as one:
                badge = "kept, nameless" if keep else "revoked"
                for when, found in one.run():
                    counts = " | ".join(str(len(each)) for each in found.values())
                    print(f"| {engine} | {badge} | {when} | {counts} |", flush=True)
                    left += [
                        f"{engine}, {badge}, {when}: {place}: {', '.join(sorted(names))}"
                        for place, names in found.items()
                        if names and (when != "before" and place not in MAY_HOLD)
                    ]
    print(*left, sep="\n")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
