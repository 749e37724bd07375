"""Things due later, as rows. A timer looks at the state again before it acts."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, literal_column, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.ground.rows import in_hand
from core.ground.rows.in_hand import LEASE
from core.ground.rows.insert import put_all as overwrite
from core.ground.rows.lookup import among
from core.ground.tables import Timer
from core.ground.world import Turn, World, runs_again

BULK = "invite"  # a campaign has a hundred thousand of these: they are taken after all others
LONGEST_WAIT = timedelta(hours=4)
# as the index of these has it: SQLite compares the two texts
FIRST: ColumnElement[bool] = col(Timer.kind) != literal_column(f"'{BULK}'")


def put(turn: Turn, kind: str, subject: str, due_at: datetime) -> None:
    """Set a timer for this subject, or move the one of this kind that it has; `due_at` is aware."""
    query = select(Timer).where(Timer.kind == kind, Timer.subject == subject)
    timer = turn.db.exec(query).first()
    if timer is None:
        timer = Timer(id=turn.chance.uuid(), kind=kind, subject=subject, due_at=due_at)
    timer.due_at, timer.done_at, timer.attempts = due_at, None, 0
    turn.db.add(timer)
    turn.db.flush()


def drop(turn: Turn, kind: str, subject: str) -> None:
    """End the timer of this kind for this subject, as what it waited for has happened."""
    turn.db.exec(
        update(Timer)
        .where(col(Timer.kind) == kind, col(Timer.subject) == subject)
        .values(done_at=turn.at)
    )


def put_all(turn: Turn, kind: str, due: Mapping[str, datetime]) -> None:
    """Set or move the timers of many subjects at once."""
    rows = [
        {"id": turn.chance.uuid(), "kind": kind, "subject": subject, "due_at": due_at,
         "attempts": 0, "error": "", "done_at": None}
        for subject, due_at in due.items()
    ]  # fmt: skip
    overwrite(turn, Timer, rows, ("kind", "subject"))


def drop_all(turn: Turn, kind: str, subjects: Collection[str]) -> None:
    """End the timers of these subjects, as what they waited for has happened or will not."""
    if subjects:
        turn.db.exec(
            update(Timer)
            .where(col(Timer.kind) == kind, among(turn, col(Timer.subject), subjects))
            .where(col(Timer.done_at).is_(None))
            .values(done_at=turn.at)
            .execution_options(synchronize_session=False)
        )


@runs_again
def take(world: World, limit: int = 50) -> list[Timer]:
    """The timers that are due, but those of a campaign, leased to the caller and in its hands."""
    with world.turn() as turn:
        ids = list(turn.db.exec(due(turn, limit, FIRST)))
        if not ids:
            return []
        timers = list(turn.db.exec(select(Timer).where(col(Timer.id).in_(ids))))
        timers.sort(key=lambda timer: (timer.due_at, timer.id))
        turn.db.exec(update(Timer).where(col(Timer.id).in_(ids)).values(due_at=turn.at + LEASE))
    in_hand.take(world, ids)
    return timers


def take_kind(turn: Turn, kind: str, limit: int) -> list[str]:
    """The subjects whose timer of this kind is due; those are over when the turn ends well."""
    taken = (
        update(Timer)
        .where(col(Timer.id).in_(due(turn, limit, col(Timer.kind) == kind)))
        .values(done_at=turn.at)
        .returning(col(Timer.due_at), col(Timer.subject))
    )
    rows = sorted(map(tuple, turn.db.connection().execute(taken)))
    return [str(subject) for _, subject in rows]


def due(turn: Turn, limit: int, which: ColumnElement[bool]) -> SelectOfScalar[UUID]:
    """The query for the keys of the timers that are due, the oldest first."""
    return (
        select(col(Timer.id))
        .where(col(Timer.done_at).is_(None), Timer.due_at <= turn.at, which)
        .where(col(Timer.id).not_in(in_hand.ids(turn.world)))
        .order_by(col(Timer.due_at), col(Timer.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


@runs_again
def failed(world: World, timer: Timer, why: str) -> None:
    """Note that a timer's work could not be done: it comes due again later, with growing pauses."""
    wait = min(timedelta(seconds=30) * 2 ** min(timer.attempts, 12), LONGEST_WAIT)
    with world.turn() as turn:
        turn.db.exec(
            update(Timer)
            .where(col(Timer.id) == timer.id)
            .values(due_at=turn.at + wait, attempts=timer.attempts + 1, error=why)
        )
