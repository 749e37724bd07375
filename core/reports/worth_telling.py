"""Figures worth publishing: claims completed, take-up by door, staff minutes a badge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from core.claims.promising.pace import ANSWERED
from core.claims.states import Move, State
from core.ground.tables import Claim, Event
from core.ground.world import Turn
from core.programmes.period import Period

PAUSE = timedelta(minutes=10)  # longer without an act: they did something else meanwhile
ALONE = timedelta(minutes=2)  # what the first act of a sitting is counted for


@dataclass(frozen=True, slots=True)
class WorthTelling:
    """Of the claims opened in a period: how many, how many have their badge by now, and by which
    door each was opened; `staff_minutes`: what a badge took the staff; None without any."""

    opened: int
    completed: int
    doors: dict[str, int]
    staff_minutes: float | None

    @property
    def share(self) -> float | None:
        """The part of the claims that led to a badge; None where none was opened."""
        return self.completed / self.opened if self.opened else None


def worth_telling(turn: Turn, period: Period, issued: int) -> WorthTelling:
    """The figures of a period in which so many badges were issued."""
    query = select(Claim.state, func.count()).where(
        period.holds(Claim.opened_at), period.concerns(Claim.programme)
    )
    states = dict(turn.db.exec(query.group_by(col(Claim.state))).all())
    minutes = staff_time(turn, period) / timedelta(minutes=1)
    each = round(minutes / issued, 1) if issued else None
    return WorthTelling(
        sum(states.values()), states.get(State.ISSUED, 0), by_door(turn, period), each
    )


def by_door(turn: Turn, period: Period) -> dict[str, int]:
    """By which door the claims of a period were opened; those that Cocarde opened by itself, from a
    list, stand under an empty name."""
    query = select(Event.door, func.count()).join(Claim, col(Claim.id) == col(Event.claim_id))
    query = query.where(period.holds(Claim.opened_at), period.concerns(Claim.programme))
    query = query.where(Event.move == Move.OPEN).group_by(col(Event.door))
    return dict(sorted(turn.db.exec(query).all()))


def staff_time(turn: Turn, period: Period) -> timedelta:
    """How long the staff were at claims, by the moments of their decisions: an estimate. Nobody
    has to press a watch, and what they read without deciding is not seen."""
    query = select(Event.actor_id, Event.at).join(Claim, col(Claim.id) == col(Event.claim_id))
    query = query.where(ANSWERED, period.holds(Event.at), period.concerns(Claim.programme))
    acts: dict[UUID, list[datetime]] = {}
    for actor, at in turn.db.exec(query.order_by(col(Event.at))):
        if actor is not None:
            acts.setdefault(actor, []).append(at)
    return sum((sittings(moments) for moments in acts.values()), timedelta())


def sittings(moments: Sequence[datetime]) -> timedelta:
    """How long one person sat at it: from act to act, but for pauses; two minutes for the first of
    each sitting."""
    total, before = timedelta(), None
    for at in moments:
        gap = at - before if before is not None else PAUSE + PAUSE
        total += gap if gap <= PAUSE else ALONE
        before = at
    return total
