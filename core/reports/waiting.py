"""What waits for a decision now, and before whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import col, select

from core.claims.states import State
from core.ground.tables import Assignment, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.programmes.period import Period


@dataclass(frozen=True, slots=True)
class Desk:
    """A reviewer with how many claims wait before them, since when, and how many are late."""

    name: str
    waiting: int
    overdue: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """The claims in review, and the reviewers that they are before: one claim may be before
    several.

    `nobody` counts those that are before nobody.
    """

    claims: int
    overdue: int
    nobody: int
    desks: list[Desk]


def waiting(turn: Turn, period: Period) -> Waiting:
    """What waits for a decision now, whatever the period's days; the reviewer with most comes
    first."""
    late = func.sum(case((col(Claim.review_due_at) < turn.at, 1), else_=0))
    before = select(Assignment.claim_id).where(
        Assignment.claim_id == Claim.id, Assignment.verdict == ""
    )
    alone = func.sum(case((before.exists(), 0), else_=1))
    query = select(func.count(), late, alone).select_from(Claim).where(*in_review(period))
    claims, overdue, nobody = turn.db.exec(query).one()
    found = desks(turn, period, late)
    found.sort(key=lambda desk: (-desk.waiting, desk.oldest, desk.name))
    return Waiting(claims, overdue or 0, nobody or 0, found)


def desks(turn: Turn, period: Period, late: Any) -> list[Desk]:
    """What waits before each reviewer, of the assignments in which they have said nothing yet."""
    query = select(Assignment.person_id, func.count(), late, func.min(col(Assignment.given_at)))
    query = query.join(Claim, col(Claim.id) == col(Assignment.claim_id))
    query = query.where(*in_review(period), Assignment.verdict == "")
    found = turn.db.exec(query.group_by(col(Assignment.person_id))).all()
    return [Desk(name(turn, person_id), *lot) for person_id, *lot in found]


def in_review(period: Period) -> tuple[Any, ...]:
    return Claim.state == State.IN_REVIEW, period.concerns(Claim.programme)


def name(turn: Turn, person_id: UUID) -> str:
    """A colleague's name for the reports, else their mail address; empty where neither is known."""
    person = turn.db.get_one(Person, person_id)
    mails = (each.value for each in people.addresses(turn, person) if each.door == people.MAIL)
    return person.name or next(mails, "")
