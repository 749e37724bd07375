"""A claim goes to another reviewer: the first is away, silent, or a reviewer no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.moves import note
from core.claims.states import State
from core.ground.errors import Refusal
from core.ground.tables import Assignment, Claim, Person, Role
from core.ground.world import Turn
from core.people import absences, roles
from core.people.absences import Leave
from core.people.roles import HOLDERS, Right
from core.programmes.catalogue import catalogue
from core.review import assign, assignment_notices, assignments, cards, deadlines, routing
from core.review.routing import NOTHING_SAID, MatchRank


class HandoverReason(StrEnum):
    """Why a claim goes to another reviewer."""

    AWAY = "away"
    SILENT = "silent"
    GONE = "gone"  # they hold the role no more
    GIVEN = "given"  # they gave it to a colleague


@dataclass(frozen=True, slots=True)
class Successor:
    """Who gets the claim in place of an assignment that ends."""

    assignment: Assignment
    person: Person


def successors_of(turn: Turn, form: ClaimForm, leaving: Sequence[Assignment]) -> list[Successor]:
    """A successor for each of these assignments, as far as anybody is left to ask."""
    seated = assignments.seated(turn, form.claim)
    asked = {each.person_id for each in seated}
    asked |= {each.stands_in_for for each in seated if each.stands_in_for}
    found = []
    for each in leaving:
        choices = routing.choose(turn, form, asked)
        here = [choice for choice in choices if choice.near is not MatchRank.AWAY]
        theirs = [choice for choice in here if choice.stands_in_for == each.person_id]
        if here:
            chosen = (theirs or here)[0]
            found.append(Successor(each, turn.db.get_one(Person, chosen.person_id)))
            asked.add(chosen.person_id)
    return found


def hand_on(turn: Turn, form: ClaimForm, given: Iterable[Successor], why: HandoverReason) -> None:
    """Replace these assignments by those of their successors, each with a card; the learner is told
    once."""
    given, told = list(given), False
    for successor in given:
        before = turn.db.get_one(Person, successor.assignment.person_id)
        assignments.take_away(turn, form.claim, before.id)
        assignments.give(turn, form.claim, [successor.person], before, successor.assignment.advises)
        note(turn, form.claim.id, f"{before.name} is {why}: {successor.person.name} takes over")
        cards.hand(turn, form, successor.person, word=f"seat.instead_{why}", who=before.name)
        # who only advises is of no matter to the learner
        told = told or successor.assignment.advises is None
    if given:
        deadlines.plan_nudge(turn, form)
    if told:
        assignment_notices.tell_moved(turn, form)


def hand_to(turn: Turn, form: ClaimForm, person: Person, to: Person) -> None:
    """Give what waits before somebody to a colleague, who may decide on it. Raises `Refusal` where
    the claim is before others, or before the colleague already."""
    seats = {each.person_id: each for each in assignments.seated(turn, form.claim)}
    if to.id in seats:
        raise Refusal("seat.has_it", who=to.name)
    seat = seats.get(person.id)
    if seat is None or seat.verdict:
        raise Refusal("seat.not_yours")
    hand_on(turn, form, [Successor(seat, to)], HandoverReason.GIVEN)


def vacate(turn: Turn, person: Person) -> int:
    """Give to others what waits before somebody who may not decide on it any more; gives how many
    claims."""
    moved = 0
    for claim in held_of(turn, person):
        if roles.may(turn, person, Right.DECIDE, claim.programme, claim):
            continue
        form = claim_form.form_of(turn, claim)
        theirs = [each for each in assignments.waiting(turn, claim) if each.person_id == person.id]
        given = successors_of(turn, form, theirs)
        hand_on(turn, form, given, HandoverReason.GONE)
        if not given:
            assignments.take_away(turn, claim, person.id)
        if not assignments.seated(turn, claim):
            assign.alarm(turn, form, "nobody may decide on it")
        moved += 1
    return moved


def held_of(turn: Turn, person: Person) -> list[Claim]:
    """The claims that wait before somebody, locked until the turn ends."""
    waiting = select(Assignment.claim_id).where(Assignment.person_id == person.id)
    waiting = waiting.where(col(Assignment.verdict) == NOTHING_SAID)
    query = select(Claim).where(col(Claim.id).in_(waiting), Claim.state == State.IN_REVIEW)
    return list(turn.db.exec(query.order_by(col(Claim.id)).with_for_update()))


UTC = ZoneInfo("UTC")


def leave(turn: Turn, person: Person, days: Leave) -> int:
    """Note an absence and give the claims due in it to the deputy or to others; gives how many.

    Raises `Refusal` for days that are over, for more than a year, and for oneself as deputy.
    """
    if days.days.end < today(turn, person):
        raise Refusal("seat.away_past")
    absence = absences.record(turn, person, days)
    held = held_of(turn, person)
    routing.one_by_one(turn, {claim.programme for claim in held})
    moved = 0
    for claim in held:
        form = claim_form.form_of(turn, claim)
        needed = routing.days_of(turn, form)
        if any(absence.starts_on <= day <= absence.ends_on for day in needed):
            theirs = [
                each for each in assignments.waiting(turn, claim) if each.person_id == person.id
            ]
            successors = successors_of(turn, form, theirs)
            hand_on(turn, form, successors, HandoverReason.AWAY)
            moved += len(successors)
    return moved


def come_back(turn: Turn, person: Person) -> bool:
    """End an absence before its time, or give up those to come; gives whether there was one."""
    day = today(turn, person)
    return absences.end(turn, person, day) or absences.forget(turn, person, day)


def today(turn: Turn, person: Person) -> date:
    """The day where the person works: in the zone of the first of their programmes."""
    return local(turn, person).date()


def local(turn: Turn, person: Person) -> datetime:
    known = catalogue(turn.settings.programmes_folder).programmes
    held = [role.programme for role in roles.roles(turn, person, Right.DECIDE)]
    return turn.at.astimezone(next((known[slug].zone for slug in held if slug in known), UTC))


def colleagues(turn: Turn, person: Person) -> list[Person]:
    """The others who may decide in one of the person's programmes."""
    theirs = {role.programme for role in roles.roles(turn, person, Right.DECIDE)}
    deciding = select(Role.person_id).where(
        col(Role.programme).in_(theirs), col(Role.role).in_(HOLDERS[Right.DECIDE])
    )
    query = select(Person).where(col(Person.id).in_(deciding), Person.id != person.id)
    return list(turn.db.exec(query.order_by(col(Person.name), col(Person.id))))
