"""A call of the Bot API whose connection was cut is made again at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, TimedOut

PAUSES = (0.5, 1.0)  # seconds before a cut connection is tried again at once

Got = TypeVar("Got")


async def patiently(call: Callable[[], Awaitable[Got]]) -> Got:
    """Call again after a connection was cut; a timeout is not repeated here."""
    for pause in PAUSES:
        try:
            return await call()
        except (BadRequest, TimedOut):
            raise
        except NetworkError:
            await asyncio.sleep(pause)
    return await call()
