"""Until when the certificates of our servers are valid, as the worker saw them last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from core.ground.rows.insert import put_all
from core.ground.tables import Certificate
from core.ground.world import Turn, World, runs_again

SOON = timedelta(days=14)  # Let's Encrypt renews at 30 days: by then it has failed for long
EVERY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SeenCertificate:
    """One server, and until when its certificate is valid; or why that could not be seen."""

    place: str
    what: str
    ends_at: datetime | None = None
    error: str = ""


def due(world: World) -> bool:
    """Whether it is time to look at them again."""
    with world.glance() as turn:
        query = select(Certificate.looked_at).order_by(col(Certificate.looked_at).desc())
        last = turn.db.exec(query.limit(1)).first()
        return last is None or not turn.at - EVERY < last <= turn.at


@runs_again
def write(world: World, seen: list[SeenCertificate]) -> None:
    """Keep what was seen in place of what was there."""
    with world.turn() as turn:
        for old in turn.db.exec(select(Certificate)).all():
            if old.place not in {each.place for each in seen}:
                turn.db.delete(old)
        rows = [
            {"place": each.place, "what": each.what, "ends_at": each.ends_at,
             "error": each.error, "looked_at": turn.at}
            for each in seen
        ]  # fmt: skip
        put_all(turn, Certificate, rows, ("place",))


def ending(turn: Turn) -> list[tuple[Certificate, timedelta | None]]:
    """The certificates that end within two weeks, with the time left, and those that could not be
    seen or are not believed."""
    rows = turn.db.exec(select(Certificate).order_by(Certificate.place))
    found: list[tuple[Certificate, timedelta | None]] = []
    for row in rows:
        left = row.ends_at - turn.at if row.ends_at else None
        if row.error or (left is not None and left < SOON):
            found.append((row, left))
    return found
