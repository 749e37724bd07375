"""Waiting that ends when the door is told to stop."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Got = TypeVar("Got")


async def unless(stop: asyncio.Event, act: Coroutine[Any, Any, Got]) -> Got | None:
    """What `act` gives, or none when the door stops before; then `act` is left."""
    task, ending = asyncio.ensure_future(act), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, ending}, return_when=asyncio.FIRST_COMPLETED)
        return await task if task.done() else None
    finally:
        for each in (task, ending):
            each.cancel()
        await asyncio.wait({task, ending})


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until the door stops."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
