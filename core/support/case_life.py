"""The life of a case: open, answered, closed; open again when its person says more."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people.roles import Right, may, roles
from core.support import answer_due, case_log
from core.support.case import CASE, OF_STAFF, CaseState
from core.support.case_log import EntryKind

WAITING = (CaseState.OPEN, CaseState.ANSWERED)


def locked_case(turn: Turn, ref: str) -> Case | None:
    """The case of a reference, its row locked until the turn ends, so that actions on it come one
    by one. None where there is none; a merged case gives the one it was merged into."""
    query = select(Case).where(Case.ref == ref.strip().lower()).with_for_update()
    return followed(turn, turn.db.exec(query).first())


def locked_case_by_id(turn: Turn, case_id: UUID | None) -> Case | None:
    """The case of a key, its row locked until the turn ends. None where there is none, or no key is
    given; a merged case gives the one it was merged into."""
    query = select(Case).where(Case.id == case_id).with_for_update()
    return followed(turn, turn.db.exec(query).first())


def followed(turn: Turn, case: Case | None) -> Case | None:
    """The case itself, or the one that it was merged into, locked until the turn ends."""
    while case is not None and case.merged_into_id is not None:
        query = select(Case).where(Case.id == case.merged_into_id).with_for_update()
        case = turn.db.exec(query).first()
    return case


def waits(turn: Turn, case: Case) -> None:
    """Make it the staff's turn: set until when an answer is due, and the timer that looks whether
    it came."""
    case.state, case.closed_at, case.escalated_at = CaseState.OPEN, None, None
    case.due_at = answer_due.due(turn, case.programme)
    turn.db.add(case)
    turn.db.flush()
    timers.put(turn, CASE, str(case.id), case.due_at)


def rests(turn: Turn, case: Case, state: CaseState) -> None:
    """Leave the case in a state in which nothing is due from the staff, and drop its timer."""
    case.state, case.due_at, case.said_at = state, None, turn.at
    case.closed_at = turn.at if state is CaseState.CLOSED else None
    turn.db.add(case)
    turn.db.flush()
    timers.drop(turn, CASE, str(case.id))


def close(turn: Turn, case: Case, member: Person, door: str) -> None:
    """Close a case. Raises `Refusal` with the name of who closed it before."""
    if case.state == CaseState.CLOSED:
        raise closed_by(turn, case)
    rests(turn, case, CaseState.CLOSED)
    case_log.add(turn, case, EntryKind.CLOSED, member, door=door)


def closed_by(turn: Turn, case: Case) -> Refusal:
    """The refusal for an action on a closed case: it names who closed or merged it, and when."""
    done = case_log.of(turn, case, EntryKind.CLOSED, EntryKind.MERGED)
    return case_log.already(turn, case, done[-1]) if done else Refusal("case.gone", ref=case.ref)


def assign(turn: Turn, case: Case, member: Person, to: Person, door: str, seen: int | None) -> None:
    """Give a case to a member of the staff. Raises `Refusal` where another took it since the card
    was shown."""
    case_log.check_first(turn, case, EntryKind.ASSIGNED, seen)
    case.assignee_id = to.id
    adopt(turn, case, to)
    case_log.add(turn, case, EntryKind.ASSIGNED, member, to.name, door)


def let_go(turn: Turn, member: Person, programme: str) -> None:
    """Take from somebody who may not follow cases of a programme any more those that they
    followed."""
    if not may(turn, member, Right.SUPPORT, programme):
        theirs = col(Case.assignee_id) == member.id, col(Case.programme) == programme
        turn.db.exec(update(Case).where(*theirs).values(assignee_id=None))


def adopt(turn: Turn, case: Case, member: Person) -> None:
    """Make who answers first follow the case; a case of no programme becomes that of their only
    one."""
    case.assignee_id = case.assignee_id or member.id
    held = {role.programme for role in roles(turn, member, Right.SUPPORT)}
    if not case.programme and len(held) == 1:
        case.programme = held.pop()
    turn.db.add(case)


def heard(turn: Turn, case: Case, text: str, door: str, *, wakes: bool = True) -> bool:
    """Note the person's new words and open the case again; gives whether it was not open before."""
    person = turn.db.get(Person, case.person_id) if case.person_id else None
    case_log.add(turn, case, EntryKind.SAID, person, text, door)
    case.said_at = turn.at
    turn.db.add(case)
    woken = wakes and case.state != CaseState.OPEN
    if woken:
        if case.state == CaseState.CLOSED:
            case_log.add(turn, case, EntryKind.REOPENED, person, door=door)
        waits(turn, case)
    return woken


def open_cases(turn: Turn, programme: str = "") -> list[Case]:
    """The cases that wait for the staff, the oldest first."""
    query = select(Case).where(Case.state == CaseState.OPEN)
    if programme:
        query = query.where(Case.programme == programme)
    return list(turn.db.exec(query.order_by(col(Case.opened_at), col(Case.id))))


def of_person(turn: Turn, person: Person) -> list[Case]:
    """The cases of a person that are not closed, the oldest first."""
    query = select(Case).where(Case.person_id == person.id, col(Case.state).in_(WAITING))
    return list(turn.db.exec(query.order_by(col(Case.opened_at), col(Case.id))))


def told_to(turn: Turn, person: Person) -> list[Case]:
    """Those of a person's cases that they know of, the oldest first."""
    return [each for each in of_person(turn, person) if each.occasion not in OF_STAFF]
