"""Who alone may do something: one row a name, refreshed by its holder, taken over when that stops.

No clock of another machine is believed: whoever waits measures on its own how long the row has not
changed, and its holder measures how long ago it was refreshed.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import col, select

from core.ground.leases.processes import is_gone, this_process
from core.ground.rows.insert import add_new
from core.ground.tables import Lease
from core.ground.world import Turn, World, runs_again

# Seconds: a lease that was not refreshed for LIFE may be taken; its holder counts on it no longer
# than SURE, refreshes it at REFRESHED, and others look at it each LOOKS.
LIFE, SURE, REFRESHED, LOOKS = 9.0, 6.0, 2.5, 1.0

log = logging.getLogger(__name__)


def ticks() -> float:
    """Seconds on a clock that nobody sets and that goes on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(slots=True)
class Ownership:
    """What one process knows of a lease: that it holds it, or how long it has watched another's."""

    world: World
    name: str
    holder: str = field(default_factory=this_process)
    clock: Callable[[], float] = ticks
    gone: Callable[[str], bool] = is_gone
    term: int = 0  # how often it was taken: what one term had in hand the next may have let go
    _sure_until: float = 0.0
    _seen: tuple[str, datetime] | None = None
    _since: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether the lease is still ours for certain, without asking the store: not after a pause
        in which somebody else may have taken it."""
        return self.clock() < self._sure_until

    def take(self) -> bool:
        """Take the lease, or refresh it; false while another holds it. In a thread: it asks the
        store."""
        begun = self.clock()
        counted = self.sure
        if not self._taken(begun):
            self._sure_until = 0.0
            return False
        if not counted:
            self.term += 1
        self._sure_until = begun + SURE
        return True

    def drop(self) -> None:
        """Give the lease back, so that the next one can take it at once."""
        self._sure_until = 0.0
        give_back(self.world, self.name, self.holder)

    def lost(self, turn: Turn) -> bool:
        """Whether another holds the lease, as this transaction sees it and until it ends."""
        query = select(Lease).where(Lease.name == self.name).with_for_update()
        lease = turn.db.exec(query).first()
        return lease is None or lease.holder != self.holder

    def _taken(self, begun: float) -> bool:
        held = look(self.world, self.name)
        if held is not None and held[0] != self.holder:
            if held != self._seen:
                self._seen, self._since = held, begun
            if begun - self._since < LIFE and not self.gone(held[0]):
                return False
            log.info("The lease %s is taken over from %s", self.name, held[0])
        return put(self.world, self.name, self.holder, held)


def look(world: World, name: str) -> tuple[str, datetime] | None:
    """Who holds a lease, and until when as that one's clock has it; None for nobody."""
    with world.glance() as turn:
        lease = turn.db.get(Lease, name)
        return (lease.holder, lease.until) if lease else None


@runs_again
def put(world: World, name: str, holder: str, before: tuple[str, datetime] | None) -> bool:
    """Write down a holder, if the lease still is as it was seen before; of several who try only one
    is told true."""
    with world.turn() as turn:
        until = turn.at + timedelta(seconds=LIFE)
        if before is None:
            return add_new(turn, Lease(name=name, holder=holder, until=until))
        unchanged: ColumnElement[bool] = col(Lease.holder) == before[0]
        if before[0] != holder:
            unchanged &= col(Lease.until) == before[1]
        taken = update(Lease).where(col(Lease.name) == name, unchanged)
        done = turn.db.connection().execute(taken.values(holder=holder, until=until))
        return done.rowcount == 1


@runs_again
def give_back(world: World, name: str, holder: str) -> None:
    """Delete a lease, if this is who holds it."""
    with world.turn() as turn:
        turn.db.exec(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))
