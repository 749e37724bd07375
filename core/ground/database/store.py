"""The store: one code path over SQLite (one writer, many readers) and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, SQLModel

from core.ground import tables  # noqa: F401 - the rows register themselves
from core.ground.database.migrate import migrate
from core.ground.database.postgres import postgres_engine
from core.ground.errors import Trouble
from core.ground.paths import at_home
from core.ground.private_files import make_file, make_folder

REVISION = "0019"
SQLITE_WAIT_MS = 30_000
SCRUB_WAIT_MS = 2_000
ABORTED = frozenset({"40001", "40P01", "55P03"})
# In place of a revision: a store whose rows went to another, and one that gets them just now.
MOVED, MOVING = "moved", "moving"
# How long ago the last transaction was that a standby has: null for a primary.
BEHIND = "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())"


class RowKeepingSession(Session):
    """A session that holds on to the rows it has read: SQLAlchemy's own forgets what nobody else
    holds, and reads the same claim nine times in a turn."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: list[object] = []

    def keep(self, row: object) -> None:
        self._kept.append(row)


@event.listens_for(RowKeepingSession, "loaded_as_persistent")
@event.listens_for(RowKeepingSession, "pending_to_persistent")
def _keep(db: RowKeepingSession, row: object) -> None:
    db.keep(row)


class Store:
    """Opens transactions; `write()` commits when its block ends well, `read()` never writes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.on_sqlite = url.startswith("sqlite")
        self._writer = sqlite_engine(url, writer=True) if self.on_sqlite else postgres_engine(url)
        self._reader = sqlite_engine(url, writer=False) if self.on_sqlite else self._writer

    def reading_from(self, url: str) -> "Store":
        """This store, whose reads ask a standby at an address: it may be a moment behind."""
        beside = copy(self)
        beside._reader = postgres_engine(url)
        return beside

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that writes: committed when the block ends well, rolled back when it
        raises. SQLite has one at a time."""
        with RowKeepingSession(self._writer, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads; whatever it changed is dropped."""
        with RowKeepingSession(self._reader, expire_on_commit=False) as db:
            yield db

    def seconds_behind(self) -> float:
        """How long ago what the reads see was committed; 0 where they ask a primary."""
        with self._reader.connect() as connection:
            return float(connection.scalar(text(BEHIND)) or 0.0)

    def prepare(self) -> None:
        """Make the tables in an empty store, or bring an older one to this version. Raises
        `Trouble` where the database does not answer or a step fails."""
        try:
            revision = self.revision()
        except OperationalError as error:
            raise Trouble("trouble.database_away", error=error.orig) from error
        if revision == MOVED or revision.startswith(MOVING):
            raise Trouble("trouble.store_moved" if revision == MOVED else "trouble.store_moving")
        if revision != REVISION:
            migrate(self._writer, revision)

    def revision(self) -> str:
        """The schema's version, empty for a store without tables."""
        with self._writer.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")

    def create(self) -> None:
        """The tables of this version, in an empty store, and which version it is."""
        SQLModel.metadata.create_all(self._writer)
        with self._writer.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:at)"), {"at": REVISION})

    def scrub(self) -> None:
        """Let nothing that was deleted stand in the store's files any longer: SQLite's log is
        written back and emptied; PostgreSQL makes the tables' dead rows free to be written over,
        which `VACUUM` does without locking anybody out."""
        if self.on_sqlite:
            with closing(self._writer.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout={SCRUB_WAIT_MS}")  # a reader may be at it
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.fetchall()
                cursor.execute(f"PRAGMA busy_timeout={SQLITE_WAIT_MS}")
        else:
            with self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as postgres:
                postgres.exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Give back every connection, as before the files are moved."""
        self._writer.dispose()
        self._reader.dispose()


def is_away(error: BaseException) -> bool:
    """Whether the store itself did not answer, or broke off: no fault of what was asked. What was
    being committed may stand or not."""
    if not isinstance(error, DBAPIError):
        return False
    broken = getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR
    return error.connection_invalidated or (isinstance(error, OperationalError) and broken)


def was_aborted(error: BaseException) -> bool:
    """Whether the store gave a transaction up because of another one: the same may succeed now.

    PostgreSQL: serialization failure, deadlock, lock not available (appendix A, class 40 and 55).
    SQLite: busy or locked (result codes 5 and 6, also within extended ones).
    """
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return state in ABORTED or code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def sqlite_engine(url: str, *, writer: bool) -> Engine:
    """An engine for a SQLite file, made for its owner alone: one connection that writes, or four
    that read beside it (write-ahead log)."""
    path = make_url(url).database or ""
    place = Path(at_home(path))
    make_folder(place.parent)
    engine = create_engine(
        f"sqlite:///{place}",
        creator=lambda: sqlite_connection(place, writer=writer),
        pool_size=1 if writer else 4,
        max_overflow=0,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def sqlite_connection(place: Path, *, writer: bool) -> sqlite3.Connection:
    """A connection to a SQLite file, which is made first where it is missing: SQLite gives its log
    files the mode of the database."""
    make_file(place)
    connection = sqlite3.connect(
        place, timeout=SQLITE_WAIT_MS / 1000, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is written over with zeros
    if not writer:
        connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection
