"""Each process says every ten seconds that it works, and writes down what it counted."""

import json
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, text
from sqlmodel import col, select

from core.ground.leases.processes import is_gone
from core.ground.rows.insert import into, put_all
from core.ground.tables import Running, Tally
from core.ground.watched import tallies, troubles
from core.ground.world import Turn, World, runs_again

EVERY = 10.0
SILENT = timedelta(seconds=60)  # after which a process counts as gone
FORGOTTEN = timedelta(days=1)
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class PartTrouble:
    """What a process cannot do: its last error, and since when."""

    what: str
    error: str
    since: datetime


def beat(world: World, holder: str, parts: Sequence[str]) -> None:
    """Say that this process works, and add to the tallies; what cannot be written is kept."""
    counted = tallies.take()
    try:
        write(world, holder, parts, counted)
    except Exception:
        tallies.put_back(counted)
        raise


@runs_again
def write(
    world: World, holder: str, parts: Sequence[str], counted: dict[tallies.TallyKey, float]
) -> None:
    """One beat in a turn of its own: the process, its troubles, its counts."""
    with world.turn() as turn:
        row = {
            "holder": holder,
            "host": f"{socket.gethostname()}/{os.getpid()}",
            "parts": ",".join(parts),
            "beat_at": turn.at,
            "clock_ahead": clock_ahead(turn),
            "troubles": written_troubles(),
        }
        put_all(turn, Running, [row], ("holder",))
        turn.db.exec(delete(Running).where(col(Running.beat_at) < turn.at - FORGOTTEN))
        add(turn, counted)


def add(turn: Turn, counted: dict[tallies.TallyKey, float]) -> None:
    """Add what was counted to the tallies of all processes, in one order for each of them."""
    dialect = turn.db.connection().dialect.name
    for (name, labels), more in sorted(counted.items()):
        insert = into(Tally, dialect).values(name=name, labels=labels, count=more)
        more_of_it = {"count": col(Tally.count) + insert.excluded.count}
        turn.db.exec(
            insert.on_conflict_do_update(index_elements=["name", "labels"], set_=more_of_it)
        )


@runs_again
def end(world: World, holder: str) -> None:
    """Say that this process stops in good order."""
    with world.turn() as turn:
        turn.db.exec(delete(Running).where(col(Running.holder) == holder))


def written_troubles() -> str:
    told = {what: [error, since.isoformat()] for what, (error, since) in troubles.now().items()}
    return json.dumps(told) if told else ""


def troubles_of(row: Running) -> list[PartTrouble]:
    """What a process said that it cannot do."""
    told = json.loads(row.troubles or "{}")
    return [
        PartTrouble(what, error, datetime.fromisoformat(since))
        for what, (error, since) in sorted(told.items())
    ]


def counted(turn: Turn, name: str, **labels: str) -> float:
    """How often something was counted by all processes, of the labels that are named."""
    rows = turn.db.exec(select(Tally).where(Tally.name == name))
    return sum(each.count for each in rows if labels.items() <= json.loads(each.labels).items())


def clock_ahead(turn: Turn) -> float:
    """How many seconds our clock is ahead of the database's; SQLite has none but ours: 0."""
    if turn.world.store.on_sqlite:
        return 0.0
    theirs = turn.db.connection().scalar(text("SELECT clock_timestamp()"))
    return 0.0 if theirs is None else (turn.at - theirs.astimezone(UTC)).total_seconds()


def living(turn: Turn) -> list[Running]:
    """The processes that said so in the last minute, whatever their own clocks show."""
    now = turn.at - timedelta(seconds=clock_ahead(turn))
    rows = turn.db.exec(select(Running).order_by(Running.holder))
    recent = [each for each in rows if true_beat(each) > now - SILENT]
    return [each for each in recent if not is_gone(each.holder)]


def true_beat(row: Running) -> datetime:
    """When a process said so, by the database's clock."""
    return row.beat_at - timedelta(seconds=row.clock_ahead)
