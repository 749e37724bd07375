"""The people who hold a role: added, listed and removed by an operator."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import col, select

from core.claims.moves import COCARDE, Actor
from core.ground.errors import Refusal, Trouble
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.sentences import Sentence
from core.ground.tables import Absence, Person, Role
from core.ground.world import Turn
from core.joining import forwarded_letters
from core.people import absences, people, tokens
from core.people.roles import HOLDERS, ROLES, Right
from core.programmes.catalogue import catalogue
from core.programmes.members.organisations import known_organisations
from core.programmes.programme import Programme
from core.reading.text import words
from core.review import assign, reassign, routing
from core.review import reassign as leaving
from core.review.awards import recipient
from core.sessions import second_factors, sessions
from core.support import case_life


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One role of one person; the lists (`a,b`) narrow what comes to a reviewer."""

    mail: str
    programme: str
    role: str
    name: str = ""
    organisation: str = ""
    language: str = ""
    badges: str = ""
    levels: str = ""
    campuses: str = ""
    languages: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as listed: how many claims wait before them, and when they are away."""

    member: StaffMember
    waiting: int
    away: tuple[dict[str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """The member as `staff list --json` prints it."""
        return {**asdict(self.member), "waiting": self.waiting, "away": list(self.away)}


def add(turn: Turn, member: StaffMember, by: Actor = COCARDE) -> None:
    """Give a role; giving it again changes the name, the organisation and the lists.

    Claims that waited for somebody who may decide come to them at once. Raises `Trouble` for an
    unknown role, an address that is none, and a list or organisation that the programme has not.
    """
    programme = catalogue(turn.settings.programmes_folder)[member.programme]
    if member.role not in ROLES:
        raise Trouble("trouble.no_role", role=repr(member.role), known=", ".join(ROLES))
    check_lists(programme, member)
    organisation = known_organisation(turn, programme, member.organisation)
    who = introduced(turn, member, programme)
    if member.role in second_factors.PAGES:
        second_factors.trust_first(turn, who)
    role = find(turn, who, member) or Role(
        id=turn.chance.uuid(),
        programme=member.programme,
        person_id=who.id,
        role=member.role,
    )
    role.organisation = organisation
    for name in ("badges", "levels", "campuses", "languages"):
        setattr(role, name, ",".join(parts(getattr(member, name))))
    turn.db.add(role)
    turn.db.flush()
    note(turn, EventKind.ROLE_GIVEN, role, by)
    if member.role in HOLDERS[Right.DECIDE]:
        reassign.vacate(turn, who)  # another organisation is another desk
        assign.fill(turn, member.programme)


def note(turn: Turn, kind: EventKind, role: Role, by: Actor) -> None:
    """Write down that a role was given or taken away, and by whom."""
    told = Happened(
        kind,
        person_id=role.person_id,
        actor_id=by.person_id,
        door=by.door,
        programme=role.programme,
        subject=role.role,
    )
    events.write(turn, told)


def introduced(turn: Turn, member: StaffMember, programme: Programme) -> Person:
    """The person of the address, with the name and language as told."""
    try:
        mail = recipient(member.mail)
    except Refusal:
        raise Trouble("trouble.no_mail", mail=repr(member.mail)) from None
    who = people.person_of(turn, people.meet(turn, people.MAIL, mail))
    forwarded_letters.part_all(
        turn, who
    )  # whoever only opened a letter of theirs gets no role with it
    who = people.person_of(turn, people.meet(turn, people.MAIL, mail))
    who.name = member.name or who.name
    who.language = member.language or who.language or programme.languages[0]
    turn.db.add(who)
    turn.db.flush()
    return who


def check_lists(programme: Programme, member: StaffMember) -> None:
    """A list that names what the programme has not would narrow everything away."""
    known: dict[str, set[str]] = {
        "badges": {badge.slug for badge in programme.badge},
        "levels": {str(badge.level) for badge in programme.badge if badge.level},
        "languages": set(programme.languages),
    }
    for name, values in known.items():
        wrong = [each for each in parts(getattr(member, name)) if each not in values]
        if wrong:
            listed, lacking = ", ".join(sorted(values)), ", ".join(wrong)
            raise Trouble(
                "trouble.staff_list",
                programme=programme.slug,
                name=name,
                wrong=lacking,
                known=listed or Sentence("plain.none"),
            )


def known_organisation(turn: Turn, programme: Programme, told: str) -> str:
    """The name of an organisation as claims have it; raises `Trouble` where the programme knows its
    organisations and this is none of them."""
    known = known_organisations(turn, programme)
    for each in known:
        if words(told) in [words(name) for name in (each.name, *each.aliases)]:
            return each.name
    if told and known:
        listed = ", ".join(each.name for each in known)
        raise Trouble("trouble.no_organisation", name=repr(told), known=listed)
    return told


def parts(listed: str) -> list[str]:
    return [each for each in (part.strip() for part in listed.split(",")) if each]


def find(turn: Turn, who: Person, member: StaffMember) -> Role | None:
    query = select(Role).where(
        Role.person_id == who.id,
        Role.programme == member.programme,
        Role.role == member.role,
    )
    return turn.db.exec(query).first()


def remove(turn: Turn, mail: str, programme: str, role: str, by: Actor = COCARDE) -> int:
    """Take a role away and give what waits before its person to others; gives how many claims.
    Raises `Trouble` where they do not have it."""
    who = person(turn, mail)
    held = find(turn, who, StaffMember(mail, programme, role))
    if held is None:
        raise Trouble("trouble.not_staff", mail=mail, role=role, programme=programme)
    note(turn, EventKind.ROLE_TAKEN, held, by)
    turn.db.delete(held)
    turn.db.flush()
    sessions.end_where_unwelcome(turn, who)
    tokens.revoke(turn, who, programme)
    case_life.let_go(turn, who, programme)
    return reassign.vacate(turn, who)


def person(turn: Turn, mail: str) -> Person:
    """The person of a mail address, for a command that acts in their name; raises `Trouble` where
    there is none, or none is named."""
    if not mail:
        raise Trouble("trouble.nobody_named")
    address = people.find(turn, people.MAIL, mail)
    if address is None:
        raise Trouble("trouble.nobody_there", mail=mail)
    return people.person_of(turn, address)


def colleague(turn: Turn, who: Person, mail: str) -> Person:
    """Somebody who decides in one of the programmes of `who`, as a deputy must; raises `Trouble`
    where they do not."""
    other = person(turn, mail)
    if other.id not in {each.id for each in leaving.colleagues(turn, who)}:
        name = who.name or Sentence("trouble.them")
        raise Trouble("trouble.no_colleague", mail=mail, name=name)
    return other


def members(turn: Turn, programme: str = "") -> list[Seen]:
    """Every role, by programme, with what waits before its person and their absences that are not
    over."""
    query = select(Role, Person).join(Person, col(Person.id) == Role.person_id)
    if programme:
        query = query.where(Role.programme == programme)
    held = list(turn.db.exec(query.order_by(col(Role.programme), col(Person.name))))
    loads = routing.loads_of(turn, {who.id for _, who in held})
    return [
        Seen(described(turn, role, who), loads[who.id].waiting, away(turn, who))
        for role, who in held
    ]


def described(turn: Turn, role: Role, who: Person) -> StaffMember:
    mail = next((a.value for a in people.addresses(turn, who) if a.door == people.MAIL), "")
    return StaffMember(
        mail, role.programme, role.role, who.name, role.organisation, who.language,
        role.badges, role.levels, role.campuses, role.languages,
    )  # fmt: skip


def away(turn: Turn, who: Person) -> tuple[dict[str, str], ...]:
    """The absences that are not over, as listed."""
    today = leaving.today(turn, who)
    found = [each for each in absences.of_person(turn, who) if each.ends_on >= today]
    return tuple(absence_days(turn, each) for each in found)


def absence_days(turn: Turn, absence: Absence) -> dict[str, str]:
    deputy = turn.db.get(Person, absence.deputy_id) if absence.deputy_id else None
    days = {"from": absence.starts_on.isoformat(), "to": absence.ends_on.isoformat()}
    return {**days, "deputy": deputy.name if deputy else ""}
