"""What a door could not hand over yet: how many, since when, and what the last try came to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.logs import Redaction
from core.ground.rows.outbox import WAITING
from core.ground.tables import Outbox
from core.ground.world import Turn, World

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Stuck:
    """The messages of one door that were tried in vain; `error` is that of the oldest."""

    door: str
    messages: int
    since: datetime
    error: str


def stuck(world: World) -> list[Stuck]:
    """Each door that fails, with an error in which no secret and no address can be read."""
    redact = Redaction(world.settings)
    with world.glance() as turn:
        failing = select(Outbox.door, func.count(), func.min(col(Outbox.created_at)))
        failing = failing.where(Outbox.state == WAITING, Outbox.attempts > 0)
        failing = failing.group_by(Outbox.door).order_by(Outbox.door)
        return [
            Stuck(door, count, since, redact(error_of(turn, door))[:SHOWN])
            for door, count, since in turn.db.exec(failing).all()
        ]


def error_of(turn: Turn, door: str) -> str:
    """What the last try of the oldest message came to."""
    tried = select(Outbox.error).where(Outbox.state == WAITING, Outbox.door == door)
    oldest = tried.where(Outbox.attempts > 0).order_by(col(Outbox.created_at), col(Outbox.id))
    return turn.db.exec(oldest.limit(1)).first() or ""
