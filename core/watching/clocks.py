"""Whether clocks agree: ours with the database's, and each process's with ours."""

from datetime import timedelta

from sqlmodel import select

from core.ground.tables import Running
from core.ground.world import Turn
from core.watching import beating

MOST = timedelta(seconds=5)
US = "this process"


def wrong(turn: Turn) -> list[tuple[str, float]]:
    """The processes whose clock is wrong by more than five seconds, and by how many: ahead of the
    database's, or of ours where the store is a file. What stands there from later than now shows
    that our own clock was set back, or is behind."""
    ahead = beating.clock_ahead(turn)
    found = [(US, ahead)] if abs(ahead) > MOST.total_seconds() else []
    now = turn.at - timedelta(seconds=ahead)
    for each in turn.db.exec(select(Running).order_by(Running.holder)):
        off = each.clock_ahead
        if turn.world.store.on_sqlite:
            off = max(0.0, (each.beat_at - now).total_seconds())
        if abs(off) > MOST.total_seconds() and beating.true_beat(each) > now - beating.SILENT:
            found.append((each.host, off))
    return found
