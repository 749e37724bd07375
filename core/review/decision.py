"""What a reviewer says of a claim, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import Move, State
from core.ground.errors import Refusal
from core.ground.tables import Claim, Event, Person
from core.ground.world import Turn
from core.people.roles import Right, may
from core.programmes.form import ReviewBy
from core.reading.acts.kinds import ReviewVerdict

MOVE_OF = {
    ReviewVerdict.APPROVE: Move.APPROVE,
    ReviewVerdict.RETURN: Move.RETURN,
    ReviewVerdict.REFUSE: Move.REFUSE,
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
    verdict: ReviewVerdict
    reason: str
    door: str
    wrong: tuple[str, ...] = ()
    seen: str | None = None


def decision(turn: Turn, claim: Claim) -> Event | None:
    """The event of the latest decision on a claim; None before the first."""
    query = select(Event).where(
        Event.claim_id == claim.id, col(Event.move).in_(tuple(MOVE_OF.values()))
    )
    return turn.db.exec(query.order_by(col(Event.id).desc())).first()


def hold(turn: Turn, claim: Claim, person: Person) -> None:
    """Lock a claim until the turn ends, so that one decision comes after the other.

    Raises `Refusal` to who has no say in it, and where it was decided meanwhile.
    """
    if not may(turn, person, Right.DECIDE, claim.programme, claim):
        raise Refusal("review.not_yours")
    turn.db.refresh(claim, with_for_update=True)
    if claim.state != State.IN_REVIEW:
        raise already_decided(turn, claim)


def already_decided(turn: Turn, claim: Claim) -> Refusal:
    """The refusal for a decision that came second: it names the first, and who made it."""
    turn.db.refresh(claim)
    last = decision(turn, claim)
    if last is None or claim.state == State.WITHDRAWN:
        return Refusal("review.gone")
    form = claim_form.form_of(turn, claim)
    when = form.moment(last.at)
    if form.definition.review.by is ReviewBy.JURY:
        return Refusal("review.already_jury", when=when)
    who = turn.db.get(Person, last.actor_id) if last.actor_id else None
    return Refusal("review.already", who=who.name if who else "Cocarde", when=when)


def author(turn: Turn, form: ClaimForm, name: str, locale: str) -> str:
    """Who decided, as people are told in this locale: a jury has one voice, without names."""
    if form.definition.review.by is ReviewBy.JURY:
        return turn.say(locale, "review.the_jury")
    return name
