"""What a reviewer says of a claim, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from core.claims.life import Move
from core.ground.tables import Person


class Verdict(StrEnum):
    """What a reviewer can say of a claim."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"


MOVE_OF = {
    Verdict.APPROVE: Move.APPROVE,
    Verdict.RETURN: Move.RETURN,
    Verdict.REFUSE: Move.REFUSE,
}


class Ruling(StrEnum):
    """What became of a reviewer's word: the decision itself, a vote towards it, or a view for who
    decides."""

    DECIDED = "decided"
    VOTED = "voted"
    ADVISED = "advised"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer says of a claim; `wrong` names the questions to be asked again.

    `seen` is the mark of the edition that they were shown (`editions.demand`).
    """

    reviewer: Person
    verdict: Verdict
    reason: str
    door: str
    wrong: tuple[str, ...] = ()
    seen: str | None = None
