"""Work that one process alone does at a time: for as long as it holds a lease."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from core.ground.leases.ownership import LOOKS, REFRESHED, Ownership
from core.ground.stopping import pause

log = logging.getLogger(__name__)


async def while_owner(
    owner: Ownership, stop: asyncio.Event, act: Callable[[asyncio.Event], Awaitable[None]]
) -> None:
    """Whenever the lease is ours, do this until told to stop or until it is lost: then the event
    that `act` was given is set. What `act` raises is raised."""
    while not stop.is_set():
        if not await asked(owner):
            await pause(stop, LOOKS)
            continue
        over = asyncio.Event()
        keeper = asyncio.create_task(keep(owner, stop, over))
        try:
            await act(over)
        finally:
            over.set()
            await keeper
            await given_back(owner)


async def keep(owner: Ownership, stop: asyncio.Event, over: asyncio.Event) -> None:
    """Refresh the lease until told to stop, or until it is another's; say when it is over."""
    ends = [asyncio.create_task(each.wait()) for each in (stop, over)]
    try:
        while not stop.is_set() and not over.is_set():
            await asyncio.wait(ends, timeout=REFRESHED, return_when=asyncio.FIRST_COMPLETED)
            if not await asked(owner):
                return
    finally:
        over.set()
        for end in ends:
            end.cancel()


async def still_owner(owner: Ownership) -> bool:
    """Whether the lease is ours at this moment; the store is asked only where a pause makes it
    doubtful. Asked before anything is acknowledged."""
    return owner.sure or await asked(owner)


async def asked(owner: Ownership) -> bool:
    """Whether the lease is ours, taken or refreshed; while the store is away, as long as that is
    certain."""
    try:
        return await asyncio.to_thread(owner.take)
    except SQLAlchemyError as error:
        log.warning("The lease %s cannot be refreshed: %s", owner.name, type(error).__name__)
        return owner.sure


async def given_back(owner: Ownership) -> None:
    """Drop the lease; while the store is away it runs out by itself."""
    try:
        await asyncio.to_thread(owner.drop)
    except SQLAlchemyError:
        log.warning("The lease %s is left to run out", owner.name)
