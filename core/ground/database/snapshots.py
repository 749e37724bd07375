"""A store as one file: a live copy at one instant, checked; and that copy put in a store's place.

The file is a SQLite database whatever the engine was, with a table of its own for what it is.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, inspect, select, text
from sqlmodel import SQLModel

from core.ground.database.copied_rows import digests, empty, pour
from core.ground.database.postgres import postgres_engine
from core.ground.database.store import REVISION, Store
from core.ground.errors import Trouble

ABOUT = "cocarde_backup"


def copy_sqlite(source: Path, target: Path) -> dict[str, int]:
    """Copy a SQLite store at one instant while others write to it; gives how many rows each table
    had."""
    with closing(sqlite3.connect(source, isolation_level=None)) as old:
        old.execute("PRAGMA busy_timeout=30000")
        old.execute("BEGIN")  # one instant: what is counted is copied
        counts = {name: old.execute(count(name)).fetchone()[0] for name in tables(old)}
        with closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    return counts


def copy_postgres(url: str, target: Path) -> dict[str, int]:
    """Copy a PostgreSQL store into a SQLite file, in one repeatable-read snapshot; gives how many
    rows each table had.

    Raises `Trouble` where the store is of another version.
    """
    old, new = postgres_engine(url), create_engine(f"sqlite:///{target}")
    try:
        with old.connect().execution_options(isolation_level="REPEATABLE READ") as source:
            demand_revision(source)
            with new.begin() as copy:
                SQLModel.metadata.create_all(copy)
                stamp(copy)
                counts = pour(source, copy)
                demand_equal(source, copy)
                return counts
    finally:
        old.dispose()
        new.dispose()


def demand_revision(source: Connection) -> None:
    """Raise `Trouble` unless the store has the tables of this version."""
    found = source.scalar(text("SELECT version_num FROM alembic_version"))
    if found != REVISION:
        raise Trouble("trouble.store_version", found=found)


def demand_equal(source: Connection, target: Connection) -> None:
    """Raise `Trouble` unless both hold the same rows."""
    wanted, found = digests(source), digests(target)
    if differing := [name for name, digest in wanted.items() if found[name] != digest]:
        raise Trouble("trouble.copy_differs", tables=", ".join(differing))


def stamp(copy: Connection, revision: str = REVISION) -> None:
    """Write into the store which version its tables have, in the table that alembic reads."""
    copy.execute(
        text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
    )
    copy.execute(text("DELETE FROM alembic_version"))
    copy.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def tables(db: sqlite3.Connection) -> list[str]:
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sorted(name for (name,) in found if name != ABOUT and not name.startswith("sqlite_"))


def count(name: str) -> str:
    return f'SELECT COUNT(*) FROM "{name}"'  # noqa: S608 - a table's own name


def seal(path: Path, about: Mapping[str, bytes]) -> None:
    """Write into the copy what it is: bytes by name."""
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute(f"CREATE TABLE {ABOUT} (name TEXT PRIMARY KEY, body BLOB NOT NULL)")
        copy.executemany(f"INSERT INTO {ABOUT} VALUES (?, ?)", about.items())  # noqa: S608


def check(path: Path) -> dict[str, bytes]:
    """What a copy says of itself. Raises `Trouble` unless it is whole and has as many rows as it
    says."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0]
            about = dict(copy.execute(f"SELECT name, body FROM {ABOUT}").fetchall())  # noqa: S608
            held = {name: copy.execute(count(name)).fetchone()[0] for name in tables(copy)}
        said = json.loads(about["counts"])
    except (sqlite3.Error, KeyError, ValueError) as error:
        raise Trouble("trouble.backup_unreadable", path=path, error=error) from error
    missing = [name for name, rows in said.items() if held.get(name, 0) != rows]
    if whole != "ok" or missing:
        lacking = f"{whole}; {', '.join(missing)}"
        raise Trouble("trouble.backup_not_whole", path=path, lacking=lacking)
    return about


def private(path: Path) -> None:
    """Make an empty file for its owner's eyes only."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def into_sqlite(copy: Path, place: Path) -> None:
    """Put a checked copy, without what it says of itself, where a store is opened."""
    fresh = place.with_name(f"{place.name}.new")
    fresh.unlink(missing_ok=True)
    private(fresh)
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(fresh)) as new:
        old.backup(new)
        new.execute(f"DROP TABLE {ABOUT}")
        new.commit()
    fresh.replace(place)


def into_postgres(copy: Path, url: str, work: Path) -> None:
    """Put a checked copy into a PostgreSQL store, empty or in place of what it holds, in one
    transaction: all or nothing.

    `work` is a path for a passing SQLite store, in which an older copy is brought to this version.
    """
    into_sqlite(copy, work)
    store = Store(f"sqlite:///{work}")
    store.prepare()
    store.close()
    old, new = create_engine(f"sqlite:///{work}"), postgres_engine(url)
    try:
        with old.connect() as source, new.begin() as target:
            SQLModel.metadata.create_all(target)
            empty(target)
            pour(source, target)
            demand_equal(source, target)
            stamp(target)
    finally:
        old.dispose()
        new.dispose()


def holds_anything(engine: Engine) -> bool:
    """Whether a store has a person or a badge."""
    with engine.connect() as connection:
        known = inspect(connection)
        held = [SQLModel.metadata.tables[name] for name in ("person", "badge")]
        there = [each for each in held if known.has_table(each.name)]
        return any(connection.scalar(select(func.count()).select_from(each)) for each in there)


def set_aside(place: Path, name: str) -> Iterator[Path]:
    """Move a store's files aside under another name; raises `Trouble` while it is in use."""
    if not place.exists():
        return
    try:
        with closing(sqlite3.connect(place, timeout=0)) as old:
            # SQLite refuses this while any other connection is open (pragma journal_mode).
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Trouble("trouble.store_in_use", place=place) from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is moved aside as it is
    for each in place.parent.glob(f"{place.name}*"):
        if each.name.removeprefix(place.name) in ("", "-wal", "-shm", "-journal"):
            aside = each.with_name(f"{name}{each.name.removeprefix(place.name)}")
            each.rename(aside)
            yield aside
