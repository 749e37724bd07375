"""Writing down what Telegram has taken, message by message."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from core.ground.rows import in_hand, outbox
from core.ground.rows.outbox import Receipt
from core.ground.tables import Outbox
from core.ground.world import World

log = logging.getLogger(__name__)

# Messages that Telegram may have and the store does not know of: a kill repeats no more than these.
OUT = 3
HELD = 1.0  # seconds after which a slow message no longer keeps others waiting
AGAIN = 1.0  # seconds until a store that is away is tried again


class Receipts:
    """Receipts to write, as they come; `write` puts some of them into the store.

    What comes during one commit shares the next.
    """

    def __init__(self, write: Callable[[list[Receipt]], Awaitable[None]]) -> None:
        self._write = write
        self._coming: list[Receipt] = []
        self._task: asyncio.Task[None] | None = None
        self._places = asyncio.Semaphore(OUT)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """One of the few places for a message from before it is sent until it is written down.

        Given back early where sending is slow, so that one chat does not hold up the others.
        """
        await self._places.acquire()
        held = [self._places]

        def leave() -> None:
            if held:
                held.pop().release()

        late = asyncio.get_running_loop().call_later(HELD, leave)
        try:
            yield
        finally:
            late.cancel()
            leave()

    async def add(self, row: Outbox, number: str) -> None:
        """Note that the row was sent under this `message_id`; returns once that is written down, or
        after a second where the store is away."""
        self._coming.append(Receipt(row, number))
        with suppress(TimeoutError):
            async with asyncio.timeout(HELD):
                await self.written()

    async def written(self) -> None:
        """Wait until all receipts so far are in the store."""
        if self._coming and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._write_all())
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _write_all(self) -> None:
        """Write the receipts that have come, and those that come meanwhile; try again where the
        store is away."""
        while self._coming:
            batch, self._coming = self._coming, []
            try:
                await self._write(batch)
            except SQLAlchemyError:
                log.exception("%s receipts could not be written", len(batch))
                self._coming = batch + self._coming
                await asyncio.sleep(AGAIN)


def write_receipts(world: World, receipts: list[Receipt]) -> None:
    """Mark the rows as sent; they stay in our hands until that is done, however often it takes."""
    in_hand.take(world, [each.row.id for each in receipts])
    outbox.sent_together(world, receipts)
