"""Work in order for each person or chat, side by side for different ones."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Job = Callable[[], Coroutine[Any, Any, None]]


class Lanes:
    """One queue a key; the next of a key starts when the one before has ended.

    Of all keys `most` are worked at once, so that whoever sends a hundred holds one place only.
    """

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._jobs: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: str, job: Job) -> None:
        """Let this job be done after all that was put for the key before; does not wait for it."""
        if key in self._jobs:
            self._jobs[key].append(job)
            return
        self._jobs[key] = deque([job])
        task = asyncio.create_task(self._work(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def waiting(self) -> int:
        """How many jobs have not ended yet."""
        return sum(map(len, self._jobs.values()))

    async def _work(self, key: str) -> None:
        """Do the jobs of one key, one after the other, until none is left."""
        jobs = self._jobs[key]
        try:
            while jobs:
                async with self._free:
                    await self._do(jobs[0])
                jobs.popleft()
        finally:
            del self._jobs[key]

    async def _do(self, job: Job) -> None:
        try:
            await job()
        except Exception:
            log.exception("A job ended badly")

    async def empty(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def cancel(self) -> None:
        """Leave every job that has not ended; the store knows of what they were to do."""
        for task in self._tasks:
            task.cancel()
