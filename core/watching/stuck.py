"""What a door could not hand over yet: how many, since when, and what the last try came to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from core.ground.logs import Redaction
from core.ground.tables import Outbox
from core.ground.world import Turn
from core.watching import backlog

SHOWN = 200
MOST = 1000  # of the oldest rows of a door that are looked at


@dataclass(frozen=True, slots=True)
class Stuck:
    """The messages of one door that were tried in vain, a thousand at most; `error` is that of the
    oldest."""

    door: str
    messages: int
    since: datetime
    error: str


def stuck(turn: Turn) -> list[Stuck]:
    """Each door that fails, with an error in which no secret and no address can be read. A campaign
    waits for its server as its answers do: its rows are not looked at."""
    redact = Redaction(turn.settings)
    found = []
    for door in backlog.doors(turn):
        oldest = select(Outbox.attempts, Outbox.created_at, Outbox.error)
        oldest = oldest.where(Outbox.door == door).where(text("state = 'waiting' AND NOT bulk"))
        rows = turn.db.exec(oldest.order_by(col(Outbox.created_at)).limit(MOST)).all()
        tried = [(since, error) for attempts, since, error in rows if attempts]
        if tried:
            since, error = tried[0]
            found.append(Stuck(door, len(tried), since, redact(error)[:SHOWN]))
    return found
