"""Who of the staff is away, on which days, and who stands in for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.rows.lookup import among
from core.ground.tables import Absence, Person
from core.ground.world import Turn
from core.reading.dates.months import Interval

LONGEST = timedelta(days=366)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leave:
    """Days that a member of the staff will be away, both included, and who stands in."""

    days: Interval
    deputy: Person | None = None


def record(turn: Turn, person: Person, leave: Leave) -> Absence:
    """Write down an absence in place of every one that it touches. Raises `Refusal` for more than a
    year, and where somebody is to stand in for themselves."""
    days = leave.days
    if not days.start <= days.end < days.start + LONGEST:
        raise Refusal("seat.away_long")
    if leave.deputy is not None and leave.deputy.id == person.id:
        raise Refusal("seat.deputy_self")
    for known in of_person(turn, person):
        if known.starts_on <= days.end and days.start <= known.ends_on:
            turn.db.delete(known)
    made = Absence(
        id=turn.chance.uuid(),
        person_id=person.id,
        starts_on=days.start,
        ends_on=days.end,
        deputy_id=leave.deputy.id if leave.deputy else None,
    )
    turn.db.add(made)
    turn.db.flush()
    note(turn, EventKind.ABSENT, person, f"{days.start}/{days.end}")
    return made


def end(turn: Turn, person: Person, today: date) -> bool:
    """Let today's absence end yesterday, as its person is here again; absences still to come stay.
    Gives whether they were away."""
    now = [each for each in of_person(turn, person) if each.starts_on <= today <= each.ends_on]
    for absence in now:
        absence.ends_on = today - DAY
        if absence.ends_on < absence.starts_on:
            turn.db.delete(absence)
        else:
            turn.db.add(absence)
    turn.db.flush()
    if now:
        note(turn, EventKind.PRESENT, person)
    return bool(now)


def forget(turn: Turn, person: Person, today: date) -> bool:
    """Delete the absences still to come; gives whether there were any."""
    coming = [each for each in of_person(turn, person) if each.starts_on > today]
    for absence in coming:
        turn.db.delete(absence)
    turn.db.flush()
    if coming:
        note(turn, EventKind.PRESENT, person)
    return bool(coming)


def note(turn: Turn, kind: EventKind, person: Person, days: str = "") -> None:
    """Write down that somebody of the staff will be away, or is here again."""
    events.write(turn, Happened(kind, person_id=person.id, subject=days))


def of_person(turn: Turn, person: Person) -> list[Absence]:
    """Every absence of a member of the staff, past ones included, the first one first."""
    query = select(Absence).where(Absence.person_id == person.id)
    return list(turn.db.exec(query.order_by(col(Absence.starts_on))))


def away(turn: Turn, persons: Collection[UUID], days: Collection[date]) -> dict[UUID, Absence]:
    """The absence of each of these people who are away on one of these days, by the person's key;
    of several, the one that ends last."""
    if not persons:
        return {}
    query = select(Absence).where(among(turn, col(Absence.person_id), list(persons)))
    query = query.where(Absence.starts_on <= max(days), Absence.ends_on >= min(days))
    found = turn.db.exec(query.order_by(col(Absence.ends_on), col(Absence.id)))
    return {
        each.person_id: each
        for each in found
        if any(each.starts_on <= day <= each.ends_on for day in days)
    }


def deputy(gone: Mapping[UUID, Absence], person_id: UUID) -> UUID | None:
    """Who stands in for somebody away: the deputy, or the deputy's deputy if they are away too, and
    so on.

    None where the chain ends in nobody or comes back to its beginning.
    """
    seen = {person_id}
    while (absence := gone.get(person_id)) is not None:
        if absence.deputy_id is None or absence.deputy_id in seen:
            return None
        person_id = absence.deputy_id
        seen.add(person_id)
    return person_id
