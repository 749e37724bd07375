"""A link is undone by who was told of it: with the secret of that message, and no other."""

from dataclasses import dataclass

from core.claims import claim_form, sending
from core.ground.errors import Refusal
from core.ground.tables import Address, Link, Person, Token
from core.ground.world import Turn
from core.joining import notices, split
from core.people import people, tokens
from core.people.tokens import Purpose
from core.review import cards, routing


@dataclass(frozen=True, slots=True)
class LinkToUndo:
    """A link as the one who was told of it sees it; `why` is the word for why it stays as it is."""

    link: Link
    address: Address
    locale: str
    what: str
    when: str
    until: str
    why: str = ""


def opened(turn: Turn, secret: str) -> LinkToUndo | None:
    """The link that a secret undoes, as its reader sees it; None for another secret."""
    token = tokens.find(turn, secret, Purpose.UNLINK)
    return told_by(turn, token) if token is not None else None


def told_by(turn: Turn, token: Token) -> LinkToUndo:
    """What the page and the answer say of the link that this secret undoes: what was joined, when,
    and why it cannot be undone any more (empty where it can)."""
    link = turn.db.get_one(Link, token.about_id)
    address = turn.db.get_one(Address, token.address_id)
    locale = notices.spoken(turn, people.person_of(turn, address))
    seen = notices.seen(turn, link, address, locale)
    until = sending.moment(turn, link.undo_until, locale)
    why = ""
    if link.undone_at is not None:
        why = "link.undone_before"
    elif turn.at >= link.undo_until:
        why = "link.undo_late"
    return LinkToUndo(link, address, locale, seen["what"], seen["when"], until, why)


def take_back(turn: Turn, told: LinkToUndo) -> str:
    """Undo the link; gives the word for what became of it. The second time nothing is done."""
    try:
        done = split.undo(turn, told.link)
    except Refusal as refusal:
        return refusal.word
    if not done:
        return "link.undone_before"
    turn.db.refresh(told.address)
    notices.parted(turn, told.link, told.address)
    deal_anew(turn, told.link)
    return "link.undone"


def deal_anew(turn: Turn, link: Link) -> None:
    """The links in the letters to the mailbox are dead: what waits for its reader comes again."""
    mail = turn.db.get(Address, link.address_id) if link.address_id else None
    if mail is None:
        return
    reader = turn.db.get_one(Person, mail.person_id)
    for claim in routing.mine(turn, reader):
        cards.hand(turn, claim_form.form_of(turn, claim), reader, word="review.card_anew")
