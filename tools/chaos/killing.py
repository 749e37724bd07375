"""A process that dies at a chosen moment: at the n-th statement or commit that it sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from core.ground.database.store import Store


class Killed(BaseException):
    """The end of a process by SIGKILL: no `except Exception` sees it, and nothing is committed
    after it."""


@dataclass(slots=True)
class Fuse:
    """Burns down with each statement and commit; `kept` hears of every commit that passed."""

    left: int
    kept: Callable[[], None]
    burnt: bool = False

    def burn(self, *_: Any) -> None:
        if self.left <= 0:
            self.burnt = True
            raise Killed
        self.left -= 1

    def commit(self, *_: Any) -> None:
        self.burn()
        self.kept()


def engines(store: Store) -> list[Engine]:
    return list({store._writer, store._reader})


@contextmanager
def dying(store: Store, after: int, kept: Callable[[], None]) -> Iterator[Fuse]:
    """Let the process die, within the block, once so many statements and commits have passed."""
    fuse = Fuse(after, kept)
    wired = [
        (engine, name, act)
        for engine in engines(store)
        for name, act in (("before_cursor_execute", fuse.burn), ("commit", fuse.commit))
    ]
    for engine, name, act in wired:
        event.listen(engine, name, act)
    try:
        yield fuse
    finally:
        for engine, name, act in wired:
            event.remove(engine, name, act)
