"""The people who hold a role: added, listed and removed by an operator."""

from dataclasses import asdict, dataclass

from sqlmodel import col, select

from core.claims import people
from core.claims.awards import recipient
from core.claims.roles import ROLES
from core.ground.errors import Refusal, Trouble
from core.ground.tables import Person, Role
from core.ground.world import Turn
from core.programmes.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Member:
    """One role of one person."""

    mail: str
    programme: str
    role: str
    name: str = ""
    organisation: str = ""
    language: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def add(turn: Turn, member: Member) -> None:
    """Give a role; giving it again changes the name or the organisation."""
    programme = catalogue(turn.settings.programmes_folder)[member.programme]
    if member.role not in ROLES:
        raise Trouble(f"There is no role {member.role!r}.", mend=f"Use one of {', '.join(ROLES)}.")
    try:
        mail = recipient(member.mail)
    except Refusal:
        raise Trouble(f"{member.mail!r} is not a mail address.") from None
    address = people.meet(turn, people.MAIL, mail)
    who = people.person_of(turn, address)
    who.name = member.name or who.name
    who.language = member.language or who.language or programme.languages[0]
    role = find(turn, who, member) or Role(
        id=turn.chance.uuid(),
        programme=member.programme,
        person_id=who.id,
        role=member.role,
    )
    role.organisation = member.organisation
    turn.db.add(who)
    turn.db.add(role)
    turn.db.flush()


def find(turn: Turn, who: Person, member: Member) -> Role | None:
    query = select(Role).where(
        Role.person_id == who.id,
        Role.programme == member.programme,
        Role.role == member.role,
    )
    return turn.db.exec(query).first()


def remove(turn: Turn, mail: str, programme: str, role: str) -> None:
    """Take a role away; the person and what they decided stay."""
    held = find(turn, person(turn, mail), Member(mail, programme, role))
    if held is None:
        raise Trouble(f"{mail} is not a {role} of {programme}.")
    turn.db.delete(held)


def person(turn: Turn, mail: str) -> Person:
    """The person of an address, for a command that acts in their name."""
    address = people.find(turn, people.MAIL, mail)
    if address is None:
        raise Trouble(f"Nobody here has the address {mail}.", mend="Add them: cocarde staff add …")
    return people.person_of(turn, address)


def members(turn: Turn, programme: str = "") -> list[Member]:
    """Every role, by programme."""
    query = select(Role, Person).join(Person, col(Person.id) == Role.person_id)
    if programme:
        query = query.where(Role.programme == programme)
    found = []
    for role, who in turn.db.exec(query.order_by(col(Role.programme), col(Person.name))):
        mail = next((a.value for a in people.addresses(turn, who) if a.door == people.MAIL), "")
        found.append(
            Member(mail, role.programme, role.role, who.name, role.organisation, who.language)
        )
    return found
