"""Why badges were missing when people asked, and what was mended in the same answer."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.tables import Diagnosed
from core.ground.world import Turn
from core.programmes.period import Period
from core.support.diagnosis.causes import Cure

NOT_MENDED = (Cure.NONE, Cure.HUMAN)


@dataclass(frozen=True, slots=True)
class Causes:
    """How often each cause was found, the commonest first, and how often each cure was done."""

    counts: dict[str, int]
    cures: dict[str, int]
    mended: dict[str, int]

    @property
    def total(self) -> int:
        """How many diagnoses the period had, of all causes together."""
        return sum(self.counts.values())


def causes(turn: Turn, period: Period) -> Causes:
    """Counts by cause and cure; `mended` are those of a cause that no human had to see."""
    query = select(Diagnosed.cause, Diagnosed.cure, func.count())
    query = query.where(period.holds(Diagnosed.at), period.concerns(Diagnosed.programme))
    found = turn.db.exec(query.group_by(col(Diagnosed.cause), col(Diagnosed.cure))).all()
    counts, cures, mended = dict[str, int](), dict[str, int](), dict[str, int]()
    for cause, cure, count in found:
        counts[cause] = counts.get(cause, 0) + count
        if cure != Cure.NONE:
            cures[cure] = cures.get(cure, 0) + count
        if cure not in NOT_MENDED:
            mended[cause] = mended.get(cause, 0) + count
    return Causes(*map(ranked, (counts, cures, mended)))


def ranked(counts: dict[str, int]) -> dict[str, int]:
    """The largest first, equals by name."""
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
