"""What a turn did, told to the log and to the tallies once it is committed."""

import logging
from typing import TYPE_CHECKING

from core.ground.watched import tallies
from core.ground.watched.about import about, touches

if TYPE_CHECKING:
    from core.ground.effects import Effects

log = logging.getLogger(__name__)


def tell(effects: "Effects") -> None:
    """A line for each move of a claim and for each message that was put."""
    for moved in effects.moves:
        left, to, ref = moved["from"], moved["to"], moved["claim"]
        touches(ref)
        tallies.count("claim_moves", state=to)
        with about(claim=ref):
            log.info("Claim %s: %s to %s", ref, left or "nothing", to)
    for put in effects.put:
        touches(put.claim)
        with about(claim=put.claim, row=str(put.row)):
            log.info("Message put: %s by %s", put.kind, put.door)


def worked(door: str, effects: "Effects") -> None:
    """A line for an input that was worked to its end, with what became of it."""
    tallies.count("inputs", door=door, outcome=effects.outcome)
    log.info("Input worked: %s %s", effects.outcome, effects.why)
