"""A campaign of 100,000 invitations: the roster read in, the rows of the outbox made, where each
stands told; beside a bare sqlite3 that writes the very same rows, committed as often.

Rates are by this process's own CPU, which other work on the machine does not change; those by the
clock are told too, and are what counts where the store is a server of its own.
``python -m tools.bench.campaign [postgresql://…]`` prints it, for another store too.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from core.desk.staff_actions import STAFF_ACTIONS
from core.due import due
from core.followers import FOLLOWERS
from core.ground.database.store import Store
from core.ground.world import RealChance, World
from core.roster import import_file
from core.roster.files import read_table
from core.roster.invitations import campaign
from core.roster.invitations.report import deliveries
from tests.world.world import START, WORDS, Clock, Web, settings

CIVIC = "service-civique"
MISSIONS = 100_000
HEADING = "Référence;Prénom;Nom;Adresse e-mail;Date de début;Date de fin;Organisme;Domaine"
FIRST_END = date(2026, 10, 1)
ALL_OVER = START + timedelta(days=60)
IMPORTED, PUT = ("mission", "timer"), ("outbox",)


@dataclass(frozen=True, slots=True)
class Rate:
    """Rows a second: of our CPU, and by the clock."""

    cpu: float
    clock: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One step, and what bare sqlite3 makes of the same; none where nothing is written."""

    name: str
    ours: Rate
    floor: Rate | None = None

    @property
    def beside(self) -> str:
        if self.floor is None:
            return "only read"
        share = self.ours.cpu / self.floor.cpu
        return f"bare sqlite3: {self.floor.cpu:,.0f}/s ({share:.0%})"


def bench(missions: int = MISSIONS, url: str = "") -> list[Stage]:
    """Invite so many missions once, in a store of its own or in the database at `url`; a rate for
    each stage, in rows a second, beside that of bare inserts."""
    with tempfile.TemporaryDirectory() as place, world(Path(place), url) as (ours, clock):
        file = write_roster(Path(place) / "missions.csv", missions)
        imported = rate(missions, lambda: import_file.import_table(ours, CIVIC, read_table(file)))
        clock.at = ALL_OVER
        put = rate(missions, lambda: due(ours))
        told = rate(missions, lambda: count_told(ours, missions))
        floors = [None if url else bare(Path(place), rows, missions) for rows in (IMPORTED, PUT)]
    return [
        Stage("roster rows imported", imported, floors[0]),
        Stage("invitations made", put, floors[1]),
        Stage("where each one stands", told),
    ]


@contextmanager
def world(place: Path, url: str) -> Iterator[tuple[World, Clock]]:
    """An empty installation in a folder, or over another store."""
    made, clock = settings(place), Clock()
    store = Store(url or made.database_url)
    store.prepare()
    used = replace(made, database_url=store.url)
    yield (
        World(store, WORDS, used, Web(), FOLLOWERS, STAFF_ACTIONS, clock.now, RealChance()),
        clock,
    )
    store.close()


def write_roster(path: Path, missions: int) -> Path:
    """A file as the spreadsheet of a manager writes it: accents, day first, semicolons."""
    with path.open("w", encoding="cp1252", newline="\r\n") as file:
        file.write(f"{HEADING}\n")
        for number in range(missions):
            end = FIRST_END + timedelta(days=number % 40)
            start = end - timedelta(days=240)
            file.write(
                f"SC-{number:06};Élodie;Lefèvre-{number};elodie.{number}@example.org;"
                f"{start:%d/%m/%Y};{end:%d/%m/%Y};Maison des aînés {number % 997};Solidarité\n"
            )
    return path


def rate(count: int, work: Callable[[], object]) -> Rate:
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return Rate(count / (time.process_time() - cpu), count / (time.perf_counter() - clock))


def count_told(ours: World, missions: int) -> None:
    with ours.glance() as turn:
        assert sum(1 for _ in deliveries(turn, CIVIC)) == missions


def bare(place: Path, tables: tuple[str, ...], missions: int) -> Rate:
    """Rows a second of these tables, written by plain statements into an empty store with the
    schema of ours: the floor that the product is held against."""
    target = place / f"{tables[0]}.db"
    with (
        closing(sqlite3.connect(place / "cocarde.db")) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as bare_store,
    ):
        bare_store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        for (statement,) in source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
            bare_store.execute(statement)
        rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        return rate(missions, lambda: write_bare(bare_store, rows))


def write_bare(store: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    for begin in range(0, max(map(len, rows.values())), campaign.BATCH):
        store.execute("BEGIN IMMEDIATE")
        for table, all_rows in rows.items():
            batch = all_rows[begin : begin + campaign.BATCH]
            places = ",".join("?" * len(batch[0]))
            store.executemany(f"INSERT INTO {table} VALUES ({places})", batch)
        store.execute("COMMIT")


def main() -> None:
    for stage in bench(url=next(iter(sys.argv[1:]), "")):
        ours = f"{stage.ours.cpu:>9,.0f}/s of CPU {stage.ours.clock:>9,.0f}/s by the clock"
        print(f"{stage.name:<22} {ours}   {stage.beside}", flush=True)


if __name__ == "__main__":
    main()
