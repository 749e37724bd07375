"""Two persons made one by a member of the staff, and parted again: at any time, by the staff."""

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.tables import Badge, Case, Claim, Link, Mission, Person, Role
from core.ground.world import Turn
from core.joining import notices
from core.joining.join import join
from core.joining.split import part
from core.people import people, roles
from core.people.joined import living, onward
from core.people.roles import Right, may


def merge(turn: Turn, by: Person, merged: Person, kept: Person) -> Link:
    """Join two persons: all that the first has becomes the second's, and every address of both is
    told.

    Raises `Refusal` to who may not (`link.not_yours`), for oneself (`link.own`), and where they are
    one person already (`link.one_already`).
    """
    by, merged, kept = (living(turn, each) for each in (by, merged, kept))
    authorise(turn, by, merged, kept)
    before = [*people.addresses(turn, merged), *people.addresses(turn, kept)]
    told = notices.others(before, None)
    link = join(turn, merged, kept, by=by)
    if link is None:
        raise Refusal("link.one_already")
    notices.tell(turn, link, told)
    return link


def unmerge(turn: Turn, by: Person, link: Link) -> bool:
    """Part two persons again, however they were joined; false when they were parted before. Raises
    `Refusal` to who may not."""
    path = onward(turn, link.host_id)
    last = path[-1].host_id if path else link.host_id
    kept, merged = turn.db.get_one(Person, last), turn.db.get_one(Person, link.guest_id)
    by = living(turn, by)
    authorise(turn, by, merged, kept)
    return part(turn, link, by)


def authorise(turn: Turn, by: Person, merged: Person, kept: Person) -> None:
    """Merging concerns every programme that either has to do with; roles need who gives roles.
    Raises `Refusal` for one's own person, and for what is not one's to merge."""
    if by.id in (merged.id, kept.id):
        raise Refusal("link.own")
    here = concerned(turn, merged) | concerned(turn, kept)
    staffed = {role.programme for each in (merged, kept) for role in roles_of(turn, each)}
    allowed = all(may(turn, by, Right.MERGE, programme) for programme in here)
    allowed = allowed and all(may(turn, by, Right.SET_STAFF, programme) for programme in staffed)
    if not allowed or not roles.roles(turn, by, Right.MERGE):
        raise Refusal("link.not_yours")


def concerned(turn: Turn, person: Person) -> set[str]:
    """The programmes that a person has anything to do with."""
    found = {
        programme
        for table in (Claim, Badge, Role, Case)
        for programme in turn.db.exec(
            select(col(table.programme)).where(col(table.person_id) == person.id).distinct()
        )
    }
    mails = [each.value for each in people.addresses(turn, person) if each.door == people.MAIL]
    missions = select(Mission.programme).where(col(Mission.mail).in_(mails)).distinct()
    return (found | set(turn.db.exec(missions))) - {""}


def roles_of(turn: Turn, person: Person) -> list[Role]:
    return list(turn.db.exec(select(Role).where(Role.person_id == person.id)))


def links(turn: Turn, person: Person) -> list[Link]:
    """Every link that ever made others this person, the newest first."""
    query = select(Link).where((col(Link.host_id) == person.id) | (col(Link.guest_id) == person.id))
    return list(turn.db.exec(query.order_by(col(Link.made_at).desc(), col(Link.id).desc())))
