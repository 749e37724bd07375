"""Somebody has shown that they read a mailbox: who they are from now on, and who is told."""

from sqlmodel import col, select

from core.ground.tables import Address, Badge, Person
from core.ground.world import Turn
from core.joining import notices
from core.joining.join import join
from core.people import people, roles
from core.people.joined import living


def prove_mail(turn: Turn, person: Person, mail: Address, here: Address | None = None) -> Person:
    """Who somebody is from now on, as they have said `here` the code that was sent to a mailbox.

    They are merged into the mailbox's person when it was proven before or is all that is known of
    them (a roster, an award); else somebody only typed the address, and it becomes theirs.
    """
    here = here or people.reach(turn, person)
    person, owner = living(turn, person), people.person_of(turn, mail)
    if mail.proven_at:
        return become(turn, person, owner, mail, here)
    apart = person.id != owner.id and people.addresses(turn, owner) == [mail]
    if apart and not people.proven_mails(turn, person):
        return become(turn, person, owner, mail, here)
    add(turn, person, mail, here, owner if apart else None)
    return person


def become(turn: Turn, merged: Person, kept: Person, mail: Address, here: Address | None) -> Person:
    """Join a person with that of a mailbox, by the code that was sent there; gives who they are
    from now on."""
    before = [*people.addresses(turn, merged), *people.addresses(turn, kept)]
    told = notices.others(before, here)
    if mail not in told and roles.works_here(turn, kept):  # a role given to a mailbox unheard of
        told.append(mail)
    link = join(turn, merged, kept, via=mail)
    people.confirm(turn, mail)
    turn.db.flush()
    if link is not None:
        notices.tell(turn, link, told)
    return living(turn, kept)


def come_by_letter(
    turn: Turn, merged: Person, kept: Person, mail: Address, here: Address
) -> Person:
    """Join who has opened the link of a letter to a person who is not established.

    The letter may have been forwarded: its mailbox learns who came, and nothing is confirmed.
    """
    told = [*notices.others(people.addresses(turn, merged), here), mail]
    link = join(turn, merged, kept, via=mail, by_letter=True)
    people.prove(turn, mail)
    turn.db.flush()
    if link is not None:
        notices.tell(turn, link, told)
    return living(turn, kept)


def established(turn: Turn, person: Person, here: Address | None = None) -> bool:
    """Whether being this person opens more than one claim.

    So it is with a role, a badge, a mailbox that was proven, or a chat other than `here`.
    """
    if roles.works_here(turn, person):
        return True
    others = [each for each in people.addresses(turn, person) if each is not here]
    if any(each.proven_at or each.door != people.MAIL for each in others):
        return True
    badges = select(Badge.id).where(col(Badge.person_id) == person.id).limit(1)
    return turn.db.exec(badges).first() is not None


def add(
    turn: Turn, person: Person, mail: Address, here: Address | None, own: Person | None
) -> None:
    """An address that nobody has proven is the person's now; a further one can be taken back.

    `own` is who it is on the roster.
    """
    told = notices.others(people.addresses(turn, person), here)
    if own is None and people.proven_mails(turn, person):
        own = newcomer(turn, person)
    mail.person_id = (own or person).id
    people.confirm(turn, mail)
    turn.db.flush()
    link = join(turn, own, person, via=mail) if own else None
    if link is not None:
        notices.tell(turn, link, told)


def newcomer(turn: Turn, person: Person) -> Person:
    """Whose the further address is, should the link be undone."""
    made = Person(id=turn.chance.uuid(), language=person.language, created_at=turn.at)
    turn.db.add(made)
    turn.db.flush()
    return made
