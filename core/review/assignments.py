"""Who has a claim before them: one assignment each, kept until the claim comes to review anew."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from core.ground.rows.insert import add_new
from core.ground.tables import Assignment, Claim, Person
from core.ground.world import Turn


def seated(turn: Turn, claim: Claim) -> list[Assignment]:
    """The assignments of this round of review, in the order in which they were given."""
    query = select(Assignment).where(Assignment.claim_id == claim.id)
    return list(turn.db.exec(query.order_by(col(Assignment.given_at), col(Assignment.person_id))))


def waiting(turn: Turn, claim: Claim) -> list[Assignment]:
    """The assignments of those who have not said anything yet."""
    return [each for each in seated(turn, claim) if not each.verdict]


def spoken(turn: Turn, claim: Claim) -> list[Assignment]:
    """The assignments of those who decided or voted; a view for somebody else is neither."""
    return [each for each in seated(turn, claim) if each.verdict and each.advises is None]


def holders(turn: Turn, claim: Claim) -> list[Person]:
    """The people who have the claim before them now and have not said anything yet."""
    return [turn.db.get_one(Person, each.person_id) for each in waiting(turn, claim)]


def give(
    turn: Turn,
    claim: Claim,
    persons: Iterable[Person],
    stands_in_for: Person | None = None,
    advises: UUID | None = None,
) -> None:
    """Assign the claim to these people; who has it already keeps their assignment as it is.

    `stands_in_for` is who was to have it, `advises` the one who asked for a second opinion.
    """
    for person in persons:
        assignment = Assignment(
            claim_id=claim.id,
            person_id=person.id,
            stands_in_for=stands_in_for.id if stands_in_for else None,
            advises=advises,
            given_at=turn.at,
        )
        add_new(turn, assignment)


def of(turn: Turn, claim: Claim, person: Person) -> Assignment:
    """The assignment of somebody who speaks; who was not asked gets one."""
    assignment = turn.db.get(Assignment, (claim.id, person.id))
    if assignment is None:
        give(turn, claim, [person])
        assignment = turn.db.get_one(Assignment, (claim.id, person.id))
    return assignment


def take_away(turn: Turn, claim: Claim, person_id: UUID) -> None:
    """End one assignment, as somebody else gets the claim."""
    theirs = col(Assignment.claim_id) == claim.id, col(Assignment.person_id) == person_id
    turn.db.exec(delete(Assignment).where(*theirs))


def clear(turn: Turn, claim: Claim) -> None:
    """End every assignment of a claim, as a new round of review begins."""
    turn.db.exec(delete(Assignment).where(col(Assignment.claim_id) == claim.id))
