"""Finding somebody for the staff: by mail, name, reference of a claim or a case.

Only people who have to do with the programmes of who asks; every lookup goes by an index.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from core.ground.tables import Address, Badge, Case, Claim, Mission, Person
from core.ground.world import Turn
from core.people import people, roles
from core.people.roles import Right
from core.reading.text import words
from core.roster import search_keys
from core.support import case_life

MOST = 8
LAST = "zzzz"  # after every name, in the order of whichever engine


def programmes(turn: Turn, member: Person) -> set[str]:
    """The programmes of whose people this member of the staff may look for anybody."""
    return {role.programme for role in roles.roles(turn, member, Right.SUPPORT)}


def find(turn: Turn, member: Person, text: str) -> list[Person]:
    """The people whom a text may mean, by name; never more than eight."""
    mine, said = programmes(turn, member), text.strip()
    if not mine or not said:
        return []
    if "@" in said:
        found = by_mails(turn, [people.fold(people.MAIL, said.strip("<>.,;"))])
    else:
        found = by_ref(turn, said.lower()) or by_name(turn, mine, said)
    kept = {each.id: each for each in found if concerns(turn, each, mine)}
    return sorted(kept.values(), key=lambda each: (each.name, each.id))[:MOST]


def by_mails(turn: Turn, mails: Iterable[str]) -> list[Person]:
    """The people whose addresses these are; who only typed one is somebody else."""
    query = select(Address).where(Address.door == people.MAIL)
    found = list(turn.db.exec(query.where(col(Address.value).in_(list(mails)))))
    held = [(each, people.person_of(turn, each)) for each in found]
    return [person for each, person in held if each in people.own_mails(turn, person)]


def by_ref(turn: Turn, ref: str) -> list[Person]:
    """The person of a claim or a case."""
    claim = turn.db.exec(select(Claim.person_id).where(Claim.ref == ref)).first()
    case = case_life.followed(turn, turn.db.exec(select(Case).where(Case.ref == ref)).first())
    found = claim or (case.person_id if case else None)
    return [turn.db.get_one(Person, found)] if found else []


def by_name(turn: Turn, mine: set[str], name: str) -> list[Person]:
    """Those who call themselves so, or whose name begins so, and those who stand on a roster under
    this name."""
    spelt = {name, name.title(), name.lower(), name.upper()}
    query = select(Person).where(col(Person.name).in_(spelt)).limit(MOST * 4)
    found = list(turn.db.exec(query)) or begin_so(turn, spelt)
    listed = select(Mission.mail).where(col(Mission.programme).in_(mine))
    listed = listed.where(Mission.name_key == search_keys.name_key(name)).limit(MOST * 4)
    return [*found, *by_mails(turn, turn.db.exec(listed))]


def begin_so(turn: Turn, spelt: Iterable[str]) -> list[Person]:
    """Those whose name goes on after these words: « Karim » finds Karim Ziani."""
    found = list[Person]()
    for first in sorted(spelt):
        query = select(Person).where(Person.name > f"{first} ", Person.name < f"{first} {LAST}")
        found += turn.db.exec(query.limit(MOST * 4))
    told = [set(words(each)) for each in spelt]
    return [each for each in found if any(name.issubset(words(each.name)) for name in told)]


def concerns(turn: Turn, person: Person, mine: set[str]) -> bool:
    """Whether a person has a claim, a badge, a case or a mission in one of these programmes."""
    for table in (Claim, Badge, Case):
        query = select(table.id).where(col(table.person_id) == person.id)
        if turn.db.exec(query.where(col(table.programme).in_(mine)).limit(1)).first():
            return True
    mails = [each.value for each in people.own_mails(turn, person)]
    query = select(Mission.id).where(col(Mission.mail).in_(mails))
    return turn.db.exec(query.where(col(Mission.programme).in_(mine)).limit(1)).first() is not None
