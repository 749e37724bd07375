"""A SQLite store at rest carried over to PostgreSQL: in small steps that may be cut off anywhere,
each row compared before the new store is opened and the old one closed."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, event, inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import SQLModel

from core.ground.database.copied_rows import Digest, Heard, digests, empty, pour
from core.ground.database.migrate import lock
from core.ground.database.postgres import postgres_engine
from core.ground.database.snapshots import stamp
from core.ground.database.store import MOVED, MOVING, REVISION, Store
from core.ground.errors import Trouble

# What a start writes into an empty store before anybody comes.
OF_A_START = ("mark", "lease")


def move(place: Path, url: str, heard: Heard) -> dict[str, Digest]:
    """Carry the SQLite store of a file over to the PostgreSQL store of an address; gives what was
    compared: of each table its digest.

    Repeated after whatever cut it off, it goes on. `heard` hears of the table that is being copied,
    and how many of its rows are there. Raises `Trouble` where the old store is in use, the new one
    holds rows of others, or a row does not pass.
    """
    bring_up_to_date(place)
    new = postgres_engine(url)
    try:
        with at_rest(place) as source, new.connect() as target:
            if begin(source, target):
                compared = carry(source, target, heard)
                stamp(target)
                target.commit()
            else:
                compared = digests(source)
            with new.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
                plain.execute(text("ANALYZE"))  # without it the first plans are bad ones
            stamp(source, MOVED)
        return compared
    except OperationalError as error:
        raise Trouble("trouble.database_away", error=error.orig) from error
    finally:
        new.dispose()


def bring_up_to_date(place: Path) -> None:
    """Bring the old store to this version. Raises `Trouble` where it was moved before."""
    store = Store(f"sqlite:///{place}")
    try:
        store.prepare()
    finally:
        store.close()


@contextmanager
def at_rest(place: Path) -> Iterator[Connection]:
    """A transaction on a SQLite file in which nobody else can open it; `Trouble` while anybody has
    it open."""
    engine = create_engine(f"sqlite:///{place}", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")

    try:
        try:
            connection = engine.connect()
            connection.begin()
        except OperationalError as error:
            raise Trouble("trouble.store_in_use", place=place) from error
        with connection:
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def begin(source: Connection, target: Connection) -> bool:
    """Make the tables of the new store, or find them as an earlier try left them; false where all
    is there already. Raises `Trouble` where it holds rows of others."""
    mark = f"{MOVING} {name_of(source)}"
    lock(target)
    found = revision(target)
    held = [table for table in SQLModel.metadata.sorted_tables if holds_rows(target, table)]
    if found != mark:
        if found == REVISION and held and digests(source) == digests(target):
            return False
        if found not in ("", REVISION) or any(each.name not in OF_A_START for each in held):
            raise Trouble("trouble.target_holds")
        SQLModel.metadata.create_all(target)
        empty(target)
        stamp(target, mark)
    target.commit()
    return True


def name_of(source: Connection) -> str:
    """A name that the old store has for as long as it lasts, by which a new store knows whose rows
    it holds: SQLite keeps a number for applications in the file's header."""
    number = source.exec_driver_sql("PRAGMA user_version").scalar_one()
    if not number:
        number = secrets.randbelow(2**31 - 1) + 1
        source.exec_driver_sql(f"PRAGMA user_version={number}")
        source.commit()
        source.begin()
    return f"{number:x}"


def revision(target: Connection) -> str:
    """What the new store says of its tables; empty for none."""
    if not inspect(target).has_table("alembic_version"):
        return ""
    return str(target.scalar(text("SELECT version_num FROM alembic_version")) or "")


def holds_rows(target: Connection, table: Table) -> bool:
    known = inspect(target).has_table(table.name)
    return known and target.execute(select(table).limit(1)).first() is not None


def carry(source: Connection, target: Connection, heard: Heard) -> dict[str, Digest]:
    """Copy what is not there yet, a transaction a batch, and compare both; where rows of an earlier
    try have changed since, all of them are copied anew."""

    def after(table: str, rows: int) -> None:
        target.commit()
        heard(table, rows)

    differing: list[str] = []
    for again in (False, True):
        if again:
            empty(target)
        try:
            pour(source, target, after, resumed=True)
            wanted, found = digests(source), digests(target)
        except DBAPIError as error:
            if isinstance(error, OperationalError) or again:
                raise not_passed(error) from error
            target.rollback()
            continue
        differing = [name for name, digest in wanted.items() if found[name] != digest]
        if not differing:
            return wanted
    raise Trouble("trouble.copy_differs", tables=", ".join(differing))


def not_passed(error: DBAPIError) -> Exception:
    """What went wrong with a row, in no words of anybody's row."""
    if isinstance(error, OperationalError):
        return error
    told = getattr(getattr(error.orig, "diag", None), "message_primary", "") or ""
    return Trouble("trouble.row_not_taken", error=told or type(error.orig).__name__)
