"""A claim goes to another reviewer: the first is away, silent, or a reviewer no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from core.claims import cards, deadlines, filling, roles, routing, seat_news, seating, seats
from core.claims.filling import Sheet
from core.claims.life import State
from core.claims.moving import note
from core.claims.roles import Action
from core.claims.routing import NOTHING_SAID, Near
from core.ground.tables import Claim, Person, Seat
from core.ground.world import Turn


class Why(StrEnum):
    """Why a claim goes to another reviewer."""

    AWAY = "away"
    SILENT = "silent"
    GONE = "gone"  # they hold the role no more


@dataclass(frozen=True, slots=True)
class Heir:
    """Who gets the claim in place of an assignment that ends."""

    seat: Seat
    person: Person


def heirs(turn: Turn, filled: Sheet, leaving: Sequence[Seat]) -> list[Heir]:
    """A successor for each of these assignments, as far as anybody is left to ask."""
    seated = seats.seated(turn, filled.claim)
    asked = {each.person_id for each in seated}
    asked |= {each.stands_in_for for each in seated if each.stands_in_for}
    found = []
    for each in leaving:
        choices = routing.choose(turn, filled, asked)
        here = [choice for choice in choices if choice.near is not Near.AWAY]
        theirs = [choice for choice in here if choice.stands_in_for == each.person_id]
        if here:
            chosen = (theirs or here)[0]
            found.append(Heir(each, turn.db.get_one(Person, chosen.person_id)))
            asked.add(chosen.person_id)
    return found


def hand_on(turn: Turn, filled: Sheet, given: Iterable[Heir], why: Why) -> None:
    """Replace these assignments by those of their successors, each with a card; the learner is told
    once."""
    given, told = list(given), False
    for heir in given:
        before = turn.db.get_one(Person, heir.seat.person_id)
        seats.take_away(turn, filled.claim, before.id)
        seats.give(turn, filled.claim, [heir.person], before, heir.seat.advises)
        note(turn, filled.claim.id, f"{before.name} is {why}: {heir.person.name} takes over")
        cards.hand(turn, filled, heir.person, word=f"seat.instead_{why}", who=before.name)
        told = told or heir.seat.advises is None  # who only advises is of no matter to the learner
    if given:
        deadlines.plan_nudge(turn, filled)
    if told:
        seat_news.tell_moved(turn, filled)


def vacate(turn: Turn, person: Person) -> int:
    """Give to others what waits before somebody who may not decide on it any more; gives how many
    claims."""
    moved = 0
    for claim in held_of(turn, person):
        if roles.may(turn, person, Action.DECIDE, claim.programme, claim):
            continue
        filled = filling.sheet(turn, claim)
        theirs = [each for each in seats.waiting(turn, claim) if each.person_id == person.id]
        given = heirs(turn, filled, theirs)
        hand_on(turn, filled, given, Why.GONE)
        if not given:
            seats.take_away(turn, claim, person.id)
        if not seats.seated(turn, claim):
            seating.alarm(turn, filled, "nobody may decide on it")
        moved += 1
    return moved


def held_of(turn: Turn, person: Person) -> list[Claim]:
    """The claims that wait before somebody, locked until the turn ends."""
    waiting = select(Seat.claim_id).where(Seat.person_id == person.id)
    waiting = waiting.where(col(Seat.verdict) == NOTHING_SAID)
    query = select(Claim).where(col(Claim.id).in_(waiting), Claim.state == State.IN_REVIEW)
    return list(turn.db.exec(query.order_by(col(Claim.id)).with_for_update()))
