"""What is wrong right now, each thing by its name: for `/readyz`, `/metrics` and who is called.

Only what keeps this process from serving pages puts it out of service. All else warns: while the
mail fails, badges are still there to be verified.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from core.ground.database.store import REVISION
from core.ground.world import Turn, World
from core.watching import backlog, beating, certificates, clocks, disk, holders
from core.watching.stuck import stuck


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something that is wrong: its name, whether pages cannot be served, and what is known."""

    name: str
    told: dict[str, Any] = field(default_factory=dict)
    out_of_service: bool = False


NAMES = (
    "schema", "door_failing", "outbox_late", "timers_late", "worker_missing", "lease_unheld",
    "part_failing", "clock_wrong", "disk_full", "certificate_ending",
)  # fmt: skip
A_WHILE = 60.0  # seconds for which anything may fail: a server is updated
STORE = "store"  # it does not answer: whoever looks finds that out


def conditions(world: World) -> list[Ailment]:
    """Everything that is wrong now. Raises `SQLAlchemyError` where the store does not answer."""
    with world.glance() as turn:
        return [each for look in LOOKS for each in look(turn)]


def schema(turn: Turn) -> Iterator[Ailment]:
    """The store is of another version than this program."""
    found = turn.db.connection().scalar(text("SELECT version_num FROM alembic_version"))
    if found != REVISION:
        yield Ailment("schema", {"store": found, "program": REVISION}, out_of_service=True)


def doors(turn: Turn) -> Iterator[Ailment]:
    """A door could not hand its messages over."""
    for each in stuck(turn):
        waited = (turn.at - each.since).total_seconds()
        told = {"door": each.door, "messages": each.messages, "seconds": max(0.0, waited)}
        yield Ailment("door_failing", {**told, "error": each.error})


def late(turn: Turn) -> Iterator[Ailment]:
    """Messages or timers are due, and nobody takes them."""
    for door, since in backlog.untaken(turn):
        seconds = (turn.at - since).total_seconds()
        yield Ailment("outbox_late", {"door": door, "seconds": seconds})
    since_then = backlog.oldest_timer(turn)
    if since_then is not None and turn.at - since_then > backlog.LATE:
        yield Ailment("timers_late", {"seconds": (turn.at - since_then).total_seconds()})


def processes(turn: Turn) -> Iterator[Ailment]:
    """No worker, a source that nobody reads, a part that says that it fails."""
    living = beating.living(turn)
    if not any(beating.WORKER in each.parts.split(",") for each in living):
        yield Ailment("worker_missing")
    for name in holders.unheld(turn):
        yield Ailment("lease_unheld", {"lease": name})
    for process in living:
        for trouble in beating.troubles_of(process):
            seconds = (turn.at - trouble.since).total_seconds()
            if seconds < A_WHILE:
                continue
            told = {"part": trouble.what, "process": process.host, "seconds": seconds}
            yield Ailment("part_failing", {**told, "error": trouble.error})


def clock(turn: Turn) -> Iterator[Ailment]:
    """Clocks disagree."""
    for process, seconds in clocks.wrong(turn):
        yield Ailment("clock_wrong", {"process": process, "seconds": round(seconds, 1)})


def disks(turn: Turn) -> Iterator[Ailment]:
    """A disk on which we write is nearly full."""
    for place, free in disk.nearly_full(turn.settings):
        yield Ailment("disk_full", {"place": place, "free_bytes": free})


def ending(turn: Turn) -> Iterator[Ailment]:
    """A certificate of ours ends soon, has ended, or could not be seen."""
    for row, left in certificates.ending(turn):
        days = None if left is None else round(left / timedelta(days=1), 1)
        told = {"place": row.place, "server": row.what, "days_left": days}
        yield Ailment("certificate_ending", {**told, "error": row.error})


LOOKS: tuple[Callable[[Turn], Iterator[Ailment]], ...] = (
    schema, doors, late, processes, clock, disks, ending,
)  # fmt: skip
