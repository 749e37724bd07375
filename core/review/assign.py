"""Assigning a claim to those who review it: cards and timers for them; with nobody to decide, a
case."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select

from core.claims import claim_form, editions
from core.claims.claim_form import ClaimForm
from core.claims.moves import note
from core.claims.states import State
from core.ground.rows import timers
from core.ground.tables import Assignment, Case, Claim, Person
from core.ground.world import Turn
from core.review import assignment_notices, assignments, cards, deadlines, routing
from core.review.routing import MatchRank
from core.support import CaseState, CaseSubject, Occasion, case_life, open_case
from core.support import cards as case_cards

SEAT_CLAIMS, BATCH = "seat_claims", 200


def begin(turn: Turn, form: ClaimForm) -> None:
    """Assign a claim that has come to review, with cards and timers; with nobody to decide, open a
    case.

    Who has spoken of it in the last round gets it again, if they are here.
    """
    last = {each.person_id for each in assignments.spoken(turn, form.claim)}
    assignments.clear(turn, form.claim)
    assign(turn, form, last)
    cards.deal(turn, form)


def assign(turn: Turn, form: ClaimForm, first: Collection[UUID] = ()) -> bool:
    """Seat those who are to decide: whether there was anybody; `first` are asked before others."""
    claim, choices = form.claim, routing.choose(turn, form)
    choices.sort(key=lambda each: each.person_id not in first or each.near is MatchRank.AWAY)
    for choice in choices[: form.definition.review.of]:
        person, away = turn.db.get_one(Person, choice.person_id), None
        if choice.stands_in_for:
            away = turn.db.get_one(Person, choice.stands_in_for)
            note(turn, claim.id, f"{away.name} is away: {person.name} stands in")
        assignments.give(turn, claim, [person], away)
    if not assignments.seated(turn, claim):
        alarm(turn, form)
        return False
    deadlines.plan(turn, form)
    return True


def alarm(turn: Turn, form: ClaimForm, silent: str = "") -> Case:
    """The case for the staff about a claim that nobody decides, once for each time that it came to
    review; opened again where it was closed.

    `silent` are the names of those who did not decide.
    """
    claim, word = form.claim, "seat.silent" if silent else "seat.nobody"
    about = CaseSubject(
        Occasion.OVERDUE,
        f"{claim.id}:{editions.rounds(turn, claim)}",
        turn.say(turn.world.words.first, word, ref=claim.ref, who=silent),
        claim.programme,
        turn.db.get_one(Person, claim.person_id),
        claim,
    )
    case = open_case(turn, about)
    if case.state == CaseState.CLOSED:
        case_life.waits(turn, case)
        case_cards.deal(turn, case)
    return case


def fill(turn: Turn, programme: str) -> int:
    """Assign the claims of a programme that waited for somebody who may decide; gives how many."""
    query = select(Claim).where(Claim.state == State.IN_REVIEW, Claim.programme == programme)
    unseated = query.where(~exists().where(col(Assignment.claim_id) == col(Claim.id)))
    found = turn.db.exec(unseated.order_by(col(Claim.id)).with_for_update())
    form = [claim_form.form_of(turn, claim) for claim in found]
    seated = [each for each in form if routing.candidates(turn, each) and assign(turn, each)]
    for each in seated:
        cards.deal(turn, each)
        assignment_notices.tell_moved(turn, each)
    return len(seated)


def seat_older(turn: Turn, last: str) -> None:
    """Assign the claims in review of an older store, some hundreds after the key `last`, then set
    the timer for the next.

    Their reviewers have cards already, so nobody is written to.
    """
    after = col(Claim.id) > (UUID(last) if last else UUID(int=0))
    query = select(Claim).where(Claim.state == State.IN_REVIEW, after)
    found = turn.db.exec(query.order_by(col(Claim.id)).limit(BATCH).with_for_update()).all()
    for claim in found:
        if not assignments.seated(turn, claim):
            assign(turn, claim_form.form_of(turn, claim))
    if found:
        timers.put(turn, SEAT_CLAIMS, str(found[-1].id), turn.at)
