"""Going on holiday and coming back: what waits before somebody who will be away goes to others."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from core.claims import absences, filling, handing_on, roles, routing, seats
from core.claims.absences import Leave
from core.claims.handing_on import Why
from core.claims.roles import HOLDERS, Action
from core.ground.errors import Refusal
from core.ground.tables import Person, Role
from core.ground.world import Turn
from core.programmes.catalogue import catalogue

UTC = ZoneInfo("UTC")


def leave(turn: Turn, person: Person, days: Leave) -> int:
    """Note an absence and give the claims due in it to the deputy or to others; gives how many.

    Raises `Refusal` for days that are over, for more than a year, and for oneself as deputy.
    """
    if days.days.end < today(turn, person):
        raise Refusal("seat.away_past")
    absence = absences.record(turn, person, days)
    held = handing_on.held_of(turn, person)
    routing.one_by_one(turn, {claim.programme for claim in held})
    moved = 0
    for claim in held:
        filled = filling.sheet(turn, claim)
        needed = routing.days_of(turn, filled)
        if any(absence.starts_on <= day <= absence.ends_on for day in needed):
            theirs = [seat for seat in seats.waiting(turn, claim) if seat.person_id == person.id]
            successors = handing_on.heirs(turn, filled, theirs)
            handing_on.hand_on(turn, filled, successors, Why.AWAY)
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
    held = [role.programme for role in roles.roles(turn, person, Action.DECIDE)]
    return turn.at.astimezone(next((known[slug].zone for slug in held if slug in known), UTC))


def colleagues(turn: Turn, person: Person) -> list[Person]:
    """The others who may decide in one of the person's programmes."""
    theirs = {role.programme for role in roles.roles(turn, person, Action.DECIDE)}
    deciding = select(Role.person_id).where(
        col(Role.programme).in_(theirs), col(Role.role).in_(HOLDERS[Action.DECIDE])
    )
    query = select(Person).where(col(Person.id).in_(deciding), Person.id != person.id)
    return list(turn.db.exec(query.order_by(col(Person.name), col(Person.id))))
