"""All figures of a period at once, of one programme or of all."""

from dataclasses import dataclass

from core.claims.bounce_rates import Domain, domains
from core.claims.figures.causes import Causes, causes
from core.claims.figures.helped import Helped, helped
from core.claims.figures.mails import Invitations, invitations
from core.claims.figures.period import DAYS, Period, period
from core.claims.figures.speed import Speed, speed
from core.claims.figures.standing import standing
from core.claims.figures.waiting import Waiting, waiting
from core.ground.world import Turn


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


def figures(turn: Turn, programme: str = "", days: int = DAYS, *, whole: bool = False) -> Figures:
    """The figures of the last so many days. Raises `Trouble` for an unknown programme."""
    within = period(turn, programme, days, whole=whole)
    return Figures(
        within,
        causes(turn, within),
        speed(turn, within),
        standing(turn, within),
        waiting(turn, within),
        helped(turn, within),
        invitations(turn, within),
        domains(turn, within),
    )
