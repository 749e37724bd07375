"""Roles and assignments that have no place beside the kept person's own: taken out when two persons
are joined, and put back when they part."""

from uuid import UUID

from sqlmodel import col, select

from core.claims.states import State
from core.ground.tables import Assignment, Claim, Person, Role
from core.ground.world import Turn
from core.joining.journal import MergeJournal


def lay_aside(turn: Turn, merged: Person, kept: Person, moved: MergeJournal) -> None:
    """Take out and note in the journal what the kept person has as well, and an assignment to a
    claim of one's own, which nobody may have."""
    held = {(role.programme, role.role) for role in roles(turn, kept)}
    for role in roles(turn, merged):
        if (role.programme, role.role) in held:
            moved.roles.append(role.model_dump(mode="json"))
            turn.db.delete(role)
    for assignment in [*own(turn, merged, kept), *doubles(turn, merged, kept)]:
        moved.seats.append(assignment.model_dump(mode="json"))
        turn.db.delete(assignment)
    turn.db.flush()


def roles(turn: Turn, person: Person) -> list[Role]:
    return list(turn.db.exec(select(Role).where(Role.person_id == person.id)))


def assignments(turn: Turn, person: Person) -> dict[UUID, Assignment]:
    found = turn.db.exec(select(Assignment).where(Assignment.person_id == person.id))
    return {each.claim_id: each for each in found}


def own(turn: Turn, merged: Person, kept: Person) -> list[Assignment]:
    """The assignments of either person to a claim of either."""
    query = select(Assignment).join(Claim, col(Claim.id) == Assignment.claim_id)
    persons = (merged.id, kept.id)
    mine = query.where(col(Claim.person_id).in_(persons), col(Assignment.person_id).in_(persons))
    return list(turn.db.exec(mine))


def doubles(turn: Turn, merged: Person, kept: Person) -> list[Assignment]:
    """Of two assignments to one claim, the one that has said nothing, else the merged person's."""
    theirs, ours = assignments(turn, merged), assignments(turn, kept)
    mine = {each.claim_id for each in own(turn, merged, kept)}
    return [
        ours[claim] if theirs[claim].said_at and not ours[claim].said_at else theirs[claim]
        for claim in (theirs.keys() & ours.keys()) - mine
    ]


def reclaim(later: MergeJournal, moved: MergeJournal, merged: Person) -> None:
    """Move into this journal what a later link took out of the merged person's, for them to have
    again."""
    for told, mine, key in (
        (later.roles, moved.roles, moved.rows["role"]),
        (later.seats, moved.seats, moved.rows["seat"]),
    ):
        for row in [row for row in told if row.get("id", row.get("claim_id")) in key]:
            told.remove(row)
            mine.append({**row, "person_id": str(merged.id)})


def take_up(turn: Turn, later: MergeJournal, kept: Person) -> list[str]:
    """Give the kept person back the roles that a later link took out because the merged person had
    them too, now that these have gone; gives their keys."""
    held = {(role.programme, role.role) for role in roles(turn, kept)}
    missing = [row for row in later.roles if (row["programme"], row["role"]) not in held]
    for row in missing:
        later.roles.remove(row)
        turn.db.add(Role.model_validate({**row, "person_id": str(kept.id)}))
    turn.db.flush()
    return [str(row["id"]) for row in missing]


def put_back(turn: Turn, moved: MergeJournal, kept: Person) -> None:
    """Put back the roles that nobody took from the kept person meanwhile, and the assignments to
    what still waits for a decision."""
    held = {(role.programme, role.role) for role in roles(turn, kept)}
    for told in moved.roles:
        role = Role.model_validate(told)
        if (role.programme, role.role) in held:
            turn.db.add(role)
    for told in moved.seats:
        assignment = Assignment.model_validate(told)
        claim = turn.db.get(Claim, assignment.claim_id)
        taken = turn.db.get(Assignment, (assignment.claim_id, assignment.person_id))
        if claim is not None and claim.state == State.IN_REVIEW and taken is None:
            turn.db.add(assignment)
    turn.db.flush()
