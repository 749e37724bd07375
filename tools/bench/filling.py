"""Rows into an empty store, as fast as its engine takes them.

Nothing is journalled or checked while it lasts, and indexes are made at its end: for benches only.
"""

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

BATCH = 100_000

Row = tuple[type[SQLModel], dict[str, Any]]
ByTable = dict[Table, list[dict[str, Any]]]

UNJOURNALLED = """PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;
PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-1000000;"""
SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
POSTGRES_INDEXES = """SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)"""
UNCHECKED = """SET session_replication_role = replica; SET synchronous_commit = off;
SET maintenance_work_mem = '512MB'"""


def fill(url: str, rows: Iterable[Row]) -> None:
    """Write these rows into the empty tables of a store, and take its statistics."""
    write = fill_sqlite if url.startswith("sqlite") else fill_postgres
    with uncollected():
        write(url, rows)


@contextmanager
def uncollected() -> Iterator[None]:
    """Rows hold no cycles: looking for some takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def batches(rows: Iterable[Row]) -> Iterator[ByTable]:
    made = iter(rows)
    while batch := list(islice(made, BATCH)):
        by_kind: dict[type[SQLModel], list[dict[str, Any]]] = {}
        for kind, values in batch:
            by_kind.setdefault(kind, []).append(values)
        yield {SQLModel.metadata.tables[str(kind.__tablename__)]: by_kind[kind] for kind in by_kind}


def fill_sqlite(url: str, rows: Iterable[Row]) -> None:
    place = make_url(url).database or ""
    with closing(sqlite3.connect(place, isolation_level=None)) as store:
        store.executescript(UNJOURNALLED)
        indexes = store.execute(SQLITE_INDEXES).fetchall()
        for name, _ in indexes:
            store.execute(f'DROP INDEX "{name}"')
        store.execute("BEGIN")
        for by_table in batches(rows):
            for table, given in by_table.items():
                into_sqlite(store, table, given)
        for _, made in indexes:
            store.execute(made)
        store.execute("COMMIT")
        store.execute("ANALYZE")


def into_sqlite(store: sqlite3.Connection, table: Table, given: list[dict[str, Any]]) -> None:
    """Write these rows into a table of SQLite as the store would, but by one statement of the
    driver."""
    dialect = sqlite.dialect()
    columns = []
    for name in given[0]:
        values = [row[name] for row in given]
        written = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        columns.append(list(map(lru_cache(64)(written), values)) if written else values)
    places = ",".join("?" * len(columns))
    names = ",".join(f'"{name}"' for name in given[0])
    store.executemany(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', zip(*columns, strict=True)
    )


def fill_postgres(url: str, rows: Iterable[Row]) -> None:
    with psycopg.connect(url) as store:
        store.execute(UNCHECKED)
        indexes = store.execute(POSTGRES_INDEXES).fetchall()
        for name, _ in indexes:
            store.execute(SQL("DROP INDEX {}").format(Identifier(name)))
        for by_table in batches(rows):
            for table, given in by_table.items():
                into_postgres(store, table, given)
        for _, made in indexes:
            store.execute(made)
    with psycopg.connect(url, autocommit=True) as store:
        store.execute("VACUUM ANALYZE")


def into_postgres(
    store: psycopg.Connection[Any], table: Table, given: list[dict[str, Any]]
) -> None:
    into = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table.name), SQL(",").join(map(Identifier, given[0]))
    )
    with store.cursor() as cursor, cursor.copy(into) as copy:
        for row in given:
            copy.write_row(tuple(row.values()))
