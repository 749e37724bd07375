"""Writing down what Telegram has taken: many messages in one transaction, behind the answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from core.ground import outbox
from core.ground.tables import Outbox
from core.ground.world import World, runs_again

log = logging.getLogger(__name__)

Receipt = tuple[Outbox, str]

# Seconds that receipts are gathered: a kill in between repeats these messages, it loses none.
GATHER = 0.05
AGAIN = 1.0  # seconds until a store that is away is tried again


class Receipts:
    """Receipts to write; `write` puts some of them into the store."""

    def __init__(self, write: Callable[[list[Receipt]], Awaitable[None]]) -> None:
        self._write = write
        self._coming: list[Receipt] = []
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(self, row: Outbox, number: str) -> None:
        """The row was sent under this number of Telegram."""
        self._coming.append((row, number))
        if self._task is None or self._task.done():
            self._hurry.clear()
            self._task = asyncio.create_task(self._write_all())

    async def written(self) -> None:
        """Wait until all receipts so far are in the store."""
        if self._task is not None:
            self._hurry.set()
            await asyncio.shield(self._task)

    async def _write_all(self) -> None:
        wait = GATHER
        while self._coming:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), wait)
            batch, self._coming = self._coming, []
            try:
                await self._write(batch)
            except SQLAlchemyError:
                log.exception("%s receipts could not be written", len(batch))
                self._coming, wait = batch + self._coming, AGAIN
                self._hurry.clear()


@runs_again
def write_receipts(world: World, receipts: list[Receipt]) -> None:
    """Mark the rows as sent."""
    with world.turn() as turn:
        for row, number in receipts:
            turn.db.exec(
                update(Outbox)
                .where(col(Outbox.id) == row.id)
                .values(state=outbox.SENT, sent_at=turn.at, remote_id=number, error="")
            )
