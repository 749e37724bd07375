"""The outbox of this door: rows taken, written, sent; what fails is tried later."""

import asyncio
import logging
import re

from core.claims.bounces import bounced
from core.claims.people import MAIL
from core.ground import outbox
from core.ground.errors import CocardeError, DeliveryError
from core.ground.tables import Outbox
from core.ground.world import World
from mail.listen import rest
from mail.postman import Postman
from mail.write import Written, write

log = logging.getLogger(__name__)

ROUND = 0.5  # seconds between two looks at an empty outbox
WORKERS = 2
_NO_SUCH_ADDRESS = re.compile(r"\b5\.1\.(?:1|2|3|6|10)\b")


async def run(world: World, stop: asyncio.Event) -> None:
    """Send what is due until told to stop; a store or server that is away is tried again."""
    async with Postman(world.settings.smtp_url, workers=WORKERS) as postman:
        while not stop.is_set():
            try:
                sent = await deliver_due(world, postman)
            except Exception:
                log.exception("The outbox could not be read; trying again.")
                sent = 0
            if not sent:
                await rest(ROUND, stop)


async def deliver_due(world: World, postman: Postman) -> int:
    """Send the mails that are due now; how many were taken."""
    rows = await asyncio.to_thread(outbox.take, world, MAIL)
    by_reader: dict[str, list[Outbox]] = {}
    for row in rows:
        by_reader.setdefault(row.place, []).append(row)
    await asyncio.gather(*(in_order(world, postman, each) for each in by_reader.values()))
    return len(rows)


async def in_order(world: World, postman: Postman, rows: list[Outbox]) -> None:
    """One reader's mails one after the other: the confirmation comes before the badge."""
    for row in rows:
        await deliver_row(world, postman, row)


async def deliver_row(world: World, postman: Postman, row: Outbox) -> None:
    """Write and send one row, and note what became of it."""
    try:
        mail = await asyncio.to_thread(write, world, row)
        await postman.send(mail.raw, mail.sender, mail.to)
    except DeliveryError as error:
        await asyncio.to_thread(refused, world, row, error)
    except (CocardeError, ValueError) as error:
        log.error("Mail %s (%s) must wait: %s", row.id, row.kind, error)
        await asyncio.to_thread(outbox.failed, world, row, str(error), permanent=False)
    else:
        await asyncio.to_thread(taken, world, row, mail)


def taken(world: World, row: Outbox, mail: Written) -> None:
    outbox.sent(world, row, mail.message_id)


def refused(world: World, row: Outbox, error: DeliveryError) -> None:
    """Later, or never; an address that does not exist is left, as after a bounce."""
    log.warning("Mail %s (%s) was not taken: %s", row.id, row.kind, error)
    outbox.failed(world, row, str(error), permanent=error.permanent, wait=error.retry_after)
    if error.permanent and _NO_SUCH_ADDRESS.search(str(error)):
        with world.turn() as turn:
            bounced(turn, row.id, str(error), hard=True)
