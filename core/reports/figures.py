"""All figures of a period at once, of one programme or of all."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.tables import Claim
from core.ground.world import Turn
from core.programmes.period import DAYS, Period, period
from core.reports.cases import Helped, helped
from core.reports.causes import Causes, causes, ranked
from core.reports.mails import Invitations, invitations
from core.reports.speed import Speed, speed
from core.reports.waiting import Waiting, waiting
from core.reports.worth_telling import WorthTelling, worth_telling
from core.support.returned_mail.bounce_rates import Domain, domains


@dataclass(frozen=True, slots=True)
class Figures:
    """What the staff see of how it goes; of learners there are only counts."""

    period: Period
    causes: Causes
    speed: Speed
    states: dict[str, int]
    waiting: Waiting
    cases: Helped
    invitations: Invitations
    domains: list[Domain]
    worth: WorthTelling


def figures(turn: Turn, programme: str = "", days: int = DAYS, *, whole: bool = False) -> Figures:
    """The figures of the last so many days. Raises `Trouble` for an unknown programme."""
    within = period(turn, programme, days, whole=whole)
    took = speed(turn, within)
    return Figures(
        within,
        causes(turn, within),
        took,
        standing(turn, within),
        waiting(turn, within),
        helped(turn, within),
        invitations(turn, within),
        domains(turn, within),
        worth_telling(turn, within, took.issued),
    )


def standing(turn: Turn, period: Period) -> dict[str, int]:
    """How many stand in each state, the most first."""
    query = select(Claim.state, func.count())
    query = query.where(period.holds(Claim.opened_at), period.concerns(Claim.programme))
    return ranked(dict(turn.db.exec(query.group_by(col(Claim.state))).all()))
