"""Several who must agree: a jury of k votes of n, or two people who both approve.

Each says it once, in their own assignment; nobody is told what others said before the claim is
decided.
"""

from collections.abc import Sequence

from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.claims.moves import Actor, move
from core.claims.states import Move
from core.ground.errors import Refusal
from core.ground.tables import Assignment, Claim, Person
from core.ground.world import Turn
from core.people import roles
from core.people.roles import MANAGER, Right
from core.programmes.form import ReviewBy
from core.reading.acts.kinds import ReviewVerdict
from core.review import assignments, cards, deadlines, fast_approvals, routing
from core.review.decision import Decision


def counted(said: Sequence[ReviewVerdict], votes: int, of: int) -> ReviewVerdict | None:
    """What a jury has decided: yes with so many votes, no once those cannot be reached any more.

    Where as many would return the claim as would refuse it, it is returned.
    """
    approvals = said.count(ReviewVerdict.APPROVE)
    if approvals >= votes:
        return ReviewVerdict.APPROVE
    if len(said) - approvals <= of - votes:
        return None
    return stricter(said)


def stricter(said: Sequence[ReviewVerdict]) -> ReviewVerdict:
    """What most of those who do not approve want; the milder where they are level."""
    refusals, returns = said.count(ReviewVerdict.REFUSE), said.count(ReviewVerdict.RETURN)
    return ReviewVerdict.REFUSE if refusals > returns else ReviewVerdict.RETURN


def disputed(said: Sequence[ReviewVerdict]) -> bool:
    """Whether one of two approves and the other does not."""
    return ReviewVerdict.APPROVE in said and set(said) != {ReviewVerdict.APPROVE}


def voted(turn: Turn, claim: Claim) -> list[Assignment]:
    """The assignments of those who have voted in this round, read anew from the store."""
    query = select(Assignment).where(Assignment.claim_id == claim.id, Assignment.verdict != "")
    query = query.where(col(Assignment.advises).is_(None)).order_by(col(Assignment.said_at))
    return list(turn.db.exec(query.execution_options(populate_existing=True)))


def verdicts(said: Sequence[Assignment]) -> list[ReviewVerdict]:
    """What each of them has said, in the order in which they said it."""
    return [ReviewVerdict(each.verdict) for each in said]


def vote(turn: Turn, form: ClaimForm, decision: Decision) -> Decision | None:
    """Keep one vote; gives the decision that all of them make together, None while that is open.
    The claim is locked.

    Raises `Refusal` to who has voted already or is not needed.
    """
    admit(turn, form, decision.reviewer)
    overruling = to_overrule(turn, form)
    write(turn, assignments.of(turn, form.claim, decision.reviewer), decision)
    told = f"{decision.verdict}: {decision.reason}".rstrip(": ")
    move(turn, form.claim, Move.VOTE, Actor(decision.reviewer.id, decision.door), told)
    if overruling:
        return decision
    said = voted(turn, form.claim)
    if form.definition.review.second:
        return of_two(turn, form, decision, said)
    return of_jury(form, decision, said)


def admit(turn: Turn, form: ClaimForm, reviewer: Person) -> None:
    """Raise `Refusal` to whoever has voted, or is not needed: a jury has so many members and no
    more."""
    claim, review = form.claim, form.definition.review
    if any(each.person_id == reviewer.id for each in voted(turn, claim)):
        raise Refusal("review.voted")
    if to_overrule(turn, form) and not manages(turn, reviewer, claim):
        raise Refusal("review.for_manager")
    seated = {each.person_id for each in assignments.seated(turn, claim)}
    full = review.by is ReviewBy.JURY and len(seated) >= review.of
    if full and reviewer.id not in seated:
        raise Refusal("review.jury_full")


def to_overrule(turn: Turn, form: ClaimForm) -> bool:
    """Whether two people differ, so that a manager decides."""
    return form.definition.review.second and disputed(verdicts(voted(turn, form.claim)))


def of_jury(form: ClaimForm, last: Decision, said: Sequence[Assignment]) -> Decision | None:
    review = form.definition.review
    verdict = counted(verdicts(said), review.votes, review.of)
    return together(last, verdict, said) if verdict else None


def of_two(
    turn: Turn, form: ClaimForm, last: Decision, said: Sequence[Assignment]
) -> Decision | None:
    """Two approvals, or the first no; where they differ a manager decides, if there is one."""
    told = verdicts(said)
    if disputed(told):
        return None if to_managers(turn, form, said) else together(last, stricter(told), said)
    if told == [ReviewVerdict.APPROVE]:
        to_another(turn, form, last.reviewer)
        return None
    return together(last, told[0], said)


def together(last: Decision, verdict: ReviewVerdict, said: Sequence[Assignment]) -> Decision:
    """The decision of all: the reasons and marks of those who wanted it, each once."""
    agreeing = [each for each in said if each.verdict == verdict]
    reasons = dict.fromkeys(each.reason for each in agreeing if each.reason)
    marks = dict.fromkeys(mark for each in agreeing for mark in each.wrong.split(",") if mark)
    return Decision(last.reviewer, verdict, "\n".join(reasons), last.door, tuple(marks))


def write(turn: Turn, assignment: Assignment, decision: Decision) -> None:
    """Write into an assignment what its reviewer says."""
    assignment.verdict, assignment.reason, assignment.door = (
        decision.verdict,
        decision.reason,
        decision.door,
    )
    assignment.wrong, assignment.said_at = ",".join(decision.wrong), turn.at
    turn.db.add(assignment)
    turn.db.flush()
    if decision.verdict is ReviewVerdict.APPROVE:
        claim = turn.db.get_one(Claim, assignment.claim_id)
        fast_approvals.watch(turn, decision.reviewer, claim.programme)


def wipe(turn: Turn, assignment: Assignment) -> None:
    """Take out of an assignment what its reviewer said."""
    assignment.verdict = assignment.reason = assignment.door = assignment.wrong = ""
    assignment.said_at = None
    turn.db.add(assignment)
    turn.db.flush()


def to_another(turn: Turn, form: ClaimForm, first: Person) -> None:
    """One approves: somebody else is asked, unless somebody else has the claim already."""
    claim = form.claim
    if not [each for each in assignments.waiting(turn, claim) if each.advises is None]:
        asked = {each.person_id for each in assignments.seated(turn, claim)}
        chosen = routing.choose(turn, form, {first.id, *asked})[:1]
        others = [turn.db.get_one(Person, each.person_id) for each in chosen]
        bring(turn, form, others, "review.second_needed")


def to_managers(turn: Turn, form: ClaimForm, said: Sequence[Assignment]) -> bool:
    """Two differ: a manager who is neither of them decides. Whether there is one."""
    spoke = {each.person_id for each in said}
    held = [role for role in roles.able(turn, form.claim) if role.role == MANAGER]
    others = [
        turn.db.get_one(Person, role.person_id) for role in held if role.person_id not in spoke
    ]
    views = "\n".join(each.reason for each in said if each.reason)
    bring(turn, form, others, "review.disputed", reason=views)
    return bool(others)


def bring(turn: Turn, form: ClaimForm, others: list[Person], word: str, **values: str) -> None:
    """Seat these people, each with a card that says why it comes."""
    assignments.give(turn, form.claim, others)
    for person in others:
        cards.hand(turn, form, person, word=word, **values)
    deadlines.plan_nudge(turn, form)


def manages(turn: Turn, person: Person, claim: Claim) -> bool:
    """Whether the person may decide as a manager of the programme."""
    held = roles.roles(turn, person, Right.DECIDE)
    return any((role.programme, role.role) == (claim.programme, MANAGER) for role in held)
