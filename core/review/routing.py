"""Who gets a claim: those whom it concerns most nearly, and of these who has the fewest.

Authorisation comes first: `roles.may` says who may decide at all, and nobody here goes beyond it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import islice
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, literal_column
from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.ground.rows import locks
from core.ground.rows.lookup import among
from core.ground.tables import Absence, Assignment, Claim, Person, Role
from core.ground.world import Turn
from core.people import absences
from core.people.roles import REVIEWER, Right, able, may, roles
from core.reading.text import fold

# as the index of the seats that wait has it: SQLite compares the two texts
NOTHING_SAID: ColumnElement[str] = literal_column("''")
LOOKED_AT = 500


class MatchRank(IntEnum):
    """How nearly a claim concerns somebody who may decide on it; the first is the nearest."""

    NAMED = 0  # one of their lists names it
    ANY = 1  # their lists do not speak of it
    ELSEWHERE = 2  # their lists name others
    MANAGER = 3
    AWAY = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who could get the claim, and the one away for whom they would stand in."""

    person_id: UUID
    near: MatchRank
    stands_in_for: UUID | None = None
    back_on: date = date.min


@dataclass(frozen=True, slots=True)
class Load:
    """How many claims wait before somebody, and when they were last given one."""

    waiting: int
    last_given: datetime | None


def choose(turn: Turn, form: ClaimForm, apart: Collection[UUID] = ()) -> list[Choice]:
    """Everybody who could get the claim, the one who should first; nobody of `apart`.

    Two claims of a programme choose one after the other, so that they do not choose the same.
    """
    one_by_one(turn, {form.claim.programme})
    choices = candidates(turn, form, apart)
    loads = loads_of(turn, [each.person_id for each in choices])

    def order(each: Choice) -> tuple[object, ...]:
        load = loads[each.person_id]
        given = load.last_given.isoformat() if load.last_given else ""
        return each.near, each.back_on, load.waiting, given, str(each.person_id)

    return sorted(choices, key=order)


def one_by_one(turn: Turn, programmes: Collection[str]) -> None:
    """Wait until nobody else assigns claims of these programmes, and keep it so until the turn
    ends.

    Asked for after the claims themselves are locked, so that two turns never wait for each other.
    """
    for slug in sorted(programmes):
        locks.alone(turn, f"seats:{slug}")


def candidates(turn: Turn, form: ClaimForm, apart: Collection[UUID] = ()) -> list[Choice]:
    """Everybody who could get the claim, once each, at their nearest; deputies for those away."""
    held = able(turn, form.claim)
    here = {role.person_id for role in held} - set(apart)
    gone = absences.away(turn, {role.person_id for role in held}, days_of(turn, form))
    found: dict[UUID, Choice] = {}
    for role in held:
        choice = choice_of(form, role, gone, here)
        known = found.get(choice.person_id) if choice else None
        if choice and (known is None or worth(choice) < worth(known)):
            found[choice.person_id] = choice
    return list(found.values())


def worth(choice: Choice) -> tuple[MatchRank, bool]:
    """How a choice is ordered: in one's own right comes before standing in for another."""
    return choice.near, choice.stands_in_for is not None


def choice_of(
    form: ClaimForm, role: Role, gone: dict[UUID, Absence], here: Collection[UUID]
) -> Choice | None:
    """Whom the claim would go to by this role: its holder, their deputy, or nobody."""
    absence = gone.get(role.person_id)
    if absence is None:
        return Choice(role.person_id, match_rank(form, role)) if role.person_id in here else None
    deputy = absences.deputy(gone, role.person_id)
    if deputy is not None and deputy in here:
        return Choice(deputy, match_rank(form, role), role.person_id)
    if role.person_id in here:
        return Choice(role.person_id, MatchRank.AWAY, back_on=absence.ends_on)
    return None


def match_rank(form: ClaimForm, role: Role) -> MatchRank:
    """Where the lists of a role put a claim; what the claim does not tell narrows nothing."""
    if role.role != REVIEWER:
        return MatchRank.MANAGER
    told = [
        wanted & known for wanted, known in zip(lists(role), facts(form), strict=True)
        if wanted and known
    ]  # fmt: skip
    if not all(told):
        return MatchRank.ELSEWHERE
    return MatchRank.NAMED if told else MatchRank.ANY


def lists(role: Role) -> list[set[str]]:
    """Organisation, badge classes, levels, campuses, languages, as compared."""
    listed = (role.badges, role.levels, role.campuses, role.languages)
    return [folded([role.organisation]), *(folded(each.split(",")) for each in listed)]


def facts(form: ClaimForm) -> list[set[str]]:
    """What the lists of a role are held against: organisation, badge class, level, campus (its
    value and as people read it) and language of a claim, each as a set of comparable words, empty
    where the claim does not tell."""
    claim, level = form.claim, form.badge.level
    campus = form.definition.review.campus
    return [
        folded([claim.organisation]),
        folded([claim.badge]),
        folded([str(level or "")]),
        folded([form.values.get(campus, ""), form.shown(campus)]),
        folded([claim.language]),
    ]


def folded(values: Collection[str]) -> set[str]:
    return {fold(each).strip() for each in values} - {""}


def days_of(turn: Turn, form: ClaimForm) -> set[date]:
    """The days on which a reviewer must be here: today, and when the decision is due."""
    zone, due = form.programme.zone, form.claim.review_due_at or turn.at
    return {turn.at.astimezone(zone).date(), max(due, turn.at).astimezone(zone).date()}


def loads_of(turn: Turn, persons: Collection[UUID]) -> dict[UUID, Load]:
    """The load of each of these people."""
    theirs = Assignment.person_id == Person.id
    waiting = (
        select(func.count())
        .select_from(Assignment)
        .join(Claim, col(Claim.id) == Assignment.claim_id)
        .where(theirs, col(Assignment.verdict) == NOTHING_SAID, Claim.state == State.IN_REVIEW)
        .scalar_subquery()
    )
    last = select(func.max(Assignment.given_at)).where(theirs).scalar_subquery()
    query = select(Person.id, waiting, last).where(among(turn, col(Person.id), list(persons)))
    return {person_id: Load(count, given) for person_id, count, given in turn.db.exec(query)}


def mine(turn: Turn, person: Person) -> list[Claim]:
    """The claims that wait before somebody, the first due first."""
    query = (
        select(Claim)
        .join(Assignment, col(Assignment.claim_id) == Claim.id)
        .where(Assignment.person_id == person.id, col(Assignment.verdict) == NOTHING_SAID)
        .where(Claim.state == State.IN_REVIEW)
    )
    return list(turn.db.exec(query.order_by(col(Claim.review_due_at), col(Claim.id))))


def others(turn: Turn, person: Person, most: int) -> list[Claim]:
    """Claims before others on which this person may decide too, the first due first."""
    held = {role.programme for role in roles(turn, person, Right.DECIDE)}
    if not held:
        return []
    own = exists().where(
        col(Assignment.claim_id) == col(Claim.id), col(Assignment.person_id) == person.id
    )
    query = select(Claim).where(Claim.state == State.IN_REVIEW, col(Claim.programme).in_(held))
    query = query.where(~own).order_by(col(Claim.review_due_at), col(Claim.id)).limit(LOOKED_AT)
    found = turn.db.exec(query)
    theirs = (each for each in found if may(turn, person, Right.DECIDE, each.programme, each))
    return list(islice(theirs, most))
