"""Two persons proved to be one: all that the merged person has goes over to the kept one, and a
journal keeps what went."""

from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.tables import Address, Badge, Link, Person
from core.ground.world import Turn
from core.issuing import milestone_offers
from core.joining.duplicate_claims import withdraw_duplicates
from core.joining.duplicate_roles import lay_aside
from core.joining.journal import MergeJournal
from core.joining.owned_rows import OWNED, carry
from core.people.joined import alone, living
from core.sessions import second_factors

UNDO = timedelta(hours=72)


def join(
    turn: Turn,
    merged: Person,
    kept: Person,
    *,
    via: Address | None = None,
    by: Person | None = None,
    by_letter: bool = False,
) -> Link | None:
    """Make two living persons one, by the address `via` or by a member of the staff: the first is
    merged into the second, who is kept.

    `by_letter` says that the link of a letter to that address is all that was shown.

    None when they are one already. Of two open claims for one badge the further one stays; of two
    badges of one class each person keeps theirs, as both are the same person (`selves`).
    """
    alone(turn, living(turn, merged), living(turn, kept))
    merged, kept = living(turn, merged), living(turn, kept)
    if merged.id == kept.id:
        return None
    moved = MergeJournal(language=kept.language)
    kept.language = merged.language or kept.language
    turn.db.add(kept)
    turn.db.flush()
    move_all(turn, merged, kept, moved)
    link = Link(
        id=turn.chance.uuid(),
        host_id=kept.id,
        guest_id=merged.id,
        address_id=via.id if via else None,
        by_id=by.id if by else None,
        by_letter=by_letter,
        moved=moved.as_json(),
        made_at=turn.at,
        undo_until=turn.at + UNDO,
    )
    turn.db.add(link)
    turn.db.flush()
    note(turn, EventKind.PERSONS_JOINED, kept, merged, by)
    milestone_offers.offer_all(turn, kept)  # what neither had reached alone
    return link


def note(turn: Turn, kind: EventKind, kept: Person, merged: Person, by: Person | None) -> None:
    """Write down that two persons were made one or parted, and who of the staff did it, if any."""
    actor = by.id if by else None
    told = Happened(kind, person_id=kept.id, actor_id=actor, subject=str(merged.id))
    events.write(turn, told)


def move_all(turn: Turn, merged: Person, kept: Person, moved: MergeJournal) -> None:
    """Addresses first: an input that speaks there is worked to its end before the rest moves."""
    addresses, *others = OWNED
    moved.rows[addresses.name] = carry(turn, addresses, merged.id, kept.id)
    withdraw_duplicates(turn, merged, kept, moved)
    second_factors.carry(turn, merged, kept)
    lay_aside(turn, merged, kept, moved)
    for owned in others:
        but = twins(turn, merged, kept) if owned.table is Badge else []
        moved.rows[owned.name] = carry(turn, owned, merged.id, kept.id, but)


def twins(turn: Turn, merged: Person, kept: Person) -> list[str]:
    """The badges of the merged person of which the kept one has one as well."""
    other = aliased(Badge)
    same: ColumnElement[bool] = (
        (col(other.programme) == col(Badge.programme))
        & (col(other.badge) == col(Badge.badge))
        & (col(other.organisation) == col(Badge.organisation))
    )
    query = select(Badge.id).join(other, same)
    query = query.where(Badge.person_id == merged.id, col(Badge.revoked_at).is_(None))
    query = query.where(other.person_id == kept.id, col(other.revoked_at).is_(None))
    return list(turn.db.exec(query))
