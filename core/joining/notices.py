"""Who learns that two became one, and how it is undone.

Every proven mailbox and every chat of either that took no part; and the mailbox that did, where
it had been proven before: to that one a new chat is news.
"""

from collections.abc import Sequence
from uuid import UUID

from babel.lists import format_list
from sqlmodel import col, select

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Claim, Link, Person
from core.ground.world import Turn
from core.joining.journal import read
from core.people import people, tokens
from core.people.joined import living
from core.people.people import masked
from core.people.tokens import Purpose

LETTERS = frozenset("-'’")
LONGEST = 20


def others(before: Sequence[Address], here: Address | None) -> list[Address]:
    """Whom to tell of a link, of the addresses as they stood before; the chat where it was said has
    just seen it and is left out."""
    said = here if here is not None and here.door != people.MAIL else None
    return [each for each in before if learns(each) and each is not said]


def learns(address: Address) -> bool:
    """Whether somebody has shown that they read there."""
    if address.unreachable_at is not None:
        return False
    if address.door == people.MAIL:
        return address.proven_at is not None
    return address.last_used_at is not None


def tell(turn: Turn, link: Link, told: Sequence[Address]) -> None:
    """Tell each of these addresses of the link, with a secret of its own that undoes it."""
    for address in told:
        to = To(address.door, address.value, address.person_id)
        message = notice(turn, link, address)
        outbox.put(turn, to, MessageKind.LINKED, f"{link.id}:{address.id}", message)


def notice(turn: Turn, link: Link, address: Address) -> Message:
    """What opens the same badges now, since when, and until when that can be undone."""
    locale = spoken(turn, people.person_of(turn, address))
    secret = tokens.give(turn, Purpose.UNLINK, address, about=link.id)
    news = turn.say(locale, "link.news", **seen(turn, link, address, locale))
    staff = turn.say(locale, "link.by_staff") if link.by_id else ""
    values = {
        "text": "\n\n".join(filter(None, (staff, news))),
        "until": sending.moment(turn, link.undo_until, locale),
        "link": f"{turn.settings.base}/unlink/{secret}",
    }
    undo = Button(turn.say(locale, "link.button_undo"), url=values["link"])
    not_you = turn.say(locale, "link.not_you", until=values["until"])
    text = f"{values['text']}\n\n{not_you}"
    return Message(text, locale, ((undo,),), letter="linked", values=values, token=secret)


def seen(turn: Turn, link: Link, address: Address, locale: str) -> dict[str, str]:
    """What the reader of an address is told of a link: what is on its other side, since when."""
    sides = turn.db.exec(select(Address).where(Address.person_id == address.person_id)).all()
    gone = [UUID(key) for key in read(link).rows["address"]]
    theirs = list(turn.db.exec(select(Address).where(col(Address.id).in_(gone))))
    other = [each for each in sides if each.id not in gone] if address.id in gone else theirs
    new = [each for each in other if learns(each) or each.id == link.address_id]
    words = [turn.say(locale, word, of=of) for word, of in names(turn, link, new)]
    what = format_list(words, locale=locale.partition("-")[0])
    return {"what": what, "when": sending.moment(turn, link.made_at, locale)}


def names(turn: Turn, link: Link, new: Sequence[Address]) -> list[tuple[str, str]]:
    """The key of the words for each address, and the masked address or the first name in them."""
    moved = read(link).rows["address"]
    told = []
    for each in new:
        side = link.guest_id if str(each.id) in moved else link.host_id
        name = first_name(turn.db.get_one(Person, side))
        if each.door == people.MAIL:
            told.append((f"link.what_{each.door}", masked(each.value)))
        else:
            known = turn.world.words
            word = known.first_known(f"link.what_{each.door}", "link.what_chat")
            told.append((f"{word}_named" if name else word, name))
    return told


def spoken(turn: Turn, person: Person) -> str:
    """The words to use with a person: in the register of the programme of their latest claim."""
    query = select(Claim).where(Claim.person_id == person.id)
    latest = turn.db.exec(query.order_by(col(Claim.updated_at).desc()).limit(1)).first()
    return sending.locale_of(turn, person, latest)


def first_name(person: Person) -> str:
    """The first word of a name, if it is one: what strangers chose is no place for a link."""
    first = person.name.partition(" ")[0]
    plain = all(sign.isalpha() or sign in LETTERS for sign in first)
    return first if plain and len(first) <= LONGEST else ""


def parted(turn: Turn, link: Link, by: Address | None = None) -> None:
    """Tell those of the other side, who may be right to be surprised, that the link was undone."""
    by_merged = by is not None and by.person_id == link.guest_id
    other = turn.db.get_one(Person, link.host_id if by_merged else link.guest_id)
    address = people.reach(turn, living(turn, other))
    if address is None:
        return
    locale = spoken(turn, other)
    message = Message(turn.say(locale, "link.parted"), locale)
    to = To(address.door, address.value, address.person_id)
    outbox.put(turn, to, MessageKind.UNLINKED, str(link.id), message)
