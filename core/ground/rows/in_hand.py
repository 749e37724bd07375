"""Rows in the hands of this process: leased for a short while, and again as long as it lives.

So what a killed process had in hand is free within a minute, and what a slow server is still being
given is not taken by anybody else. Time in hand is measured by a clock that nobody sets.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import update
from sqlmodel import col

from core.ground.database.store import Store
from core.ground.stopping import pause
from core.ground.tables import Outbox, Timer
from core.ground.world import World

LEASE = timedelta(seconds=20)
REFRESHED = 5.0  # seconds between two refreshes
LONGEST = 180.0  # seconds in hand after which a row is let go, whatever became of it

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Hands:
    """What a process has taken: row → when it was taken, and until when it is ours for certain."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    since: dict[UUID, float] = field(default_factory=dict)
    sure: dict[UUID, float] = field(default_factory=dict)

    def take(self, ids: Iterable[UUID]) -> None:
        """Have these in hand from now on."""
        now = time.monotonic()
        with self.lock:
            for each in ids:
                self.since[each], self.sure[each] = now, now + LEASE.total_seconds()

    def drop(self, ids: Iterable[UUID]) -> None:
        """Be done with these; nothing happens for those that are not in hand."""
        with self.lock:
            for each in ids:
                self.since.pop(each, None)
                self.sure.pop(each, None)

    def ids(self) -> list[UUID]:
        """What is in hand, but for what was for too long: that is dropped."""
        now = time.monotonic()
        old = [each for each, since in list(self.since.items()) if now - since > LONGEST]
        self.drop(old)
        return list(self.since)


_HANDS: WeakKeyDictionary[Store, Hands] = WeakKeyDictionary()


def hands(world: World) -> Hands:
    """The hands of this process in a store."""
    return _HANDS.setdefault(world.store, Hands())


def take(world: World, ids: Iterable[UUID]) -> None:
    """Have these rows in hand: nobody else gets them while this process refreshes their leases,
    and it does not take them a second time itself."""
    hands(world).take(ids)


def drop(world: World, ids: Iterable[UUID]) -> None:
    """Be done with these rows."""
    hands(world).drop(ids)


def ids(world: World) -> list[UUID]:
    """The rows that this process has in hand."""
    return hands(world).ids()


def is_ours(world: World, row_id: UUID, seconds: float = 0.0) -> bool:
    """Whether a row is in hand, and nobody else can take it for so many seconds to come: not after
    a pause longer than its lease. One that is not is dropped."""
    if time.monotonic() + seconds < hands(world).sure.get(row_id, 0.0):
        return True
    drop(world, [row_id])
    return False


def refresh(world: World) -> None:
    """Lease again what is in hand; what is done with, or waits for longer, stays as it is."""
    held = ids(world)
    if not held:
        return
    begun = time.monotonic()
    with world.turn() as turn:
        until = turn.at + LEASE
        sent = update(Outbox).where(col(Outbox.id).in_(held), col(Outbox.state) == "waiting")
        turn.db.exec(sent.where(col(Outbox.due_at) < until).values(due_at=until))
        timer = update(Timer).where(col(Timer.id).in_(held), col(Timer.done_at).is_(None))
        turn.db.exec(timer.where(col(Timer.due_at) < until).values(due_at=until))
    renew(hands(world), held, begun + LEASE.total_seconds())


def renew(ours: Hands, held: Collection[UUID], until: float) -> None:
    """Count on the rows that are still in hand until this moment."""
    with ours.lock:
        for each in held:
            if each in ours.sure:
                ours.sure[each] = until


async def keep(world: World, stop: asyncio.Event) -> None:
    """Refresh the leases of what is in hand until told to stop; while the store is away they run
    out."""
    while not stop.is_set():
        await pause(stop, REFRESHED)
        try:
            await asyncio.to_thread(refresh, world)
        except Exception as error:
            log.warning("What is in hand could not be leased again: %s", type(error).__name__)
