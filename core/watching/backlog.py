"""What is due and not taken: messages of each door, and timers. Each look reads one index entry."""

from datetime import datetime, timedelta

from sqlalchemy import func, text
from sqlmodel import col, select

from core.ground.rows.outbox import WAITING
from core.ground.rows.timers import FIRST
from core.ground.tables import Outbox, Timer
from core.ground.world import Turn

LATE = timedelta(minutes=2)  # a door takes what is due within a second


def doors(turn: Turn) -> list[str]:
    """The doors for which messages wait, one index entry each."""
    found: list[str] = []
    while True:
        query = select(Outbox.door).where(Outbox.state == WAITING)
        query = query.where(col(Outbox.door) > (found[-1] if found else ""))
        door = turn.db.exec(query.order_by(col(Outbox.door)).limit(1)).first()
        if door is None:
            return found
        found.append(door)


def untaken(turn: Turn) -> list[tuple[str, datetime]]:
    """The doors whose messages nobody takes though they are due, and since when; a campaign, which
    waits for its pace, does not count."""
    found = []
    for door in doors(turn):
        query = select(func.min(col(Outbox.due_at))).where(Outbox.state == WAITING)
        query = query.where(Outbox.door == door, col(Outbox.bulk).is_(False))
        due = turn.db.exec(query).one()
        if due is not None and turn.at - due > LATE:
            found.append((door, due))
    return found


def oldest(turn: Turn) -> datetime | None:
    """Since when the oldest message not yet delivered waits; None where none does. What is of a
    campaign counts from when it was due."""
    found: list[datetime | None] = []
    for door in doors(turn):
        waiting = select(func.min(col(Outbox.created_at))).where(Outbox.door == door)
        answers = text("state = 'waiting' AND NOT bulk")  # as the index has it
        found.append(turn.db.exec(waiting.where(answers)).one())
        bulk = select(func.min(col(Outbox.due_at))).where(Outbox.state == WAITING)
        bulk = bulk.where(Outbox.door == door, col(Outbox.bulk).is_(True), Outbox.due_at <= turn.at)
        found.append(turn.db.exec(bulk).one())
    return min(filter(None, found), default=None)


def oldest_timer(turn: Turn) -> datetime | None:
    """When the first of the timers that are not done was due; None where none is."""
    query = select(func.min(col(Timer.due_at))).where(col(Timer.done_at).is_(None), FIRST)
    return turn.db.exec(query.where(Timer.due_at <= turn.at)).one()
