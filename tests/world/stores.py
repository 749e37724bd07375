"""Stores for tests, each with empty tables of its own, that cost a test two milliseconds."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.util import LRUCache

from core.ground.database.store import Store

_COMPILED: LRUCache[Any, Any] = LRUCache(5_000)
_DIALECTS: dict[str, Dialect] = {}


def empty_store(url: str) -> Store:
    """The store of a URL: of a SQLite file, made with empty tables; of a database that has them."""
    store = Store(url)
    engines = (store._writer, store._reader)
    if store.on_sqlite:
        copy_tables(Path(store._writer.url.database or ""))
        for engine in engines:
            event.listen(engine, "connect", hand_over)
    for engine in engines:
        share_statements(engine)
    return store


def copy_tables(place: Path) -> None:
    """The tables of an empty store: made once in a process, then copied."""
    if not place.exists():
        place.write_bytes(empty_tables())


@cache
def empty_tables() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        store = Store(f"sqlite:///{path}")
        store.create()
        store.close()
        return path.read_bytes()


def hand_over(connection: Any, _: object) -> None:
    """A commit reaches the system, not the disk: a test may kill a process, never the machine."""
    connection.execute("PRAGMA synchronous=OFF")


def share_statements(engine: Engine) -> None:
    """A statement is compiled once in a process, not once in each test's store.

    SQLAlchemy keeps what it compiled by engine and dialect, as a process has one store for life.
    """
    name = engine.dialect.name
    if name not in _DIALECTS:
        engine.connect().close()  # from now on its dialect knows what the server can do
    dialect = _DIALECTS.setdefault(name, engine.dialect)
    engine.dialect = engine.pool._dialect = dialect
    engine._compiled_cache = _COMPILED
