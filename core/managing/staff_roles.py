"""Roles given, narrowed and taken away; days away noted and given up: each written down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import select

from core import staff
from core.claims.moves import Actor
from core.ground.tables import Absence, Person, Role, StaffChange
from core.ground.world import Turn
from core.managing.changes import Changed, ChangeKind, record
from core.people import absences, people
from core.people.absences import Leave
from core.reading.dates.months import Interval
from core.review import reassign
from core.staff import StaffMember

NARROWS = ("organisation", "badges", "levels", "campuses", "languages")


def give(turn: Turn, by: Actor, member: StaffMember, *, undoes: StaffChange | None = None) -> Role:
    """Give a role, or change what narrows it. Raises `Trouble` as `staff.add` does."""
    known = people.find(turn, people.MAIL, member.mail)
    before = found(turn, people.person_of(turn, known), member) if known else None
    shown = shape(before) if before else None
    staff.add(turn, member, by)
    who = staff.person(turn, member.mail)
    role = found(turn, who, member)
    if role is None:
        raise LookupError(member.role)
    what = Changed(ChangeKind.ROLE, member.programme, who.id, member.role, shown, shape(role))
    if what.before != what.after:
        record(turn, by, what, undoes=undoes)
    return role


def take(turn: Turn, by: Actor, member: StaffMember, *, undoes: StaffChange | None = None) -> int:
    """Take a role away; gives how many claims went to others. Raises `Trouble` where they do not
    have it."""
    who = staff.person(turn, member.mail)
    role = found(turn, who, member)
    before = shape(role) if role else None
    moved = staff.remove(turn, member.mail, member.programme, member.role, by)
    what = Changed(ChangeKind.ROLE, member.programme, who.id, member.role, before)
    record(turn, by, what, undoes=undoes)
    return moved


def found(turn: Turn, who: Person, member: StaffMember) -> Role | None:
    """The role of a person that a member names."""
    query = select(Role).where(Role.person_id == who.id, Role.programme == member.programme)
    return turn.db.exec(query.where(Role.role == member.role)).first()


def shape(role: Role) -> dict[str, str]:
    """What narrows a role, as it is written down."""
    return {name: getattr(role, name) for name in NARROWS}


def go_away(turn: Turn, by: Actor, who: Person, programme: str, leave: Leave) -> int:
    """Note days away; gives how many claims went to others. Raises `Refusal` as `reassign.leave`
    does."""
    before = away(turn, who)
    moved = reassign.leave(turn, who, leave)
    record(turn, by, Changed(ChangeKind.ABSENCE, programme, who.id, "", before, away(turn, who)))
    return moved


def come_back(turn: Turn, by: Actor, who: Person, programme: str) -> bool:
    """Give up what is noted of days away; gives whether there was anything."""
    before = away(turn, who)
    was = reassign.come_back(turn, who)
    if was:
        what = Changed(ChangeKind.ABSENCE, programme, who.id, "", before, away(turn, who))
        record(turn, by, what)
    return was


def away(turn: Turn, who: Person) -> list[dict[str, str]]:
    """The absences of somebody that are not over, as they are written down."""
    today = reassign.today(turn, who)
    return [written(each) for each in absences.of_person(turn, who) if each.ends_on >= today]


def written(absence: Absence) -> dict[str, str]:
    deputy = str(absence.deputy_id) if absence.deputy_id else ""
    days = {"from": absence.starts_on.isoformat(), "to": absence.ends_on.isoformat()}
    return {**days, "deputy": deputy}


def restore(turn: Turn, who: Person, wanted: Sequence[dict[str, Any]]) -> None:
    """Let somebody be away on these days and on no others to come."""
    today = reassign.today(turn, who)
    for each in absences.of_person(turn, who):
        if each.ends_on >= today:
            turn.db.delete(each)
    turn.db.flush()
    for told in wanted:
        deputy = turn.db.get(Person, told["deputy"]) if told["deputy"] else None
        days = Interval(date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))
        absences.record(turn, who, Leave(days, deputy))
