"""How long people wait for their badge: from the start of their claim, and from their yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from statistics import median

from sqlalchemy import func
from sqlmodel import col, select

from core.claims.states import Move
from core.ground.tables import Badge, Claim, Event
from core.ground.world import Turn
from core.programmes.period import Period

YES = (Move.SUBMIT, Move.QUALIFY)


@dataclass(frozen=True, slots=True)
class Wait:
    """Half of them waited `median` or less, nine in ten `p90` or less; none without any."""

    count: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Speed:
    """The badges issued, and how long those that somebody asked for took."""

    issued: int
    from_opened: Wait
    from_yes: Wait


def speed(turn: Turn, period: Period) -> Speed:
    """How long the badges issued in the period took; one that was awarded unasked has no wait."""
    yes = select(func.min(col(Event.at))).where(
        Event.claim_id == Claim.id, col(Event.move).in_(YES)
    )
    query = select(Badge.issued_at, Claim.opened_at, yes.scalar_subquery())
    query = query.join(Claim, col(Claim.id) == col(Badge.claim_id))
    query = query.where(period.holds(Badge.issued_at), period.concerns(Badge.programme))
    found = turn.db.exec(query).all()
    asked = [(issued, opened, said) for issued, opened, said in found if said is not None]
    return Speed(
        len(found),
        wait(issued - opened for issued, opened, _ in asked),
        wait(issued - said for issued, _, said in asked),
    )


def issued(turn: Turn, period: Period) -> int:
    """How many badges were issued in the period."""
    query = select(func.count()).select_from(Badge)
    query = query.where(period.holds(Badge.issued_at), period.concerns(Badge.programme))
    return turn.db.exec(query).one()


def wait(lengths: Iterable[timedelta]) -> Wait:
    """The nearest-rank 90th percentile: a wait that somebody really had."""
    ordered = sorted(each.total_seconds() for each in lengths)
    if not ordered:
        return Wait()
    ninth = ordered[ceil(len(ordered) * 0.9) - 1]
    return Wait(len(ordered), timedelta(seconds=median(ordered)), timedelta(seconds=ninth))
