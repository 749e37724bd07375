"""Who decides on a ready claim, and the decision itself: one, told to everyone concerned."""

from datetime import timedelta
from uuid import UUID

from core.audit import basis
from core.claims import claim_form, editions, eligibility, notices
from core.claims.claim_form import ClaimForm
from core.claims.moves import Actor, move
from core.claims.path import decision_day
from core.claims.promising import promise
from core.claims.states import MENDABLE, TELL, Move
from core.ground.errors import IllegalMove, Refusal
from core.ground.rows import timers
from core.ground.tables import Claim
from core.ground.world import Turn
from core.people import tokens
from core.people.people import MAIL, WEB
from core.programmes.form import ReviewBy
from core.programmes.members.organisations import has_left
from core.reading.acts.kinds import ReviewVerdict
from core.review import assign, assignments, cards, jury, second_opinions
from core.review import decision as decisions
from core.review.decision import MOVE_OF, Decision, Ruling
from core.support import close_case, unissued

AT_ONCE = timedelta(0)


def submit(turn: Turn, claim: Claim, actor: Actor) -> None:
    """Take the person's yes: the rules alone decide, or the claim goes to review.

    What a rule could not check is for a person to look at, even where none was asked for.
    """
    form = claim_form.form_of(turn, claim)
    review = form.definition.review
    proven = review.by is ReviewBy.NOBODY and not eligibility.unproven(turn, form)
    declared = review.by is ReviewBy.DECLARED and not eligibility.doubts(turn, form)
    if proven or declared:
        move(turn, claim, Move.QUALIFY, actor, basis=basis.judged(turn, form))
        approved(turn, claim)
        return
    if review.organisation:
        claim.organisation = form.values.get(review.organisation, "")
    claim.review_due_at = decision_day(turn, form)
    move(turn, claim, Move.SUBMIT, actor, basis=basis.judged(turn, form))
    turn.db.add(claim)
    turn.db.flush()
    promise.make(turn, form)
    assign.begin(turn, form)


def decide(turn: Turn, claim: Claim, said: Decision) -> Ruling:
    """Take what a reviewer says: the decision, or a vote or a view on the way to it; gives which it
    was.

    Raises `Refusal` for a second decision, with the name of who was first, for one on an older
    edition, for a no without a reason, for a yes in the name of an organisation that has left, and
    to who has no say.
    """
    decisions.hold(turn, claim, said.reviewer)
    check_organisation(turn, claim, said)
    if said.verdict is not ReviewVerdict.APPROVE and not said.reason.strip():
        raise Refusal("review.reason_missing")
    form = claim_form.form_of(turn, claim)
    editions.demand(turn, form, said.seen)
    said = clean(form, said)
    asker = second_opinions.advising(turn, claim, said.reviewer)
    if asker is not None:
        second_opinions.tell(turn, form, said, asker)
        return Ruling.ADVISED
    if form.definition.review.several:
        together = jury.vote(turn, form, said)
        if together is None:
            return Ruling.VOTED
        said = together
    else:
        jury.write(turn, assignments.of(turn, claim, said.reviewer), said)
    settle(turn, form, said)
    return Ruling.DECIDED


def check_organisation(turn: Turn, claim: Claim, said: Decision) -> None:
    """Raise `Refusal` for a yes in the name of an organisation that has left the programme."""
    approves = said.verdict is ReviewVerdict.APPROVE
    if approves and has_left(turn, claim.programme, claim.organisation):
        raise Refusal("review.organisation_left", name=claim.organisation)


def clean(form: ClaimForm, said: Decision) -> Decision:
    """The decision with its reason as it will be told; marks only on a claim that is sent back."""
    marks = () if said.verdict is ReviewVerdict.APPROVE else said.wrong
    known = tuple(name for name in dict.fromkeys(marks) if name in form.rows)
    return Decision(said.reviewer, said.verdict, said.reason.strip(), said.door, known)


def settle(turn: Turn, form: ClaimForm, final: Decision) -> None:
    """Move a claim by its final decision, close its cards, and plan what follows. Raises `Refusal`
    where it was decided meanwhile."""
    claim, verdict = form.claim, final.verdict
    check_organisation(turn, claim, final)
    try:
        actor = Actor(final.reviewer.id, final.door)
        ground = basis.of_claim(form)
        move(turn, claim, MOVE_OF[verdict], actor, final.reason, ground)
    except IllegalMove:
        raise decisions.already_decided(turn, claim) from None
    turn.effects.decisions.append(
        {"claim": claim.ref, "verdict": verdict, "by": final.reviewer.name, "reason": final.reason}
    )
    claim.reason, claim.review_due_at, claim.promised_at = final.reason, None, None
    turn.db.add(claim)
    turn.db.flush()
    tokens.use_up(turn, claim)
    cards.close(turn, form, final.reviewer, verdict)
    close_case.close_overdue(turn, claim, final.reviewer, final.door)
    follow(turn, form, final)


def follow(turn: Turn, form: ClaimForm, final: Decision) -> None:
    """What a decision leads to, once it can no longer be taken back unnoticed."""
    claim, pause = form.claim, wait(form, final.door)
    if final.verdict is ReviewVerdict.APPROVE:
        approved(turn, claim, pause)
        return
    for name in final.wrong:
        claim_form.mark_wrong(turn, form, name)
    if pause:
        timers.put(turn, TELL, str(claim.id), turn.at + pause)
    else:
        tell(turn, str(claim.id))


def wait(form: ClaimForm, door: str) -> timedelta:
    """How long nothing follows from a decision: the form's grace, by mail and web as long as the
    programme's `undo_minutes` at least.

    A mail is read by a machine, and who holds a link can open its page; a press in a chat is the
    reviewer's own.
    """
    least = form.programme.delays.undo_minutes if door in (MAIL, WEB) else 0
    return timedelta(minutes=max(form.definition.review.grace, least))


def approved(turn: Turn, claim: Claim, pause: timedelta = AT_ONCE) -> None:
    """Set the timer that issues the badge of a claim after this pause; the timer does it should
    this process end first."""
    unissued.plan(turn, claim, turn.at + pause)
    if not pause:
        turn.effects.approved.append(str(claim.id))


def tell(turn: Turn, claim_id: str) -> None:
    """Tell the person what was decided, unless it was taken back or mended meanwhile."""
    claim = turn.db.get_one(Claim, UUID(claim_id))
    if claim.state in MENDABLE:
        notices.sent_back(turn, claim_form.form_of(turn, claim))
