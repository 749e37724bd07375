"""Where the claims that were opened in a period stand today."""

from sqlalchemy import func
from sqlmodel import col, select

from core.claims.figures.causes import ranked
from core.claims.figures.period import Period
from core.ground.tables import Claim
from core.ground.world import Turn


def standing(turn: Turn, period: Period) -> dict[str, int]:
    """How many stand in each state, the most first."""
    query = select(Claim.state, func.count())
    query = query.where(period.holds(Claim.opened_at), period.concerns(Claim.programme))
    return ranked(dict(turn.db.exec(query.group_by(col(Claim.state))).all()))
