"""Who decides on a ready claim, and the decision itself: one, told to everyone concerned."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select

from core.claims import cards, filling, judging, news, tokens
from core.claims.life import MENDABLE, Move, State
from core.claims.moving import Actor, move
from core.claims.people import MAIL
from core.claims.roles import Action, may
from core.ground import timers
from core.ground.errors import IllegalMove, Refusal
from core.ground.tables import Claim, Event, Person
from core.ground.world import Turn
from core.programmes.programme import ReviewBy

ISSUE, TELL = "issue", "tell"
AT_ONCE, UNDO = timedelta(0), timedelta(minutes=10)


class Verdict(StrEnum):
    """What a reviewer can say."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"


MOVE_OF = {
    Verdict.APPROVE: Move.APPROVE,
    Verdict.RETURN: Move.RETURN,
    Verdict.REFUSE: Move.REFUSE,
}


def submit(turn: Turn, claim: Claim, actor: Actor) -> None:
    """The person has said yes: the rules alone decide, or a reviewer does.

    What a rule could not check is for a person to look at, even where none was asked for.
    """
    filled = filling.sheet(turn, claim)
    review = filled.form.review
    proven = review.by is ReviewBy.NOBODY and not judging.unproven(turn, filled)
    if proven or review.by is ReviewBy.DECLARED:
        move(turn, claim, Move.QUALIFY, actor)
        approved(turn, claim)
        return
    if review.organisation:
        claim.organisation = filled.values.get(review.organisation, "")
    claim.review_due_at = turn.at + timedelta(days=review.days)
    move(turn, claim, Move.SUBMIT, actor)
    turn.db.add(claim)
    turn.db.flush()
    cards.deal(turn, filled)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer says of a claim; `wrong` names the question to be asked again, if one is.

    A mail is read by a machine: what follows from it waits until it can no longer be taken back.
    """

    reviewer: Person
    verdict: Verdict
    reason: str
    door: str
    wrong: str = ""

    @property
    def wait(self) -> timedelta:
        return UNDO if self.door == MAIL else AT_ONCE


def decide(turn: Turn, claim: Claim, decision: Decision) -> None:
    """Take one decision; a second one is refused with the name of who was first."""
    reviewer, verdict, reason = decision.reviewer, decision.verdict, decision.reason.strip()
    if not may(turn, reviewer, Action.DECIDE, claim.programme, claim):
        raise Refusal("review.not_yours")
    if verdict is not Verdict.APPROVE and not reason:
        raise Refusal("review.reason_missing")
    try:
        move(turn, claim, MOVE_OF[verdict], Actor(reviewer.id, decision.door), reason)
    except IllegalMove:
        raise already_decided(turn, claim) from None
    turn.effects.decisions.append(
        {"claim": claim.ref, "verdict": verdict, "by": reviewer.name, "reason": reason}
    )
    claim.reason, claim.review_due_at = reason, None
    turn.db.add(claim)
    turn.db.flush()
    filled = filling.sheet(turn, claim)
    tokens.use_up(turn, claim)
    cards.close(turn, filled, reviewer, verdict)
    if verdict is Verdict.APPROVE:
        approved(turn, claim, decision.wait)
        return
    if decision.wrong in filled.rows:
        filling.mark_wrong(turn, filled, decision.wrong)
    if decision.wait:
        timers.put(turn, TELL, str(claim.id), turn.at + decision.wait)
    else:
        tell(turn, str(claim.id))


def approved(turn: Turn, claim: Claim, wait: timedelta = AT_ONCE) -> None:
    """From here the badge is due; the timer issues it should this process end first."""
    timers.put(turn, ISSUE, str(claim.id), turn.at + wait)
    if not wait:
        turn.effects.approved.append(str(claim.id))


def tell(turn: Turn, claim_id: str) -> None:
    """Tell the person what was decided, unless it was taken back or mended meanwhile."""
    claim = turn.db.get_one(Claim, UUID(claim_id))
    if claim.state in MENDABLE:
        news.sent_back(turn, filling.sheet(turn, claim))


def already_decided(turn: Turn, claim: Claim) -> Refusal:
    """The words for a decision that came second."""
    turn.db.refresh(claim)
    last = decision(turn, claim)
    if last is None or claim.state == State.WITHDRAWN:
        return Refusal("review.gone")
    who = turn.db.get(Person, last.actor_id) if last.actor_id else None
    name, filled = who.name if who else "Cocarde", filling.sheet(turn, claim)
    return Refusal("review.already", who=name, when=filled.moment(last.at))


def decision(turn: Turn, claim: Claim) -> Event | None:
    """The latest decision on a claim."""
    query = select(Event).where(
        Event.claim_id == claim.id, col(Event.move).in_(tuple(MOVE_OF.values()))
    )
    return turn.db.exec(query.order_by(col(Event.id).desc())).first()
