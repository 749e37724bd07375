"""The columns by which rows are somebody's: they go over to the kept person, and back to the merged
one when the two part."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import SQLModel, col

from core.ground.tables import (
    Absence,
    Address,
    Assignment,
    Badge,
    Case,
    Claim,
    Consent,
    Diagnosed,
    Inbox,
    Outbox,
    Role,
    Token,
    Witness,
)
from core.ground.world import Turn


@dataclass(frozen=True, slots=True)
class OwnedColumn:
    """One column that names a person; `key` tells the person's rows apart."""

    name: str
    table: type[SQLModel]
    key: str
    owner: str


# Addresses come first: whoever speaks there holds theirs until they are done.
OWNED = (
    OwnedColumn("address", Address, "id", "person_id"),
    OwnedColumn("claim", Claim, "id", "person_id"),
    OwnedColumn("badge", Badge, "id", "person_id"),
    OwnedColumn("role", Role, "id", "person_id"),
    OwnedColumn("seat", Assignment, "claim_id", "person_id"),
    OwnedColumn("case", Case, "id", "person_id"),
    OwnedColumn("assigned", Case, "id", "assignee_id"),
    OwnedColumn("token", Token, "id", "person_id"),
    OwnedColumn("outbox", Outbox, "id", "person_id"),
    OwnedColumn("inbox", Inbox, "id", "person_id"),
    OwnedColumn("diagnosed", Diagnosed, "id", "person_id"),
    OwnedColumn("witness", Witness, "id", "person_id"),
    OwnedColumn("consent", Consent, "id", "person_id"),
    OwnedColumn("absence", Absence, "id", "person_id"),
    OwnedColumn("deputy", Absence, "id", "deputy_id"),
)
OWNED_BY_NAME = {owned.name: owned for owned in OWNED}


def carry(
    turn: Turn, owned: OwnedColumn, here: UUID, there: UUID, but: Collection[object] = ()
) -> list[str]:
    """Give every row of one person to another, but those with a key in `but`; gives the keys of
    what went over."""
    key, owner = column(owned, owned.key), column(owned, owned.owner)
    taken = update(owned.table).where(owner == here)
    if but:
        taken = taken.where(key.not_in(but))
    return moved(turn, taken.values({owned.owner: there}).returning(key))


def give_back(
    turn: Turn, owned: OwnedColumn, keys: Collection[str], here: Collection[UUID], there: UUID
) -> list[str]:
    """Give back those of these rows that are still where they went; gives their keys."""
    if not keys:
        return []
    key, owner = column(owned, owned.key), column(owned, owned.owner)
    values = [str(each) if owned.table is Badge else UUID(each) for each in keys]
    taken = update(owned.table).where(key.in_(values), owner.in_(here))
    return moved(turn, taken.values({owned.owner: there}).returning(key))


def moved(turn: Turn, taken: Any) -> list[str]:
    """Run an update that gives keys, and let the rows that were read before know."""
    fetched = taken.execution_options(synchronize_session="fetch")
    return sorted(str(key) for (key,) in turn.db.execute(fetched).all())


def column(owned: OwnedColumn, name: str) -> Any:
    return col(getattr(owned.table, name))
