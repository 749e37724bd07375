"""What many mails need from the store, read in a few statements instead of some for each mail."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlmodel import SQLModel, col, select

from core.ground.messages import Message
from core.ground.tables import Address, Badge, Claim, Document, Outbox, Person
from core.ground.world import Turn
from core.people.people import MAIL

Row = TypeVar("Row", bound=SQLModel)


def gather(turn: Turn, rows: Sequence[Outbox]) -> None:
    """Read what these rows speak of into the session, where it stays until the turn ends."""
    badges = found(turn, Badge, Badge.id, map(badge_of, rows))
    addresses = found(turn, Address, Address.value, (row.place for row in rows))
    turn.memo["gathered"] = (
        badges,
        found(turn, Claim, Claim.id, (row.claim_id for row in rows)),
        found(turn, Document, Document.path, (badge.artwork for badge in badges)),
        found(turn, Person, Person.id, (each.person_id for each in addresses)),
    )
    known = {each.value: each for each in addresses if each.door == MAIL}
    turn.memo.update({(MAIL, row.place): known.get(row.place) for row in rows})


def badge_of(row: Outbox) -> str:
    """The badge that a row brings; empty for none, and for a row that nobody can read."""
    try:
        return Message.from_json(row.message).badge
    except (KeyError, TypeError, ValueError):
        return ""


def found(turn: Turn, table: type[Row], key: Any, values: Iterable[Any]) -> list[Row]:
    """The rows of a table whose key is one of these values; nothing is asked for none."""
    wanted = {value for value in values if value}
    if not wanted:
        return []
    return list(turn.db.exec(select(table).where(col(key).in_(wanted))))
