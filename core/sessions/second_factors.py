"""What shows, beside the mailbox, that somebody of the staff is themselves: a chat that was theirs
when they got their role, or an authenticator chosen in a session."""

from enum import StrEnum

from sqlmodel import col, select, update

from core.ground.tables import Address, PageSession, Person, Role, SecondFactor, SpareCode
from core.ground.world import Turn
from core.people import people, roles

PAGES = frozenset({roles.SUPPORTER, roles.MANAGER, roles.OPERATOR})  # who has pages to open


class FactorKind(StrEnum):
    """What a second factor is."""

    CHAT = "chat"
    AUTHENTICATOR = "authenticator"


def welcome(turn: Turn, person: Person) -> bool:
    """Whether somebody holds a role that has pages, in whichever programme."""
    return bool(roles.held(turn, person) & PAGES)


def of_person(turn: Turn, person: Person) -> list[SecondFactor]:
    """The second factors of a person that work now, the oldest first: those that were confirmed and
    not ended, of a chat only while it is still theirs and reachable."""
    query = select(SecondFactor).where(
        SecondFactor.person_id == person.id,
        col(SecondFactor.confirmed_at).is_not(None),
        col(SecondFactor.ended_at).is_(None),
    )
    found = turn.db.exec(query.order_by(col(SecondFactor.made_at), col(SecondFactor.id)))
    return [each for each in found if each.kind != FactorKind.CHAT or chat_of(turn, each)]


def chat_of(turn: Turn, factor: SecondFactor) -> Address | None:
    """The chat of a factor, where it is still its person's and can be reached."""
    chat = turn.db.get(Address, factor.address_id) if factor.address_id else None
    theirs = chat is not None and chat.person_id == factor.person_id
    return chat if chat and theirs and chat.unreachable_at is None else None


def trust_first(turn: Turn, person: Person) -> list[Address]:
    """Take the chats of somebody who gets their first role with pages for second factors, as who
    gives the role knows them by these; gives the chats.

    A chat that is added later is no second factor by itself: a code in a mailbox adds one, and a
    mailbox can be stolen.
    """
    held = turn.db.exec(select(Role).where(Role.person_id == person.id)).all()
    if any(each.role in PAGES for each in held) or known(turn, person):
        return []
    chats = [each for each in people.addresses(turn, person) if each.door != people.MAIL]
    for chat in chats:
        add(turn, person, FactorKind.CHAT, chat=chat)
    return chats


def known(turn: Turn, person: Person) -> bool:
    """Whether somebody has, or ever had, a second factor."""
    query = select(SecondFactor.id).where(SecondFactor.person_id == person.id).limit(1)
    return turn.db.exec(query).first() is not None


def unconfirmed(turn: Turn, person: Person) -> list[SecondFactor]:
    """The authenticators that were offered to a person and never confirmed."""
    query = select(SecondFactor).where(
        SecondFactor.person_id == person.id,
        col(SecondFactor.confirmed_at).is_(None),
        col(SecondFactor.ended_at).is_(None),
    )
    return list(turn.db.exec(query.order_by(col(SecondFactor.made_at))))


def add(
    turn: Turn, person: Person, kind: FactorKind, *, chat: Address | None = None
) -> SecondFactor:
    """A second factor of a person: of a chat it holds at once, of an authenticator once it is
    confirmed."""
    made = SecondFactor(
        id=turn.chance.uuid(),
        person_id=person.id,
        kind=kind,
        address_id=chat.id if chat else None,
        made_at=turn.at,
        confirmed_at=turn.at if chat else None,
    )
    turn.db.add(made)
    turn.db.flush()
    return made


def end_all(turn: Turn, *persons: Person) -> None:
    """End every second factor, spare code and session of these persons."""
    ids = [each.id for each in persons]
    for table in (SecondFactor, PageSession):
        theirs = update(table).where(col(table.person_id).in_(ids), col(table.ended_at).is_(None))
        turn.db.exec(theirs.values(ended_at=turn.at))
    spare = update(SpareCode).where(col(SpareCode.person_id).in_(ids))
    turn.db.exec(spare.where(col(SpareCode.used_at).is_(None)).values(used_at=turn.at))


def carry(turn: Turn, merged: Person, kept: Person) -> None:
    """As two persons become one, let the factors go over with the roles; where both have roles or
    factors, all of them end: whose they are is to be shown anew, by a code of enrolment."""
    sides = [bool(roles.held(turn, each)) or known(turn, each) for each in (merged, kept)]
    if all(sides):
        end_all(turn, merged, kept)
        return
    sessions = update(PageSession).where(col(PageSession.person_id).in_([merged.id, kept.id]))
    turn.db.exec(sessions.where(col(PageSession.ended_at).is_(None)).values(ended_at=turn.at))
    for table in (SecondFactor, SpareCode):
        theirs = update(table).where(col(table.person_id) == merged.id)
        turn.db.exec(theirs.values(person_id=kept.id))
