"""Adding rows unless their key is taken: one statement, safe beside other processes."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from core.ground.world import Turn

Values = Mapping[str, Any]


def add_new(turn: Turn, row: SQLModel) -> bool:
    """Write a row; false, and nothing written, where a unique key of it exists already."""
    table = type(row)
    values = {name: getattr(row, name) for name in table.model_fields}
    connection = turn.db.connection()
    statement = insertion(table, connection.dialect.name)
    return connection.execute(statement, values).first() is not None


def add_all(turn: Turn, table: type[SQLModel], rows: Sequence[Values]) -> None:
    """Write many rows of which every column is given; those whose key is taken are left out."""
    if rows:
        connection = turn.db.connection()
        connection.execute(addition(table, connection.dialect.name), rows)


def put_all(
    turn: Turn, table: type[SQLModel], rows: Sequence[Values], key: tuple[str, ...]
) -> None:
    """Write many rows; one whose `key` is taken overwrites what is there, but for its primary
    key."""
    if rows:
        connection = turn.db.connection()
        connection.execute(overwriting(table, connection.dialect.name, key), rows)


@cache
def insertion(table: type[SQLModel], dialect: str) -> Any:
    """The statement for a table, built once: it gives the key back when it did insert."""
    return addition(table, dialect).returning(inspect(table).primary_key[0])


@cache
def addition(table: type[SQLModel], dialect: str) -> Any:
    """The statement that inserts a row unless its key is taken, and gives nothing back: the driver
    takes many rows in one call of it."""
    return into(table, dialect).on_conflict_do_nothing()


@cache
def overwriting(table: type[SQLModel], dialect: str, key: tuple[str, ...]) -> Any:
    """A statement that writes a row in place of the one that has its key."""
    insert = into(table, dialect)
    kept = {*key, *(column.name for column in inspect(table).primary_key)}
    new = {name: insert.excluded[name] for name in table.model_fields if name not in kept}
    return insert.on_conflict_do_update(index_elements=list(key), set_=new)


def into(table: type[SQLModel], dialect: str) -> Any:
    """The beginning of an insert in the words of an engine, which knows what to do at a
    conflict."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(inspect(table).local_table)
