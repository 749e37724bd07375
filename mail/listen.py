"""The mailbox read and worked: kept raw before anything else, moved only after the commit."""

import asyncio
import logging
import os
import socket
from datetime import timedelta

from core.claims.bounces import bounced
from core.desk.receive import receive
from core.ground import inbox, leases
from core.ground.effects import Effects, Outcome
from core.ground.errors import Trouble
from core.ground.tables import Mark
from core.ground.world import Turn, World
from mail.imap_letter import Letter
from mail.mailbox import Mailbox
from mail.pace import too_many
from mail.read import SOURCE, Reading, content_hash, read
from mail.stops import stop_asked

log = logging.getLogger(__name__)

LEASE, LIFE, EVERY = "mail", timedelta(seconds=60), 20.0


def receive_mail(world: World, raw: bytes) -> Effects:
    """Work one raw mail; the way of the running door and of `cocarde receive mail`."""
    source_id = content_hash(raw)
    inbox.keep(world, SOURCE, source_id, raw)
    reading = read(world, raw)
    incoming = reading.incoming
    if incoming is None:
        return settle(world, source_id, reading)
    effects = stop_asked(world, incoming) or too_many(world, incoming) or receive(world, incoming)
    effects.new_text = incoming.text
    effects.authentication = dict(reading.authentication)
    return effects


def settle(world: World, source_id: str, reading: Reading) -> Effects:
    """A mail that nobody answers: a bounce is noted, anything else only remembered."""
    with world.turn() as turn:
        if not inbox.first_time(turn, SOURCE, source_id):
            turn.effects.told(Outcome.DUPLICATE, "this mail was worked before")
            return turn.effects
        turn.effects.told(reading.outcome, reading.why)
        turn.effects.authentication = dict(reading.authentication)
        if reading.bounce is not None:
            bounced(turn, reading.bounce.row, reading.why, hard=reading.bounce.hard)
        label(turn, source_id, reading.outcome)
    return turn.effects


def label(turn: Turn, source_id: str, outcome: Outcome) -> None:
    """What became of it, for staff; an unreadable one is kept to look at, never tried again."""
    row = inbox.find(turn, SOURCE, source_id)
    if row is not None:
        row.outcome = outcome
        row.state = inbox.QUARANTINED if outcome is Outcome.QUARANTINED else row.state
        turn.db.add(row)


async def run(world: World, stop: asyncio.Event) -> None:
    """Read the mailbox until told to stop; of several processes one reads at a time."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    while not stop.is_set():
        try:
            if await asyncio.to_thread(leases.take, world, LEASE, holder, LIFE):
                await read_while_held(world, stop, holder)
            else:
                await rest(EVERY, stop)
        except Trouble:
            raise
        except Exception:
            log.exception("The mailbox could not be worked; trying again.")
            await rest(EVERY, stop)


async def read_while_held(world: World, stop: asyncio.Event, holder: str) -> None:
    """Read until told to stop, or until another process has the lease."""
    over = asyncio.Event()
    keeper = asyncio.create_task(hold(world, stop, over, holder))
    try:
        await asyncio.to_thread(work_waiting, world)
        await read_letters(world, over)
    finally:
        over.set()
        await keeper
        await asyncio.to_thread(leases.drop, world, LEASE, holder)


async def hold(world: World, stop: asyncio.Event, over: asyncio.Event, holder: str) -> None:
    """Refresh the lease now and again; say when reading is over."""
    ends = [asyncio.create_task(each.wait()) for each in (stop, over)]
    try:
        while not stop.is_set() and not over.is_set():
            await asyncio.wait(ends, timeout=EVERY, return_when=asyncio.FIRST_COMPLETED)
            if not await asyncio.to_thread(leases.take, world, LEASE, holder, LIFE):
                return
    finally:
        over.set()
        for end in ends:
            end.cancel()


def work_waiting(world: World) -> None:
    """What was kept but not worked when the process ended."""
    for row in inbox.waiting(world, SOURCE):
        work(world, row.raw)


async def read_letters(world: World, over: asyncio.Event) -> None:
    box = Mailbox(world.settings.imap_url, StoredBookmark(world), notice=log.warning)
    async for letter in box.letters(over):
        outcome = await asyncio.to_thread(work, world, letter.raw)
        await put_away(box, letter, outcome)


async def put_away(box: Mailbox, letter: Letter, outcome: Outcome | None) -> None:
    """Move a worked mail; one that failed is offered again, until it is set aside."""
    if outcome is None:
        box.put_back(letter)
    elif outcome is Outcome.QUARANTINED:
        await box.set_aside(letter)
    else:
        await box.done(letter)


def work(world: World, raw: bytes) -> Outcome | None:
    """What became of a mail; none when it has to be tried again."""
    try:
        effects = receive_mail(world, raw)
    except Exception:
        log.exception("A mail could not be worked.")
        return struck(world, content_hash(raw))
    log.info("Mail: %s %s", effects.outcome, effects.why)
    return effects.outcome


def struck(world: World, source_id: str) -> Outcome | None:
    """Three failures set a mail aside; while the store is away nothing is counted."""
    try:
        if not inbox.strike(world, SOURCE, source_id, "could not be worked"):
            return None
    except Exception:
        log.exception("The store does not answer.")
        return None
    log.error("Mail %s failed three times and is set aside; it is kept.", source_id[:12])
    return Outcome.QUARANTINED


class StoredBookmark:
    """The place reached in each mailbox, as a row of the store."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get(self, account: str) -> tuple[int, int] | None:
        with self._world.glance() as turn:
            mark = turn.db.get(Mark, f"imap:{account}")
        if mark is None:
            return None
        uidvalidity, last_uid = map(int, mark.value.split())
        return uidvalidity, last_uid

    def set(self, account: str, uidvalidity: int, last_uid: int) -> None:
        with self._world.turn() as turn:
            mark = turn.db.get(Mark, f"imap:{account}") or Mark(name=f"imap:{account}", value="")
            mark.value = f"{uidvalidity} {last_uid}"
            turn.db.add(mark)


async def rest(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass
