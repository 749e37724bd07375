"""A diagnosis beside 1,000 and 1,000,000 roster rows and claims: is its cost that of the person's
own few rows, whatever else the store holds?

The same 300 people, of every cause, are diagnosed in both stores in turn, each for the first time;
on SQLite, and on PostgreSQL where it is installed. ``python -m tools.bench.diagnosis`` prints it
with what was found.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID

import psycopg

from core.desk.staff_actions import STAFF_ACTIONS
from core.followers import FOLLOWERS
from core.ground.database.store import Store
from core.ground.errors import Trouble
from core.ground.tables import Person
from core.ground.world import World
from core.support.diagnosis.diagnose import diagnose
from tests.servers import postgres
from tests.world.world import START, WORDS, Clock, Web, settings
from tools.bench import sick
from tools.bench.filling import fill

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
ENGINES = (SQLITE, POSTGRESQL)
FEW, MANY, SAMPLE = 1_000, 1_000_000, 300


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds a diagnosis at one size of the store, and how often each cause was found."""

    rows: int
    taken: tuple[float, ...]
    causes: Counter[str]

    @property
    def p50(self) -> float:
        return median(self.taken)

    @property
    def p95(self) -> float:
        return quantiles(self.taken, n=20)[18]


def bench(engine: str, many: int = MANY) -> tuple[Cost, Cost]:
    """The cost in a store of a thousand rows, and in one of many."""
    with (
        stores(engine) as (few_url, many_url),
        form(few_url, FEW) as small,
        form(many_url, many) as large,
    ):
        worlds = {FEW: small, many: large}
        taken: dict[int, list[float]] = {rows: [] for rows in worlds}
        causes: dict[int, Counter[str]] = {rows: Counter() for rows in worlds}
        for number in range(SAMPLE):
            for rows, world in worlds.items():
                cost, cause = timed(world, chosen(number, rows))
                taken[rows].append(cost)
                causes[rows][cause] += 1
    first, second = (Cost(rows, tuple(taken[rows]), causes[rows]) for rows in worlds)
    return first, second


@contextmanager
def stores(engine: str) -> Iterator[tuple[str, str]]:
    """The URLs of two empty stores."""
    if engine == SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/few.db", f"sqlite:///{folder}/many.db"
    elif postgres.binaries() is None:
        raise Trouble("tool.no_postgresql")
    else:
        with postgres.cluster() as server:
            with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
                admin.execute("CREATE DATABASE few")
                admin.execute("CREATE DATABASE many")
            yield f"{server}/few", f"{server}/many"


def chosen(number: int, rows: int) -> UUID:
    """People all over the store, every cause in turn."""
    kinds = len(sick.KINDS)
    groups = rows // kinds
    group = number // kinds * max(1, groups * kinds // SAMPLE) % groups
    return sick.key(sick.PERSON, group * kinds + number % kinds)


def timed(world: World, person_id: UUID) -> tuple[float, str]:
    with world.glance() as turn:
        person = turn.db.get_one(Person, person_id)
        begun = time.perf_counter()
        found = diagnose(turn, person)
        return (time.perf_counter() - begun) * 1000, found[0].cause


@contextmanager
def form(url: str, rows: int) -> Iterator[World]:
    """A store with so many missions and claims, its statistics as a running one has them."""
    store = Store(url)
    store.prepare()
    store.close()
    fill(url, sick.people(rows))
    made, now = settings(Path(), url), Clock(START).now
    world = World(store, WORDS, made, Web(), FOLLOWERS, STAFF_ACTIONS, now)
    for number in range(len(sick.KINDS)):  # statements compiled, as in a running process
        timed(world, sick.key(sick.PERSON, rows // 2 + number))
    try:
        yield world
    finally:
        store.close()


if __name__ == "__main__":
    for engine in ENGINES:
        for cost in bench(engine):
            told = f"p50 {cost.p50:.2f} ms, p95 {cost.p95:.2f} ms, {cost.causes}"
            print(f"{engine}, {cost.rows:,} rows: {told}", flush=True)
