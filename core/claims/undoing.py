"""Taking a decision back, while nothing has followed from it."""

from datetime import timedelta

from core.claims import filling
from core.claims.life import Move
from core.claims.moving import Actor, move
from core.claims.people import MAIL
from core.claims.review import ISSUE, TELL, UNDO, decision
from core.ground import timers
from core.ground.errors import IllegalMove, Refusal
from core.ground.tables import Claim, Person
from core.ground.world import Turn


def undo(turn: Turn, claim: Claim, reviewer: Person, door: str) -> None:
    """The claim waits for a decision again, as before; refused once it is too late.

    The cards are for the caller to deal anew.
    """
    last = decision(turn, claim)
    if last is None or last.actor_id != reviewer.id or last.door != MAIL:
        raise Refusal("review.undo_late")
    if turn.at >= last.at + UNDO:
        raise Refusal("review.undo_late")
    try:
        move(turn, claim, Move.UNDO, Actor(reviewer.id, door))
    except IllegalMove:
        raise Refusal("review.undo_late") from None
    for kind in (ISSUE, TELL):
        timers.drop(turn, kind, str(claim.id))
    filled = filling.sheet(turn, claim)
    for row in filled.rows.values():
        row.wrong = False
        turn.db.add(row)
    claim.reason, claim.review_due_at = "", turn.at + timedelta(days=filled.form.review.days)
    turn.db.add(claim)
    turn.db.flush()
