"""The day on which the files of a claim go, as its programme says."""

from datetime import timedelta
from uuid import UUID

from core.claims import claim_form
from core.claims.evidence.kept_files import drop_all, stored
from core.claims.states import State
from core.ground.rows import timers
from core.ground.tables import Claim
from core.ground.world import Turn

DELETE_FILES = "evidence"  # the timer of that day
DECIDED = frozenset({State.APPROVED, State.ISSUED, State.REFUSED, State.RETURNED})


def plan_end(turn: Turn, claim: Claim) -> None:
    """Have the files of a claim that was decided on deleted once the programme's delay is over;
    they stay where it names none."""
    days = claim_form.form_of(turn, claim).programme.delays.file_days
    if days is not None and stored(turn, claim):
        timers.put(turn, DELETE_FILES, str(claim.id), turn.at + timedelta(days=days))


def end(turn: Turn, claim_id: str) -> None:
    """Delete the files of a claim whose time is over, unless it is being asked or judged again."""
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is not None and claim.state in DECIDED:
        drop_all(turn, claim)
