"""Somebody who approves unusually fast: the managers are told, once a day."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from core.ground.tables import Assignment, Person
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.reading.acts.kinds import ReviewVerdict
from core.support import CaseSubject, Occasion, open_case

HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
MOST = 30  # approvals within an hour
TIMES = 5  # so many times their own pace
FEW = 10  # fewer within an hour are no haste, however slow somebody is else
KNOWN = 5  # hours of work from which a pace can be told


def watch(turn: Turn, reviewer: Person, programme: str) -> None:
    """Open a case for the managers where this reviewer's last hour of approvals stands out; called
    at each approval."""
    lately = approvals(turn, reviewer, turn.at - HOUR)
    if len(lately) < FEW:
        return
    usual = pace(approvals(turn, reviewer, turn.at - MONTH, turn.at - HOUR))
    if len(lately) > MOST or (usual is not None and len(lately) >= TIMES * usual):
        open_case(turn, case_subject(turn, reviewer, programme, len(lately), usual))


def case_subject(
    turn: Turn, reviewer: Person, programme: str, lately: int, usual: float | None
) -> CaseSubject:
    """What the managers read; one for each reviewer and day."""
    zone = catalogue(turn.settings.programmes_folder)[programme].zone
    counts = {"who": reviewer.name, "count": str(lately), "usual": f"{usual or 0:.1f}"}
    word = "review.fast" if usual is None else "review.fast_usual"
    why = turn.say(turn.world.words.first, word, **counts)
    day = turn.at.astimezone(zone).date().isoformat()
    return CaseSubject(Occasion.FAST, f"{reviewer.id}:{day}", why, programme)


def approvals(
    turn: Turn, reviewer: Person, since: datetime, before: datetime | None = None
) -> list[datetime]:
    """When this reviewer approved, votes of a jury among them."""
    query = select(Assignment.said_at).where(Assignment.person_id == reviewer.id)
    query = query.where(
        Assignment.verdict == ReviewVerdict.APPROVE, col(Assignment.said_at) > since
    )
    if before is not None:
        query = query.where(col(Assignment.said_at) <= before)
    return [at for at in turn.db.exec(query) if at is not None]


def pace(moments: list[datetime]) -> float | None:
    """How many approvals an hour, in the hours with any; None while too little is known."""
    hours = {moment.replace(minute=0, second=0, microsecond=0) for moment in moments}
    return len(moments) / len(hours) if len(hours) >= KNOWN else None
