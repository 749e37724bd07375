"""Waiting on conditions, for threads and for event loops alike."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rung after each change; those who wait look again whether their condition holds."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._condition = threading.Condition(lock)
        self._sleepers: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def ring(self) -> None:
        """Wake every sleeper, whichever thread or event loop it sleeps in."""
        with self._lock:
            sleepers, self._sleepers = self._sleepers, []
            self._condition.notify_all()
        for loop, sleeper in sleepers:
            with suppress(RuntimeError):  # that event loop is closed: nobody sleeps there any more
                loop.call_soon_threadsafe(_wake, sleeper)

    async def until(self, found: Callable[[], Found | None], seconds: float) -> Found | None:
        """What ``found`` gives once it gives something; None after so many seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            with self._lock:
                value = found()
                if value is not None or loop.time() >= end:
                    return value
                sleeper = loop.create_future()
                self._sleepers.append((loop, sleeper))
            with suppress(TimeoutError):
                async with asyncio.timeout_at(end):
                    await sleeper

    def block_until(self, found: Callable[[], Found | None], seconds: float) -> Found | None:
        """The same for a plain thread."""
        end = time.monotonic() + seconds
        with self._lock:
            while (value := found()) is None and (left := end - time.monotonic()) > 0:
                self._condition.wait(left)
            return value


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)
