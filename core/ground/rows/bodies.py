"""The words of messages that have gone or ended: kept for some days, then taken out.

The fact stays: the kind of a message, when, to whom, what became of it; and what no person could be
known by: its language, the name of its letter, what its buttons did.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from core.ground.messages import Button, Message
from core.ground.tables import Outbox
from core.ground.tables.work import WORDED
from core.ground.world import World, runs_again

BATCH = 500
KEPT = ("stands",)  # of the values: the reference of a claim
BARED = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row"))
    .values(message=bindparam("rest"), bare=True)
)


def forget(world: World) -> int:
    """Take the words out of the messages whose days are over; gives how many those were."""
    until = world.now() - timedelta(days=world.settings.days_of_bodies)
    count = 0
    while done := forget_some(world, until):
        count += done
    return count


@runs_again
def forget_some(world: World, until: datetime) -> int:
    """Take the words out of the first five hundred, in one transaction."""
    with world.turn() as turn:
        old = select(Outbox.id, Outbox.message).where(WORDED, Outbox.due_at < until)
        old = old.order_by(col(Outbox.due_at)).limit(BATCH).with_for_update(skip_locked=True)
        bared = [{"row": row, "rest": rest_of(message)} for row, message in turn.db.exec(old)]
        if bared:
            turn.db.connection().execute(BARED, bared)
        return len(bared)


def rest_of(message: str) -> str:
    """What is left of a message that was kept as JSON; nothing of one that is no message."""
    try:
        known = Message.from_json(message)
    except (KeyError, TypeError, ValueError):
        return ""
    rows = tuple(
        tuple(Button("", choice=each.choice) for each in row if each.choice)
        for row in known.buttons
    )
    values = {name: value for name, value in known.values.items() if name in KEPT}
    return Message(
        "", known.locale, rows, known.letter, values, known.badge, token=known.token and "-"
    ).as_json()
