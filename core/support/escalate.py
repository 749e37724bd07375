"""A case whose answer did not come in time: the managers are told, once for each time."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from core.claims import sending
from core.ground.rows import timers
from core.ground.tables import Case
from core.ground.world import Turn
from core.support import answer_due, assignees, cards, case_log
from core.support.case import CASE, CaseState
from core.support.case_log import EntryKind


def escalate(turn: Turn, case_id: str) -> None:
    """Tell the managers that a case waits too long. The timer of a case calls it; it does nothing
    where the answer came, or they know already."""
    case = turn.db.get(Case, UUID(case_id))
    if case is None or case.state != CaseState.OPEN or case.due_at is None:
        return
    if case.due_at > turn.at:
        timers.put(turn, CASE, case_id, case.due_at)
        return
    if not noted(turn, case):
        return
    case_log.add(turn, case, EntryKind.ESCALATED)
    for member in assignees.above(turn, case):
        locale = sending.locale_of(turn, member)
        until = answer_due.until(turn, case.programme, case.due_at, locale)
        cards.tell(turn, case, member, news=turn.say(locale, "case.late", until=until))
    cards.refresh(turn, case)


def noted(turn: Turn, case: Case) -> bool:
    """Whether this turn is the one that escalates it."""
    done = turn.db.exec(
        update(Case)
        .where(col(Case.id) == case.id, col(Case.state) == CaseState.OPEN)
        .where(col(Case.escalated_at).is_(None))
        .values(escalated_at=turn.at)
    )
    return bool(done.rowcount == 1)
