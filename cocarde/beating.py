"""Telling watchers that this process works, and, where it runs the worker, looking at the
certificates of our servers now and then."""

import asyncio
import logging
from collections.abc import Sequence

from cocarde import server_certificates
from core.ground.leases.processes import this_process
from core.ground.stopping import pause
from core.ground.world import World
from core.watching import beating, certificates

log = logging.getLogger(__name__)


async def tell(world: World, parts: Sequence[str], stop: asyncio.Event) -> None:
    """Beat every ten seconds until told to stop; a store that is away is tried again."""
    holder = this_process()
    while not stop.is_set():
        try:
            await asyncio.to_thread(beating.beat, world, holder, parts)
            if beating.WORKER in parts:
                await asyncio.to_thread(look_at_certificates, world)
        except Exception:
            log.exception("Watchers could not be told that this process works; trying again.")
        await pause(stop, beating.EVERY)
    await asyncio.to_thread(beating.end, world, holder)


def look_at_certificates(world: World) -> None:
    """See until when they are valid, twice a day."""
    if certificates.due(world):
        certificates.write(world, server_certificates.look(world.settings))
