"""Reading the store without its tables: plain DB-API, read-only, quick to import."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from core.ground.errors import Trouble
from core.ground.paths import at_home
from core.ground.settings import Settings

Rows = list[tuple[Any, ...]]
Peek = Callable[[str, Sequence[object]], Rows]


def peek(settings: Settings) -> Peek:
    """A function that runs one SELECT, its places marked `?`, and gives its rows; no row at all
    where there is no store yet.

    Raises `Trouble` when the store does not answer, and so does that function.
    """
    if settings.database_url.startswith("sqlite"):
        return sqlite_peek(settings.database_url)
    return postgres_peek(settings.database_url)


def sqlite_peek(url: str) -> Peek:
    """A reader of a SQLite store that never writes to it, nor makes it."""
    path = at_home(url.partition(":///")[2].partition("?")[0])
    if not path.exists():
        return lambda _sql, _values: []
    address = f"file:{quote(str(path))}?mode=ro"

    def run(sql: str, values: Sequence[object]) -> Rows:
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                return connection.execute(sql, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise Trouble("trouble.store_unreadable", path=path, error=error) from error

    return run


def postgres_peek(url: str) -> Peek:
    """A reader of a PostgreSQL store in read-only transactions."""
    import psycopg  # noqa: PLC0415 - slow to load, seldom needed

    address = "postgresql" + url[url.index("://") :]

    def run(sql: str, values: Sequence[object]) -> Rows:
        query: Any = sql.replace("?", "%s")
        try:
            with psycopg.connect(address) as connection:
                connection.read_only = True
                return connection.execute(query, tuple(values)).fetchall()
        except psycopg.Error as error:
            raise Trouble("trouble.database_away", error=error) from error

    return run


def moment(told: object) -> datetime | None:
    """A moment as either database gives it, aware and in UTC; None for none."""
    if told is None:
        return None
    read = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
