"""The cases of the staff: how many wait, and how long people wait for a first answer."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import case, func
from sqlmodel import col, select

from core.ground.tables import Case, Entry
from core.ground.world import Turn
from core.programmes.period import Period
from core.support import CaseState
from core.support.case_log import EntryKind


@dataclass(frozen=True, slots=True)
class Helped:
    """`open` and `overdue` are now; `opened` and `answered` of those that the period brought."""

    open: int
    overdue: int
    opened: int
    answered: int
    first_answer: timedelta | None


def helped(turn: Turn, period: Period) -> Helped:
    """The figures of the cases: those of now, and those of the period with the median wait for a
    first answer, None where none was answered."""
    waits = first_answers(turn, period)
    return Helped(
        *open_now(turn, period),
        opened(turn, period),
        len(waits),
        timedelta(seconds=median(waits)) if waits else None,
    )


def open_now(turn: Turn, period: Period) -> tuple[int, int]:
    """How many cases wait for the staff, and how many of them are late."""
    late = func.sum(case((col(Case.due_at) < turn.at, 1), else_=0))
    query = select(func.count(), late).select_from(Case)
    query = query.where(Case.state == CaseState.OPEN, period.concerns(Case.programme))
    count, overdue = turn.db.exec(query).one()
    return count, overdue or 0


def opened(turn: Turn, period: Period) -> int:
    query = select(func.count()).select_from(Case)
    query = query.where(period.holds(Case.opened_at), period.concerns(Case.programme))
    return turn.db.exec(query).one()


def first_answers(turn: Turn, period: Period) -> list[float]:
    """How many seconds each case of the period that got an answer waited for its first."""
    answered = select(func.min(col(Entry.at))).where(
        Entry.case_id == Case.id, Entry.kind == EntryKind.ANSWERED
    )
    query = select(Case.opened_at, answered.scalar_subquery())
    query = query.where(period.holds(Case.opened_at), period.concerns(Case.programme))
    return [(at - begun).total_seconds() for begun, at in turn.db.exec(query) if at is not None]
