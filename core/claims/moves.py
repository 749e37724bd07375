"""Making a move: guarded by the state that it leaves, remembered as one event row."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import announcing
from core.claims.states import MOVES, Move, State
from core.ground.errors import IllegalMove
from core.ground.rows.insert import add_all
from core.ground.tables import Claim, Event
from core.ground.world import Turn


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a move, and by which door; nobody is Cocarde itself."""

    person_id: UUID | None = None
    door: str = ""


COCARDE = Actor()
NOTED = "noted"


def move(turn: Turn, claim: Claim, step: Move, actor: Actor = COCARDE, reason: str = "") -> None:
    """Take the step if the claim still stands where it starts, write its event row, and let those
    who follow this move do their part; raises `IllegalMove` where it stands elsewhere by now, also
    because another process was faster."""
    (leaves, to), left = MOVES[step], claim.state
    moved = turn.db.exec(
        update(Claim)
        .where(col(Claim.id) == claim.id, col(Claim.state).in_(leaves))
        .values(state=to, updated_at=turn.at)
    )
    if moved.rowcount != 1:
        raise IllegalMove(f"{claim.ref}: no way to {step} from {left}")
    claim.state = to
    remember(turn, claim, step, left, actor, reason)
    for follow in turn.world.followers.get(step, ()):
        follow(turn, claim)


def unfold(turn: Turn, claim: Claim, to: State, actor: Actor = COCARDE) -> None:
    """Put a withdrawn duplicate back to where it stood; raises `IllegalMove` where it is not
    withdrawn any more."""
    left = claim.state
    moves = [each for each in history(turn, claim) if each.from_state != each.to_state]
    last = (moves[-1].move, moves[-1].from_state) if moves else None
    if left != State.WITHDRAWN or last != (Move.FOLD, to):
        raise IllegalMove(f"{claim.ref}: no way to {Move.UNFOLD} from {left}")
    turn.db.exec(update(Claim).where(col(Claim.id) == claim.id).values(state=to))
    claim.state = to
    remember(turn, claim, Move.UNFOLD, left, actor)


def remember(
    turn: Turn, claim: Claim, step: Move, left: str, actor: Actor, reason: str = ""
) -> None:
    """Write the event row of a step."""
    event = {
        "id": turn.chance.uuid(),
        "move": step,
        "claim_id": claim.id,
        "person_id": claim.person_id,
        "actor_id": actor.person_id,
        "from_state": left,
        "to_state": claim.state,
        "door": actor.door,
        "reason": reason,
        "rules": "",
        "at": turn.at,
    }
    add_all(turn, Event, [event])
    announcing.claim_moved(turn, claim, step, left, str(event["id"]))
    if left != claim.state:
        turn.effects.moves.append({"claim": claim.ref, "from": left, "to": claim.state})


def note(turn: Turn, claim_id: UUID, why: str, actor: Actor = COCARDE) -> None:
    """Write onto a claim's timeline what happened to it and moved nothing."""
    claim = turn.db.get_one(Claim, claim_id)
    turn.db.add(
        Event(
            id=turn.chance.uuid(),
            move=NOTED,
            claim_id=claim.id,
            person_id=claim.person_id,
            from_state=claim.state,
            to_state=claim.state,
            door=actor.door,
            reason=why,
            at=turn.at,
        )
    )


def history(turn: Turn, claim: Claim) -> list[Event]:
    """Every event of a claim, first to last."""
    query = select(Event).where(Event.claim_id == claim.id).order_by(col(Event.id))
    return list(turn.db.exec(query))
