"""The door running: updates fetched or pushed, what is due sent, until it is told to stop."""

import asyncio
import json
import logging
from contextlib import suppress
from functools import partial

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from telegram.error import InvalidToken, TelegramError

from bot import command_menu
from bot.api.connection import Connection, is_pushed_to, open_line, token_trouble
from bot.deliver import deliver
from bot.read import DOOR, SOURCE
from bot.updates import webhook
from bot.updates.polling import poll
from bot.updates.worker import hear
from core.claims.sending import BOT_NAME
from core.ground.errors import Trouble
from core.ground.leases.while_owner import while_owner
from core.ground.rows import inbox, outbox
from core.ground.stopping import pause
from core.ground.tables import Bookmark, Outbox
from core.ground.world import World, runs_again

log = logging.getLogger(__name__)

ROUND = 1.0  # seconds between two looks at what other doors have put for us
CROWD = 60  # messages in the queues above which no more are taken
MENUS = 3600.0  # seconds between two looks at who sees which commands
LAST_WORDS = 10.0  # seconds that work under way gets at the end
LONGEST_PAUSE = 30.0


async def run(world: World, stop: asyncio.Event) -> None:
    """Run the door; returns when `stop` is set. Raises `Trouble` when the operator must act."""
    async with open_line(world) as line:
        if not await greet(line, stop):
            return
        webhook.LINES[world.store] = line
        try:
            await while_owner(line.owner, stop, partial(talk_alone, line))
        except* Trouble as troubles:
            raise troubles.exceptions[0] from None
        finally:
            webhook.LINES.pop(world.store, None)
            await last_words(line)


async def talk_alone(line: Connection, over: asyncio.Event) -> None:
    """What one process does at a time: take up what was left, send what is due at Telegram's pace,
    and poll, unless updates are pushed."""
    await recover(line)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(send_what_is_due(line, over))
        tasks.create_task(keep_menus(line, over))
        if not is_pushed_to(line.world.settings):
            tasks.create_task(poll(line, over))


async def greet(line: Connection, stop: asyncio.Event) -> bool:
    """Meet Telegram, as soon as it answers; false when the door stops before."""
    wait = 1.0
    while not stop.is_set():
        try:
            me = await line.bot.get_me()
            await webhook.settle(line)
        except InvalidToken as error:
            raise token_trouble() from error
        except TelegramError as error:
            log.warning("Telegram does not answer: %s", error)
            await pause(stop, wait)
            wait = min(wait * 2, LONGEST_PAUSE)
        else:
            await line.core(write_name, line.world, me.username or "")
            log.info("Bot @%s is here", me.username)
            return True
    return False


@runs_again
def write_name(world: World, username: str) -> None:
    """The name that deep links in letters lead to."""
    with world.turn() as turn:
        turn.db.merge(Bookmark(name=BOT_NAME, value=username))


async def recover(line: Connection) -> None:
    """Updates kept before a kill but not worked come first, and messages taken but not sent."""
    await line.receipts.written()  # what we sent while the store was away is not sent again
    await line.core(let_go, line.world)
    for row in await line.core(inbox.waiting, line.world, SOURCE):
        hear(line, json.loads(row.raw))


@runs_again
def let_go(world: World) -> None:
    """Messages that the owner before us had taken are due at once, not when their lease is over: it
    has ended, or sends nothing any more without asking whether it is still the owner.

    Not where updates are pushed: their answers are sent by whoever got them.
    """
    if is_pushed_to(world.settings) and not world.store.on_sqlite:
        return
    with world.turn() as turn:
        turn.db.exec(
            update(Outbox)
            .where(col(Outbox.door) == DOOR, col(Outbox.state) == outbox.WAITING)
            .where(col(Outbox.attempts) == 0, col(Outbox.due_at) > turn.at)
            .values(due_at=turn.at)
        )


async def send_what_is_due(line: Connection, stop: asyncio.Event) -> None:
    """What other doors and timers put for us; answers to updates are sent without waiting."""
    while not stop.is_set():
        taken = 0
        try:
            taken = await deliver(line) if line.chats.waiting < CROWD else 0
        except SQLAlchemyError:
            log.exception("The outbox cannot be read")
        if not taken:
            await pause(stop, ROUND)


async def keep_menus(line: Connection, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await command_menu.settle(line)
        except TelegramError as error:
            log.warning("The menus could not be settled: %s", error)
        await pause(stop, MENUS)


async def last_words(line: Connection) -> None:
    """What is under way may end; the rest is in the store for the next start."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            await line.people.empty()
            await line.presses.empty()
            await line.badges.empty()
            await line.chats.empty()
            await line.receipts.written()
