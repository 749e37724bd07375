"""Undoing a link: everything goes back to the merged person; what came after stays with the kept
one."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims.gathering import lost
from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.rows.event_kinds import EventKind
from core.ground.tables import Badge, Claim, Conversation, Link, Person, Token, Witness
from core.ground.world import Turn
from core.issuing.witnesses import LOOK_AGAIN
from core.joining.duplicate_claims import restore_duplicates
from core.joining.duplicate_roles import put_back, reclaim, take_up
from core.joining.join import note
from core.joining.journal import MergeJournal, WithdrawnDuplicate, read, touching
from core.joining.owned_rows import OWNED, OWNED_BY_NAME, give_back
from core.people import people
from core.people.joined import alone, living, onward
from core.people.tokens import Purpose
from core.sessions import second_factors

Keys = dict[str, list[str]]


def undo(turn: Turn, link: Link) -> bool:
    """Undo a link as the person themselves may, within 72 hours; false when it was undone before.

    Raises `Refusal` (`link.undo_late`) after that.
    """
    turn.db.refresh(link, with_for_update=True)
    if link.undone_at is None and turn.at >= link.undo_until:
        raise Refusal("link.undo_late")
    return part(turn, link)


def part(turn: Turn, link: Link, by: Person | None = None) -> bool:
    """Make the merged person one of their own again, as one of the staff orders it or the person
    themselves; false when they were before.

    Rows that stand elsewhere by now stay there; badges that were issued meanwhile stay true.
    """
    turn.db.refresh(link, with_for_update=True)
    if link.undone_at is not None:
        return False
    merged, path = turn.db.get_one(Person, link.guest_id), onward(turn, link.host_id)
    here = [link.host_id, *(each.host_id for each in path)]
    kept = turn.db.get_one(Person, here[-1])
    alone(turn, merged, kept)
    link.undone_at = turn.at
    turn.db.add(link)
    turn.db.flush()
    note(turn, EventKind.PERSONS_PARTED, kept, merged, by)
    moved = read(link)
    given = give_all(turn, moved, here, merged)
    for other in others(turn, here):
        part_from(turn, other, given, moved, merged)
    put_back(turn, moved, kept)
    second_factors.end_all(turn, merged, kept)
    speak_again(turn, link, merged, moved)
    hand_on(turn, path, restore_duplicates(turn, moved, link.made_at))
    close(turn, merged, kept, link.address_id)
    look_at_ground(turn, link, here)
    return True


def give_all(turn: Turn, moved: MergeJournal, here: list[UUID], merged: Person) -> Keys:
    """Give the rows back; a claim whose badge was issued meanwhile goes where its badge belongs."""
    given: Keys = {}
    rows = dict(moved.rows)
    given["address"] = give_back(turn, OWNED_BY_NAME["address"], rows["address"], here, merged.id)
    ours, theirs = issued_meanwhile(turn, moved, here, given["address"])
    rows["badge"] = [*rows["badge"], *ours]
    rows["claim"] = [each for each in rows["claim"] if each not in theirs]
    for owned in OWNED[1:]:
        given[owned.name] = give_back(turn, owned, rows[owned.name], here, merged.id)
    return given


def look_at_ground(turn: Turn, link: Link, here: list[UUID]) -> None:
    """Have looked at what was given on the strength of the badges of both, and at whose those are
    that were handed in meanwhile."""
    lost.tell_parted(turn, link)
    query = select(Witness.id).where(col(Witness.person_id).in_(here), Witness.note != "")
    meanwhile = turn.db.exec(query.where(Witness.made_at >= link.made_at))
    timers.put_all(turn, LOOK_AGAIN, {str(each): turn.at for each in meanwhile})


def issued_meanwhile(
    turn: Turn, moved: MergeJournal, here: list[UUID], addresses: list[str]
) -> tuple[list[str], set[str]]:
    """The badges issued since that are the merged person's by the address they bear, and the claims
    of those that stay."""
    claims = [UUID(each) for each in moved.rows["claim"]]
    query = select(Badge).where(col(Badge.claim_id).in_(claims), col(Badge.person_id).in_(here))
    new = [badge for badge in turn.db.exec(query) if badge.id not in moved.rows["badge"]]
    ours = [badge.id for badge in new if str(badge.address_id) in addresses]
    return ours, {str(badge.claim_id) for badge in new if badge.id not in ours}


def speak_again(turn: Turn, link: Link, merged: Person, moved: MergeJournal) -> None:
    """Give the kept person the language that they spoke before, unless they chose another since."""
    kept = turn.db.get_one(Person, link.host_id)
    if merged.language and kept.language == merged.language:
        kept.language = moved.language
        turn.db.add(kept)
        turn.db.flush()


def others(turn: Turn, here: list[UUID]) -> list[Link]:
    """The links that still lead to where the merged person was: onward from there, and of other
    merged persons."""
    query = select(Link).where(col(Link.host_id).in_(here), col(Link.undone_at).is_(None))
    return list(turn.db.exec(query.order_by(col(Link.made_at), col(Link.id))))


def part_from(turn: Turn, later: Link, given: Keys, moved: MergeJournal, merged: Person) -> None:
    """Another link has nothing to give back of these rows any more, and what gave way to them
    comes back now."""
    whole = read(later)
    mine, rest = touching(whole, set(given["claim"]))
    rest.rows = {
        name: [key for key in keys if key not in given[name]] for name, keys in whole.rows.items()
    }
    reclaim(rest, moved, merged)
    rest.rows["role"] += take_up(turn, rest, living(turn, turn.db.get_one(Person, later.host_id)))
    rest.folded += restore_duplicates(turn, mine, later.made_at)
    later.moved = rest.as_json()
    turn.db.add(later)
    turn.db.flush()


def hand_on(turn: Turn, path: list[Link], left: list[WithdrawnDuplicate]) -> None:
    """Keep what gave way to a claim of the next kept person for the day when they part from that
    one."""
    if path and left:
        whole = read(path[0])
        whole.folded += left
        path[0].moved = whole.as_json()
        turn.db.add(path[0])
        turn.db.flush()


def close(turn: Turn, merged: Person, kept: Person, via: UUID | None) -> None:
    """End what would let one of two parted persons open the other's claims: secrets expire, and
    chats are about nothing.

    `via` is the mailbox by which they were joined: what was sent there may be in other hands.
    """
    if via is not None:
        end_letters(turn, via)
    for one, other in ((merged, kept), (kept, merged)):
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
    """Let the chats of one person be about nothing, where they are about a claim of the other."""
    for address in people.addresses(turn, one):
        chat = turn.db.get(Conversation, (address.door, address.value))
        claim = turn.db.get(Claim, chat.claim_id) if chat and chat.claim_id else None
        if chat is not None and claim is not None and claim.person_id == other.id:
            chat.claim_id, chat.expecting, chat.about = None, "", ""
            turn.db.add(chat)
    turn.db.flush()
