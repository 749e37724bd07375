"""What is a person's: everybody that they are, and the keys of all that hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from core.ground.tables import Address, Badge, Case, Claim, Link, Mission, Outbox, Person
from core.ground.world import Turn
from core.people import people
from core.people.joined import selves


@dataclass(frozen=True, slots=True)
class Belongings:
    """The keys by which every row about one person is found."""

    persons: tuple[UUID, ...]
    addresses: tuple[Address, ...]
    claims: tuple[UUID, ...]
    badges: tuple[str, ...]
    missions: tuple[Mission, ...]
    cases: tuple[UUID, ...]
    links: tuple[UUID, ...]
    messages: tuple[UUID, ...]

    @property
    def mails(self) -> tuple[str, ...]:
        """Their mail addresses."""
        return tuple(each.value for each in self.addresses if each.door == people.MAIL)

    @property
    def places(self) -> tuple[str, ...]:
        """Where messages for them go, behind whatever door."""
        return tuple(each.value for each in self.addresses)

    @property
    def address_ids(self) -> tuple[UUID, ...]:
        """The keys of their addresses."""
        return tuple(each.id for each in self.addresses)

    @property
    def mission_ids(self) -> tuple[UUID, ...]:
        """The keys of their missions."""
        return tuple(each.id for each in self.missions)


def of(turn: Turn, person: Person) -> Belongings:
    """All that hangs on a person, and on those who were joined to them."""
    persons = tuple(selves(turn, person))
    query = select(Address).where(col(Address.person_id).in_(persons)).order_by(col(Address.id))
    addresses = tuple(turn.db.exec(query))
    claims = tuple(turn.db.exec(select(Claim.id).where(col(Claim.person_id).in_(persons))))
    missions = missions_of(turn, claims, people.own_mails(turn, person))
    ids = tuple(each.id for each in missions)
    return Belongings(
        persons,
        addresses,
        claims,
        tuple(turn.db.exec(select(Badge.id).where(col(Badge.person_id).in_(persons)))),
        missions,
        tuple(
            turn.db.exec(
                select(Case.id).where(
                    or_(
                        col(Case.person_id).in_(persons),
                        col(Case.claim_id).in_(claims),
                        col(Case.mission_id).in_(ids),
                    )
                )
            )
        ),
        tuple(
            turn.db.exec(
                select(Link.id).where(
                    or_(col(Link.host_id).in_(persons), col(Link.guest_id).in_(persons))
                )
            )
        ),
        messages_of(turn, persons, claims, addresses),
    )


def missions_of(
    turn: Turn, claims: Sequence[UUID], mails: Sequence[Address]
) -> tuple[Mission, ...]:
    """The rows of rosters of these claims, and those that name one of these addresses."""
    named = [each.value for each in mails]
    theirs = select(Claim.mission_id).where(col(Claim.id).in_(claims))
    query = select(Mission).where(or_(col(Mission.id).in_(theirs), col(Mission.mail).in_(named)))
    return tuple(turn.db.exec(query.order_by(col(Mission.id))))


def messages_of(
    turn: Turn, persons: Sequence[UUID], claims: Sequence[UUID], addresses: Sequence[Address]
) -> tuple[UUID, ...]:
    """The messages to a person, to their places, and about their claims to others."""
    places = [each.value for each in addresses]
    which = or_(
        col(Outbox.person_id).in_(persons),
        col(Outbox.claim_id).in_(claims),
        col(Outbox.place).in_(places),
    )
    return tuple(turn.db.exec(select(Outbox.id).where(which)))
