"""Rows whose key is one of many, looked up by that key on either engine."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, cast, func, select

from core.ground.world import Turn


def among(turn: Turn, column: Any, values: Collection[object]) -> Any:
    """The condition that a column has one of these values.

    PostgreSQL compares a long IN list value by value, as long as it has no statistics of a table
    that was just filled; the same list as rows is joined.
    """
    if turn.world.store.on_sqlite:
        return column.in_(values)
    rows = cast(list(values), ARRAY(column.type))
    return column.in_(select(func.unnest(rows)))
