"""Whether one answer goes out again and again: then a machine asks, for no person needs it so
often."""

from datetime import timedelta

from sqlmodel import col, select

from core.ground.messages import Message
from core.ground.rows.outbox import To
from core.ground.tables import Outbox
from core.ground.world import Turn
from core.people.people import MAIL

WITHIN, MOST = timedelta(hours=1), 6


def said_often(turn: Turn, to: To, kind: str, text: str) -> bool:
    """Whether these very words were the last six mails of this kind to a place, within an hour."""
    if to.door != MAIL:
        return False
    query = select(Outbox.message).where(Outbox.place == to.place, Outbox.door == to.door)
    query = query.where(Outbox.kind == kind, col(Outbox.created_at) > turn.at - WITHIN)
    latest = turn.db.exec(query.order_by(col(Outbox.created_at).desc()).limit(MOST)).all()
    return len(latest) == MOST and all(Message.from_json(each).text == text for each in latest)
