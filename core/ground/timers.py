"""Things due later, as rows. A timer looks at the state again before it acts."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select

from core.ground.tables import Timer
from core.ground.world import Turn, World

LEASE = timedelta(minutes=3)
LONGEST_WAIT = timedelta(hours=4)


def put(turn: Turn, kind: str, subject: str, due_at: datetime) -> None:
    """Set a timer, or move the one of this kind that the subject has."""
    query = select(Timer).where(Timer.kind == kind, Timer.subject == subject)
    timer = turn.db.exec(query).first()
    if timer is None:
        timer = Timer(id=turn.chance.uuid(), kind=kind, subject=subject, due_at=due_at)
    timer.due_at, timer.done_at, timer.attempts = due_at, None, 0
    turn.db.add(timer)
    turn.db.flush()


def drop(turn: Turn, kind: str, subject: str) -> None:
    """What the timer waited for has happened."""
    turn.db.exec(
        update(Timer)
        .where(col(Timer.kind) == kind, col(Timer.subject) == subject)
        .values(done_at=turn.at)
    )


def take(world: World, limit: int = 50) -> list[Timer]:
    """The timers that are due, leased to the caller for three minutes."""
    with world.turn() as turn:
        due = (
            select(col(Timer.id))
            .where(col(Timer.done_at).is_(None), Timer.due_at <= turn.at)
            .order_by(col(Timer.due_at), col(Timer.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(turn.db.exec(due))
        if not ids:
            return []
        timers = list(turn.db.exec(select(Timer).where(col(Timer.id).in_(ids))))
        timers.sort(key=lambda timer: (timer.due_at, timer.id))
        turn.db.exec(update(Timer).where(col(Timer.id).in_(ids)).values(due_at=turn.at + LEASE))
        return timers


def failed(world: World, timer: Timer, why: str) -> None:
    """It could not be done now: again later, with growing pauses."""
    wait = min(timedelta(seconds=30) * 2 ** min(timer.attempts, 12), LONGEST_WAIT)
    with world.turn() as turn:
        turn.db.exec(
            update(Timer)
            .where(col(Timer.id) == timer.id)
            .values(due_at=turn.at + wait, attempts=timer.attempts + 1, error=why)
        )
