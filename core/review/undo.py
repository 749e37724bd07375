"""Taking a decision or a vote back, as long as nothing that cannot be undone has followed."""

from sqlmodel import col, select

from core.claims import claim_form, notices
from core.claims.claim_form import ClaimForm
from core.claims.moves import Actor, move
from core.claims.path import decision_day
from core.claims.reminders import REMIND
from core.claims.states import MENDABLE, TELL, Move, State
from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Assignment, Claim, Event, Person, Timer
from core.ground.world import Turn
from core.people.roles import Right, may
from core.review import cards, deadlines, decision, jury
from core.review.decide import wait

UNVOTED = "review.unvoted"


def undo(turn: Turn, claim: Claim, person: Person, door: str) -> str:
    """Take back the last decision or one's own vote, so that the claim waits again as before; gives
    the word for what was taken back.

    Whoever decided may, and a manager; raises `Refusal` to others, and once it is too late. The
    others get their cards anew; that of the one who undoes is for the caller to send.
    """
    if not may(turn, person, Right.DECIDE, claim.programme, claim):
        raise Refusal("review.not_yours")
    turn.db.refresh(claim, with_for_update=True)
    if claim.state == State.IN_REVIEW:
        return unvote(turn, claim, person, door)
    last = standing(turn, claim, person)
    form = claim_form.form_of(turn, claim)
    told = claim.state in MENDABLE and not planned(turn, TELL, claim)
    move(turn, claim, Move.UNDO, Actor(person.id, door))
    for kind in (TELL, REMIND):
        timers.drop(turn, kind, str(claim.id))
    reopen(turn, form, last)
    deal(turn, form, last, person)
    if told:
        notices.taken_back(turn, form)
    turn.effects.decisions.append(
        {"claim": claim.ref, "verdict": "undo", "by": person.name, "reason": ""}
    )
    return "review.undone_told" if told else "review.undone"


def standing(turn: Turn, claim: Claim, person: Person) -> Event:
    """The decision that this person may still take back; refuses where they may not, or too late.

    An approval until its pause is over or the badge is signed, the others until the learner has
    begun to mend.
    """
    last = decision.decision(turn, claim)
    if last is None or claim.state != last.to_state:
        raise Refusal("review.undo_late")
    if last.actor_id != person.id and not jury.manages(turn, person, claim):
        raise decision.already_decided(turn, claim)
    pause = wait(claim_form.form_of(turn, claim), last.door)
    if claim.state == State.APPROVED and pause and turn.at >= last.at + pause:
        raise Refusal("review.undo_late")
    return last


def undoable(turn: Turn, claim: Claim, person: Person) -> bool:
    """Whether this person could take something back now."""
    if claim.state == State.IN_REVIEW:
        return own_vote(turn, claim, person) is not None
    try:
        standing(turn, claim, person)
    except Refusal:
        return False
    return True


def planned(turn: Turn, kind: str, claim: Claim) -> bool:
    """Whether the timer of this kind is still to come."""
    query = select(Timer.id).where(Timer.kind == kind, Timer.subject == str(claim.id))
    return turn.db.exec(query.where(col(Timer.done_at).is_(None))).first() is not None


def reopen(turn: Turn, form: ClaimForm, last: Event) -> None:
    """Put a claim back to where it waited before the last decision: no answer marked, a fresh
    deadline, and the assignment of who decided waits again."""
    claim = form.claim
    for row in form.rows.values():
        row.wrong = False
        turn.db.add(row)
    assignment = turn.db.get(Assignment, (claim.id, last.actor_id)) if last.actor_id else None
    if assignment is not None:
        jury.wipe(turn, assignment)
    claim.reason, claim.review_due_at, claim.promised_at = "", decision_day(turn, form), None
    turn.db.add(claim)
    turn.db.flush()
    deadlines.plan(turn, form)


def deal(turn: Turn, form: ClaimForm, last: Event, person: Person) -> None:
    """New cards; who had decided is told if somebody else has taken it back."""
    decider = turn.db.get(Person, last.actor_id) if last.actor_id else None
    cards.deal(turn, form, apart=decider)
    if decider is not None and decider.id != person.id:
        cards.hand(turn, form, decider, word="review.undone_by", who=person.name)


def own_vote(turn: Turn, claim: Claim, person: Person) -> Assignment | None:
    """The assignment in which this person has voted, in a claim where several must agree; None
    where they have not."""
    assignment = turn.db.get(Assignment, (claim.id, person.id))
    counts = assignment is not None and assignment.verdict and assignment.advises is None
    return assignment if counts else None


def unvote(turn: Turn, claim: Claim, person: Person, door: str) -> str:
    """One's own vote alone is taken back; it can be said anew."""
    assignment = own_vote(turn, claim, person)
    if assignment is None:
        raise Refusal("review.undo_nothing")
    jury.wipe(turn, assignment)
    move(turn, claim, Move.UNVOTE, Actor(person.id, door))
    deadlines.plan_nudge(turn, claim_form.form_of(turn, claim))
    return UNVOTED
