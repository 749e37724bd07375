"""Fetching updates: in the store before they are confirmed, by one process at a time."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.api.connection import Connection, new_request, token_trouble
from bot.api.errors import seconds
from bot.read import DOOR, Update
from bot.updates.work_update import keep
from bot.updates.worker import hear
from core.ground.leases.while_owner import still_owner
from core.ground.logs import Redaction
from core.ground.stopping import pause, unless
from core.ground.watched import troubles

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
WAIT = 20  # seconds that Telegram holds a call without updates
FULL = 0.2  # seconds until we look again whether fewer are being worked
LONGEST_PAUSE = 30.0
# Seconds in which an update may be worked before it is kept without its effect.
BREATH = 0.05
CROWD = 2000  # updates being worked above which no more are fetched


@dataclass(slots=True)
class Poller:
    """Where polling stands: what to fetch next, and whether we have said what is wrong."""

    line: Connection
    offset: int = 0
    failures: int = 0


async def poll(line: Connection, over: asyncio.Event) -> None:
    """Fetch updates (Bot API: getUpdates), keep them and hand them over, until the lease is lost or
    the door stops."""
    poller = Poller(line)
    async with new_request() as request:
        while not over.is_set():
            try:
                if line.people.waiting >= CROWD:
                    await pause(over, FULL)
                elif await still_owner(line.owner):  # the call confirms what the one before gave
                    await unless(over, fetch(poller, request))
                else:
                    return
            except (TelegramError, SQLAlchemyError) as error:
                await pause(over, trouble(poller, error))


async def fetch(poller: Poller, request: HTTPXRequest) -> None:
    """One call of getUpdates. The next one confirms what this one gave, so by its end each update
    is in the store: raw with its effect, or raw alone where working it takes longer."""
    line = poller.line
    given = {"offset": poller.offset, "timeout": WAIT, "allowed_updates": json.dumps(ALLOWED)}
    # The raw JSON, so that an update of a shape not known here is kept like any other.
    url = f"{line.bot.base_url}/getUpdates?{urlencode(given)}"
    updates: Any = await request.post(url, read_timeout=WAIT + 10)
    recovered(poller)
    if not updates:
        return
    heard = {update["update_id"]: hear(line, update) for update in updates}
    await asyncio.wait(heard.values(), timeout=BREATH)
    slow: list[Update] = [each for each in updates if not ended_well(heard[each["update_id"]])]
    if slow:
        await line.core(keep, line.world, slow)
    poller.offset = max(heard) + 1


def ended_well(worked: asyncio.Future[bool]) -> bool:
    return worked.done() and worked.result()


def trouble(poller: Poller, error: Exception) -> float:
    """Say once what is wrong; the seconds to wait before the next try."""
    if isinstance(error, InvalidToken):
        raise token_trouble() from error
    poller.failures += 1
    troubles.tell(DOOR, Redaction(poller.line.world.settings)(str(error)), poller.line.world.now())
    if poller.failures == 1 and isinstance(error, Conflict):
        log.error("Another program fetches this bot's updates (409): stop it, or give it a bot.")
    elif poller.failures == 1:
        log.warning("No updates for now: %s", error)
    asked = seconds(error) if isinstance(error, TelegramError) else 0.0
    return max(asked, min(2.0 ** (poller.failures - 1), LONGEST_PAUSE))


def recovered(poller: Poller) -> None:
    if poller.failures:
        log.info("Updates come again after %s failed calls", poller.failures)
        troubles.over(DOOR)
    poller.failures = 0
