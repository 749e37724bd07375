"""Adding a row unless its key is taken: one statement, safe beside other processes."""

from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from core.ground.world import Turn


def add_new(turn: Turn, row: SQLModel) -> bool:
    """Write a row; false, and nothing written, where a unique key of it exists already."""
    table = type(row)
    values = {name: getattr(row, name) for name in table.model_fields}
    connection = turn.db.connection()
    statement = insertion(table, connection.dialect.name)
    return connection.execute(statement, values).first() is not None


@cache
def insertion(table: type[SQLModel], dialect: str) -> Any:
    """The statement for a table, built once: it gives the key back when it did insert."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    mapped = inspect(table)
    return insert(mapped.local_table).on_conflict_do_nothing().returning(mapped.primary_key[0])
