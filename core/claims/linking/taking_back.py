"""A link is undone by who was told of it: with the secret of that message, and no other."""

from dataclasses import dataclass

from core.claims import people, tokens
from core.claims.linking import parting, telling
from core.claims.tokens import Purpose
from core.ground.errors import Refusal
from core.ground.tables import Address, Link, Token
from core.ground.world import Turn


@dataclass(frozen=True, slots=True)
class Told:
    """A link as the one who was told of it sees it; `why` is the word for why it stays as it is."""

    link: Link
    address: Address
    locale: str
    what: str
    when: str
    until: str
    why: str = ""


def opened(turn: Turn, secret: str) -> Told | None:
    """The link that a secret undoes; none for another secret."""
    token = tokens.find(turn, secret, Purpose.UNLINK)
    return told_by(turn, token) if token is not None else None


def told_by(turn: Turn, token: Token) -> Told:
    link = turn.db.get_one(Link, token.about_id)
    address = turn.db.get_one(Address, token.address_id)
    locale = telling.spoken(turn, people.person_of(turn, address))
    seen = telling.seen(turn, link, address, locale)
    until = telling.moment(turn, link.undo_until, locale)
    why = ""
    if link.undone_at is not None:
        why = "link.undone_before"
    elif turn.at >= link.undo_until:
        why = "link.undo_late"
    return Told(link, address, locale, seen["what"], seen["when"], until, why)


def take_back(turn: Turn, told: Told) -> str:
    """Undo it; gives the word for what became of it. The second time nothing is done."""
    try:
        done = parting.undo(turn, told.link)
    except Refusal as refusal:
        return refusal.word
    if not done:
        return "link.undone_before"
    turn.db.refresh(told.address)
    telling.parted(turn, told.link, told.address)
    return "link.undone"
