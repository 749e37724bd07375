"""The mailbox read and worked: kept raw before anything else, moved only after the commit."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import asdict, replace
from functools import partial

from core.claims.moves import Actor, note
from core.desk.receive import receive
from core.ground import stopping
from core.ground.database.store import is_away
from core.ground.effects import Effects, Outcome
from core.ground.errors import Trouble
from core.ground.leases import names
from core.ground.leases.ownership import Ownership
from core.ground.leases.while_owner import still_owner, while_owner
from core.ground.logs import Redaction
from core.ground.rows import inbox
from core.ground.tables import Bookmark
from core.ground.watched import committed, troubles
from core.ground.watched.about import about, input_name
from core.ground.world import Turn, World, runs_again
from core.support import poisoned
from core.support.returned_mail.bounces import arrived, bounced
from core.support.returned_mail.complaints import complained
from mail.parsing.measure import without_files
from mail.read import SOURCE, MailReading, content_hash, read
from mail.screening.brake import too_many
from mail.screening.unreadable_sender import writer
from mail.servers.imap_types import RawMail
from mail.servers.mailbox import Mailbox
from mail.servers.server import trusted

log = logging.getLogger(__name__)

IMAP = "imap"  # by which watchers know that the mailbox cannot be read
AGAIN = 20.0  # seconds until the next try where reading broke off
AHEAD, TOGETHER = 20, 10  # mails fetched before their turn, and moved away in one command
HELD = 32 * 1024 * 1024  # bytes of them


def receive_mail(world: World, raw: bytes, *, cut: bool = False) -> Effects:
    """Work one raw mail, as the running door and `cocarde receive mail` do; gives what it caused.

    `cut`: only its beginning was fetched, as it is too large.
    """
    source_id = content_hash(raw)
    inbox.keep(world, SOURCE, source_id, raw)
    reading = read(world, raw, source_id, cut=cut)
    incoming = reading.incoming
    if incoming is None:
        return settle(world, source_id, reading)
    if incoming.files:  # what is kept of them stands with the claim, without what they tell beside
        incoming = replace(incoming, slim=without_files(raw))
    effects = too_many(world, incoming) or receive(world, incoming)
    effects.new_text = incoming.text
    effects.authentication = dict(reading.authentication)
    effects.reading = [asdict(line) for line in reading.reply.lines] if reading.reply else []
    return effects


@runs_again
def settle(world: World, source_id: str, reading: MailReading) -> Effects:
    """A mail that nobody answers: a bounce or an absence is noted, a poisoned one told to staff."""
    with world.turn() as turn:
        if not inbox.first_time(turn, SOURCE, source_id):
            turn.effects.conclude(Outcome.DUPLICATE, "this mail was worked before")
            return turn.effects
        turn.effects.conclude(reading.outcome, reading.why)
        turn.effects.authentication = dict(reading.authentication)
        if reading.bounce is not None:
            found = reading.bounce
            bounced(
                turn, found.row, reading.why, hard=found.hard, final=found.final, ours=found.ours
            )
        if reading.arrived is not None:
            arrived(turn, reading.row, reading.arrived)
            inbox.make_slim(turn, SOURCE, source_id, b"")
        if reading.outcome is Outcome.COMPLAINT:
            complained(turn, reading.row)
        if reading.claim is not None:
            note(turn, reading.claim, reading.why, Actor(door=SOURCE))
        label(turn, source_id, reading)
    committed.worked(SOURCE, turn.effects)
    return turn.effects


def label(turn: Turn, source_id: str, reading: MailReading) -> None:
    """What became of it, for staff; an unreadable one is kept to look at, never tried again."""
    row = inbox.find(turn, SOURCE, source_id)
    if row is None:
        return
    row.outcome, row.why = reading.outcome, reading.why[: inbox.LONGEST]
    if reading.outcome is Outcome.QUARANTINED:
        row.state, row.person_id = inbox.QUARANTINED, writer(turn, row.raw)
        poisoned(turn, source_id, reading.why)
    turn.db.add(row)


async def run(world: World, stop: asyncio.Event) -> None:
    """Read the mailbox until told to stop; of several processes one reads at a time. Raises
    `Trouble` where only a change of the settings can help."""
    owner = Ownership(world, names.MAILBOX)
    while not stop.is_set():
        try:
            await while_owner(owner, stop, partial(read_alone, world, owner))
        except Trouble:
            raise
        except Exception:
            log.exception("The mailbox could not be worked; trying again.")
            await stopping.pause(stop, AGAIN)


async def read_alone(world: World, owner: Ownership, over: asyncio.Event) -> None:
    """Work what was left by whoever read before, then the mailbox, until it is over."""
    await asyncio.to_thread(work_waiting, world)
    await read_letters(world, owner, over)


def work_waiting(world: World) -> None:
    """What was kept but not worked when the process ended."""
    for row in inbox.waiting(world, SOURCE):
        work(world, row.raw)


async def read_letters(world: World, owner: Ownership, over: asyncio.Event) -> None:
    """Work the mails in order; the next are fetched and the last put away meanwhile."""
    marks, tls = StoredBookmark(world, owner), trusted(world.settings)
    stands = partial(note_trouble, world)
    box = Mailbox(world.settings.imap_url, marks, notice=log.warning, stands=stands, tls=tls)
    fetched: asyncio.Queue[RawMail | None] = asyncio.Queue(AHEAD)
    fetching = asyncio.create_task(fetch(box, over, fetched))
    tidying: asyncio.Task[None] | None = None
    try:
        while letters := await next_letters(fetched):
            outcomes = await asyncio.to_thread(work_all, world, letters)
            for _ in letters:
                fetched.task_done()
            if tidying is not None:
                await tidying
            tidying = asyncio.create_task(put_away(owner, box, letters, outcomes))
            if fetched.empty():
                await tidying
    finally:
        if tidying is not None:
            await tidying
        troubles.over(IMAP)
        fetching.cancel()
        await asyncio.gather(fetching, return_exceptions=True)


def note_trouble(world: World, error: str) -> None:
    """Tell watchers whether the mailbox can be read; an empty error says that it can."""
    if error:
        troubles.tell(IMAP, Redaction(world.settings)(error), world.now())
    else:
        troubles.over(IMAP)


async def fetch(box: Mailbox, over: asyncio.Event, fetched: asyncio.Queue[RawMail | None]) -> None:
    """The letters of the mailbox into the queue; none as the last, whatever ended it.

    Where large ones wait, no more are fetched until those are worked.
    """
    held = 0
    try:
        async with aclosing(box.letters(over)) as letters:
            async for letter in letters:
                await fetched.put(letter)
                held += len(letter.raw)
                if held > HELD:
                    await fetched.join()
                    held = 0
    finally:
        await fetched.put(None)


async def next_letters(fetched: asyncio.Queue[RawMail | None]) -> list[RawMail]:
    """Those that wait, at least one and at most a handful; none at the end."""
    letters: list[RawMail] = []
    while not letters or (len(letters) < TOGETHER and not fetched.empty()):
        letter = await fetched.get()
        if letter is None:
            fetched.put_nowait(None)
            break
        letters.append(letter)
    return letters


async def put_away(
    owner: Ownership,
    box: Mailbox,
    letters: Sequence[RawMail],
    outcomes: Sequence[Outcome | None],
) -> None:
    """Move the worked mails; one that failed is offered again, until it is set aside. Where another
    process reads by now, all is left to it."""
    if not await still_owner(owner):
        return
    done: list[RawMail] = []
    aside: list[RawMail] = []
    for letter, outcome in zip(letters, outcomes, strict=True):
        if outcome is None:
            box.put_back(letter)
        else:
            (aside if outcome is Outcome.QUARANTINED else done).append(letter)
    if done:
        await box.done(*done)
    if aside:
        await box.set_aside(*aside)


def work_all(world: World, letters: Sequence[RawMail]) -> list[Outcome | None]:
    return [work(world, letter.raw, cut=letter.truncated) for letter in letters]


def work(world: World, raw: bytes, *, cut: bool = False) -> Outcome | None:
    """What became of a mail; none when it has to be tried again."""
    source_id = content_hash(raw)
    with about(input=input_name(SOURCE, source_id)):
        try:
            return receive_mail(world, raw, cut=cut).outcome
        except Exception as error:
            log.exception("A mail could not be worked.")
            return None if is_away(error) else struck(world, source_id)


def struck(world: World, source_id: str) -> Outcome | None:
    """Three failures set a mail aside; while the store is away nothing is counted."""
    why = "could not be worked"
    try:
        if not inbox.strike(world, SOURCE, source_id, why):
            return None
        with world.turn() as turn:
            row = inbox.find(turn, SOURCE, source_id)
            if row is not None:
                row.person_id = writer(turn, row.raw)
                turn.db.add(row)
            poisoned(turn, source_id, why)
    except Exception:
        log.exception("The store does not answer.")
        return None
    log.error("Mail %s failed three times and is set aside; it is kept.", source_id[:12])
    return Outcome.QUARANTINED


class StoredBookmark:
    """The place reached in each mailbox, as a row of the store; only who reads alone moves it."""

    def __init__(self, world: World, owner: Ownership) -> None:
        self._world, self._owner = world, owner

    def get(self, account: str) -> tuple[int, int] | None:
        """The UIDVALIDITY and the last UID worked, from the store; None before the first start."""
        with self._world.glance() as turn:
            mark = turn.db.get(Bookmark, f"imap:{account}")
        if mark is None:
            return None
        uidvalidity, last_uid = map(int, mark.value.split())
        return uidvalidity, last_uid

    def set(self, account: str, uidvalidity: int, last_uid: int) -> None:
        """Write down UIDVALIDITY and the last UID worked, in a turn of its own; nothing where
        another process reads by now, which has a place of its own."""
        with self._world.turn() as turn:
            if self._owner.lost(turn):
                return
            mark = turn.db.get(Bookmark, f"imap:{account}") or Bookmark(
                name=f"imap:{account}", value=""
            )
            mark.value = f"{uidvalidity} {last_uid}"
            turn.db.add(mark)
