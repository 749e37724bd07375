"""Undoing a link: everything goes back to the merged person; what came after stays with the kept
one."""

from uuid import UUID

from sqlmodel import col, select

from core.claims.linking.aside import put_back, reclaim, take_up
from core.claims.linking.bonds import BOND, BONDS, give_back
from core.claims.linking.closing import close
from core.claims.linking.folded import unfold_all
from core.claims.linking.living import alone, living, onward
from core.claims.linking.moved import Folded, Moved, read, touching
from core.ground.errors import Refusal
from core.ground.tables import Badge, Link, Person
from core.ground.world import Turn

Keys = dict[str, list[str]]


def undo(turn: Turn, link: Link) -> bool:
    """Undo a link as the person themselves may, within 72 hours; false when it was undone before.

    Raises `Refusal` (`link.undo_late`) after that.
    """
    turn.db.refresh(link, with_for_update=True)
    if link.undone_at is None and turn.at >= link.undo_until:
        raise Refusal("link.undo_late")
    return part(turn, link)


def part(turn: Turn, link: Link) -> bool:
    """Make the merged person one of their own again; false when they were before.

    Rows that stand elsewhere by now stay there; badges that were issued meanwhile stay true.
    """
    turn.db.refresh(link, with_for_update=True)
    if link.undone_at is not None:
        return False
    guest, path = turn.db.get_one(Person, link.guest_id), onward(turn, link.host_id)
    here = [link.host_id, *(each.host_id for each in path)]
    host = turn.db.get_one(Person, here[-1])
    alone(turn, guest, host)
    link.undone_at = turn.at
    turn.db.add(link)
    turn.db.flush()
    moved = read(link)
    given = give_all(turn, moved, here, guest)
    for other in others(turn, here):
        part_from(turn, other, given, moved, guest)
    put_back(turn, moved, host)
    speak_again(turn, link, guest, moved)
    hand_on(turn, path, unfold_all(turn, moved, link.made_at))
    close(turn, guest, host, link.address_id)
    return True


def give_all(turn: Turn, moved: Moved, here: list[UUID], guest: Person) -> Keys:
    """Give the rows back; a claim whose badge was issued meanwhile goes where its badge belongs."""
    given: Keys = {}
    rows = dict(moved.rows)
    given["address"] = give_back(turn, BOND["address"], rows["address"], here, guest.id)
    ours, theirs = issued_meanwhile(turn, moved, here, given["address"])
    rows["badge"] = [*rows["badge"], *ours]
    rows["claim"] = [each for each in rows["claim"] if each not in theirs]
    for bond in BONDS[1:]:
        given[bond.name] = give_back(turn, bond, rows[bond.name], here, guest.id)
    return given


def issued_meanwhile(
    turn: Turn, moved: Moved, here: list[UUID], addresses: list[str]
) -> tuple[list[str], set[str]]:
    """The guest's badges by the address that they bear, and the claims of those that stay."""
    claims = [UUID(each) for each in moved.rows["claim"]]
    query = select(Badge).where(col(Badge.claim_id).in_(claims), col(Badge.person_id).in_(here))
    new = [badge for badge in turn.db.exec(query) if badge.id not in moved.rows["badge"]]
    ours = [badge.id for badge in new if str(badge.address_id) in addresses]
    return ours, {str(badge.claim_id) for badge in new if badge.id not in ours}


def speak_again(turn: Turn, link: Link, guest: Person, moved: Moved) -> None:
    """The host's language is what it was, unless they chose another since."""
    host = turn.db.get_one(Person, link.host_id)
    if guest.language and host.language == guest.language:
        host.language = moved.language
        turn.db.add(host)
        turn.db.flush()


def others(turn: Turn, here: list[UUID]) -> list[Link]:
    """The links that still lead to where the guest was: onward from there, and of other guests."""
    query = select(Link).where(col(Link.host_id).in_(here), col(Link.undone_at).is_(None))
    return list(turn.db.exec(query.order_by(col(Link.made_at), col(Link.id))))


def part_from(turn: Turn, later: Link, given: Keys, moved: Moved, guest: Person) -> None:
    """Another link has nothing to give back of these rows any more, and what gave way to them
    comes back now."""
    whole = read(later)
    mine, rest = touching(whole, set(given["claim"]))
    rest.rows = {
        name: [key for key in keys if key not in given[name]] for name, keys in whole.rows.items()
    }
    reclaim(rest, moved, guest)
    rest.rows["role"] += take_up(turn, rest, living(turn, turn.db.get_one(Person, later.host_id)))
    rest.folded += unfold_all(turn, mine, later.made_at)
    later.moved = rest.as_json()
    turn.db.add(later)
    turn.db.flush()


def hand_on(turn: Turn, path: list[Link], left: list[Folded]) -> None:
    """What gave way to a claim of the next host comes back when they part from that one."""
    if path and left:
        whole = read(path[0])
        whole.folded += left
        path[0].moved = whole.as_json()
        turn.db.add(path[0])
        turn.db.flush()
