"""Chats that came to a person by the link of a letter alone: it may have been forwarded to them.

Such a chat goes on with what the letter was about. Adding or choosing an address is for who has
shown, by a code sent to the letter's mailbox, that they read there.
"""

from sqlmodel import col, select

from core.ground.tables import Address, Link, Person
from core.ground.world import Turn
from core.joining import notices, split
from core.joining.journal import read
from core.people.joined import selves


def links(turn: Turn, person: Person) -> list[Link]:
    """The links by a letter that still make others this person."""
    query = select(Link).where(col(Link.host_id).in_(selves(turn, person)))
    query = query.where(col(Link.by_letter).is_(True), col(Link.undone_at).is_(None))
    return list(turn.db.exec(query.order_by(col(Link.made_at), col(Link.id))))


def bringing(turn: Turn, person: Person, chat: Address) -> Link | None:
    """The link by a letter that brought this chat to the person, if one did."""
    brought = (each for each in links(turn, person) if str(chat.id) in read(each).rows["address"])
    return next(brought, None)


def accept(turn: Turn, link: Link) -> None:
    """Make the chat that a letter's link brought a chat like any other, as its reader has given the
    code."""
    link.by_letter = False
    turn.db.add(link)
    turn.db.flush()


def part_all(turn: Turn, person: Person) -> None:
    """Part from the person every chat that only a letter's link brought: they are somebody else
    from now on than that letter's reader."""
    for link in links(turn, person):
        if split.part(turn, link):
            notices.parted(turn, link, mailbox(turn, link))


def mailbox(turn: Turn, link: Link) -> Address | None:
    """The mailbox of the letter whose link was opened."""
    return turn.db.get(Address, link.address_id) if link.address_id else None
