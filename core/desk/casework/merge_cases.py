"""Two cases that are one: the timeline goes on in the kept one, the other points there."""

from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.joining import by_staff as persons
from core.people import roles
from core.support import cards, case_life, case_log
from core.support.case import CASE, CaseState
from core.support.case_log import EntryKind


def two_persons(case: Case, other: Case) -> bool:
    """Whether the cases are of two persons, who would have to be one."""
    return None not in (case.person_id, other.person_id) and case.person_id != other.person_id


def merge(turn: Turn, kept: Case, other: Case, member: Person, door: str) -> None:
    """Close the other case into the kept one; raises `Refusal` where it was merged or closed
    before."""
    if other.id == kept.id:
        raise Refusal("case.same", ref=kept.ref)
    if other.state == CaseState.CLOSED:
        raise case_life.closed_by(turn, other)
    if other.programme and not roles.may(turn, member, roles.Right.MERGE, other.programme):
        raise Refusal("case.not_yours", ref=other.ref)
    fill(turn, kept, other)
    case_log.add(turn, kept, EntryKind.MERGED, member, other.ref, door)
    case_life.rests(turn, other, CaseState.CLOSED)
    other.merged_into_id = kept.id
    turn.db.add(other)
    case_log.add(turn, other, EntryKind.MERGED, member, kept.ref, door)
    for case in (kept, other):
        cards.refresh(turn, case)


def unite(turn: Turn, kept: Case, other: Case, member: Person, door: str) -> None:
    """Make the two persons of the cases one, as the staff has found, and then the cases."""
    host, guest = (turn.db.get_one(Person, each.person_id) for each in (kept, other))
    persons.merge(turn, member, guest, host)
    turn.db.flush()
    for case in (kept, other):
        turn.db.refresh(case)
    merge(turn, kept, other, member, door)


def fill(turn: Turn, kept: Case, other: Case) -> None:
    """The kept case takes over what it lacks: who, which claim, which mission, the sooner day."""
    if other.state == CaseState.OPEN and kept.state != CaseState.OPEN:
        case_life.waits(turn, kept)
    kept.person_id = kept.person_id or other.person_id
    kept.claim_id = kept.claim_id or other.claim_id
    kept.mission_id = kept.mission_id or other.mission_id
    kept.programme = kept.programme or other.programme
    kept.why = "\n".join(dict.fromkeys(filter(None, (kept.why, other.why))))
    if kept.due_at and other.due_at and other.due_at < kept.due_at:
        kept.due_at = other.due_at
        timers.put(turn, CASE, str(kept.id), kept.due_at)
    turn.db.add(kept)
    turn.db.flush()
