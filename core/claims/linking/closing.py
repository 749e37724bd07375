"""What one of two parted persons could still open of the other's is closed."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import people
from core.claims.tokens import Purpose
from core.ground.tables import Claim, Conversation, Person, Token
from core.ground.world import Turn


def close(turn: Turn, guest: Person, host: Person, via: UUID | None) -> None:
    """End what would let one of two parted persons open the other's claims: secrets expire, and
    chats are about nothing.

    `via` is the mailbox by which they were joined: what was sent there may be in other hands.
    """
    if via is not None:
        end_letters(turn, via)
    for one, other in ((guest, host), (host, guest)):
        end_secrets(turn, one, other)
        leave_chats(turn, one, other)


def end_secrets(turn: Turn, one: Person, other: Person) -> None:
    """The secrets that came to one person's addresses: of the other's claims they open nothing."""
    here = [address.id for address in people.addresses(turn, one)]
    both = (one.id, other.id)
    came = select(Token.id).where(col(Token.person_id).in_(both), col(Token.address_id).in_(here))
    foreign = came.join(Claim, col(Claim.id) == Token.claim_id)
    foreign = foreign.where(Claim.person_id == other.id, Token.purpose == Purpose.CLAIM)
    ended = list(turn.db.exec(foreign))
    mine = list(turn.db.exec(came))
    for ids, values in ((ended, {"expires_at": turn.at}), (mine, {"person_id": one.id})):
        turn.db.exec(update(Token).where(col(Token.id).in_(ids)).values(values))


def end_letters(turn: Turn, via: UUID) -> None:
    """The links of all letters to a mailbox are dead; those that undo a link stay."""
    sent = update(Token).where(col(Token.address_id) == via, col(Token.expires_at) > turn.at)
    turn.db.exec(sent.where(col(Token.purpose) != Purpose.UNLINK).values(expires_at=turn.at))


def leave_chats(turn: Turn, one: Person, other: Person) -> None:
    for address in people.addresses(turn, one):
        chat = turn.db.get(Conversation, (address.door, address.value))
        claim = turn.db.get(Claim, chat.claim_id) if chat and chat.claim_id else None
        if chat is not None and claim is not None and claim.person_id == other.id:
            chat.claim_id, chat.expecting, chat.about = None, "", ""
            turn.db.add(chat)
    turn.db.flush()
