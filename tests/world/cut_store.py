"""A store that goes away in the middle: every statement of a piece of work can be the last."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


class Cut(Exception):
    """The store went away in the middle."""


@contextmanager
def failing_at(statement: int) -> Iterator[None]:
    """The statement of that number, from 1, does not come through."""
    numbers = count(1)

    def watch(*_: Any) -> None:
        if next(numbers) == statement:
            raise Cut

    event.listen(Engine, "before_cursor_execute", watch)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", watch)
