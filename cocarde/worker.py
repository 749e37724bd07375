"""The worker: does what is due, once a second."""

import asyncio
import contextlib
import logging

from core.claims.due import due
from core.desk.proving.page import answer_waiting
from core.ground.world import World

EVERY = 1.0

log = logging.getLogger(__name__)


async def work(world: World, stop: asyncio.Event) -> None:
    """Until told to stop; a store that is away for a while is tried again."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(answer_waiting, world)
            await asyncio.to_thread(due, world)
        except Exception:
            log.exception("What is due could not be done; trying again.")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
