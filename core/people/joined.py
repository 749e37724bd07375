"""Who a person is by now: links lead from merged persons to kept ones, and the last kept one is who
lives."""

from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col, select

from core.ground.tables import Link, Person
from core.ground.world import Turn

ONWARD = select(Link).where(Link.guest_id == bindparam("person"), col(Link.undone_at).is_(None))
TOUCHING = select(Link.host_id, Link.guest_id).where(
    or_(col(Link.host_id) == bindparam("person"), col(Link.guest_id) == bindparam("person"))
)
JOINED = select(Link).where(Link.host_id == bindparam("person"), col(Link.undone_at).is_(None))


def onward(turn: Turn, person_id: UUID) -> list[Link]:
    """The links that lead from somebody to who they are now, in order; empty for who was never
    merged."""
    path: list[Link] = []
    while link := turn.db.exec(ONWARD, params={"person": person_id}).first():
        path.append(link)
        person_id = link.host_id
    return path


def living(turn: Turn, person: Person) -> Person:
    """The person themselves, or whom they were joined to."""
    path = onward(turn, person.id)
    return turn.db.get_one(Person, path[-1].host_id) if path else person


def selves(turn: Turn, person: Person) -> list[UUID]:
    """Everybody that this person is: themselves, and all who were joined to them."""
    found, left = [person.id], [person.id]
    while left:
        links = turn.db.exec(JOINED, params={"person": left.pop()}).all()
        found += [link.guest_id for link in links]
        left += [link.guest_id for link in links]
    return found


def ever_joined(turn: Turn, person_id: UUID) -> set[UUID]:
    """Everybody who was ever joined with a person, however far round, also where it was undone.

    Undoing parts what they own, not what they know of each other.
    """
    found, left = {person_id}, [person_id]
    while left:
        links = turn.db.exec(TOUCHING, params={"person": left.pop()}).all()
        new = {each for pair in links for each in pair} - found
        found |= new
        left += new
    return found


def alone(turn: Turn, *persons: Person) -> None:
    """Wait until no other transaction joins or parts these persons, and keep it so until this one
    ends."""
    ids = sorted(person.id for person in persons)
    query = select(Person).where(col(Person.id).in_(ids)).order_by(col(Person.id))
    turn.db.exec(query.with_for_update(key_share=True)).all()
