"""Making a move: guarded by the state that it leaves, remembered as one event row."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import announcing
from core.claims.states import MOVES, Move, State
from core.ground.errors import IllegalMove
from core.ground.rows import events
from core.ground.rows.events import NOTHING, Basis, Happened
from core.ground.tables import Claim, Event
from core.ground.world import Turn


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a move, and by which door; nobody is Cocarde itself."""

    person_id: UUID | None = None
    door: str = ""


COCARDE = Actor()
NOTED = "noted"


def move(
    turn: Turn,
    claim: Claim,
    step: Move,
    actor: Actor = COCARDE,
    reason: str = "",
    basis: Basis = NOTHING,
) -> None:
    """Take the step if the claim still stands where it starts, write its event row with what it
    rests on, and let those who follow this move do their part; raises `IllegalMove` where it stands
    elsewhere by now, also because another process was faster."""
    (leaves, to), left = MOVES[step], claim.state
    moved = turn.db.exec(
        update(Claim)
        .where(col(Claim.id) == claim.id, col(Claim.state).in_(leaves))
        .values(state=to, updated_at=turn.at)
    )
    if moved.rowcount != 1:
        raise IllegalMove(f"{claim.ref}: no way to {step} from {left}")
    claim.state = to
    remember(turn, claim, step, left, actor, reason, basis)
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
    turn: Turn,
    claim: Claim,
    step: str,
    left: str,
    actor: Actor,
    reason: str = "",
    basis: Basis = NOTHING,
) -> None:
    """Write the event row of a step."""
    event = written(turn, claim, step, left, actor, reason, basis)
    announcing.claim_moved(turn, claim, step, left, str(event))
    if left != claim.state:
        turn.effects.moves.append({"claim": claim.ref, "from": left, "to": claim.state})


def note(turn: Turn, claim_id: UUID, why: str, actor: Actor = COCARDE) -> None:
    """Write onto a claim's timeline what happened to it and moved nothing."""
    claim = turn.db.get_one(Claim, claim_id)
    written(turn, claim, NOTED, claim.state, actor, why, NOTHING)


def written(
    turn: Turn, claim: Claim, step: str, left: str, actor: Actor, reason: str, basis: Basis
) -> UUID:
    """Write an event of a claim; gives its key."""
    told = Happened(
        move=step,
        claim_id=claim.id,
        person_id=claim.person_id,
        actor_id=actor.person_id,
        door=actor.door,
        reason=reason,
        programme=claim.programme,
        from_state=left,
        to_state=claim.state,
        basis=basis,
    )
    return events.write(turn, told)


def history(turn: Turn, claim: Claim) -> list[Event]:
    """Every step of a claim and note on it, first to last."""
    query = select(Event).where(Event.claim_id == claim.id, Event.to_state != "")
    return list(turn.db.exec(query.order_by(col(Event.id))))
