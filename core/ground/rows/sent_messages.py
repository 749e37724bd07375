"""What was sent to somebody, and what is held back: rows of the outbox, the latest first."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from core.ground.rows.outbox import HELD, PROGRAMS
from core.ground.tables import Outbox
from core.ground.world import Turn

MOST = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages are meant: to these places, persons or about this claim; of a programme, held
    back or not."""

    places: Collection[str] = ()
    persons: Collection[UUID] = ()
    claim: UUID | None = None
    programme: str = ""
    held: bool = False


def messages(turn: Turn, wanted: Wanted, most: int = MOST) -> list[Outbox]:
    """The latest messages that are meant."""
    query = select(Outbox).where(col(Outbox.door).not_in(PROGRAMS))
    if wanted.held:
        query = query.where(Outbox.state == HELD)
    if wanted.programme:
        query = query.where(Outbox.programme == wanted.programme)
    named: list[ColumnElement[bool]] = []
    if wanted.places:
        named.append(col(Outbox.place).in_(wanted.places))
    if wanted.persons:
        named.append(col(Outbox.person_id).in_(wanted.persons))
    if wanted.claim is not None:
        named.append(col(Outbox.claim_id) == wanted.claim)
    if named:
        query = query.where(or_(*named))
    query = query.order_by(col(Outbox.created_at).desc(), col(Outbox.id).desc())
    return list(turn.db.exec(query.limit(most)))
