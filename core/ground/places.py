"""A place behind a door, and the parts of it: a group and its topics."""

from typing import Any

from sqlalchemy import ColumnElement, or_

PART = "#"  # between a place and a part of it, such as a group and one of its topics


def within(column: Any, place: str) -> ColumnElement[bool]:
    """The condition that a column names this place or a part of it."""
    return or_(column == place, column.startswith(f"{place}{PART}", autoescape=True))
