"""Messages to deliver, as rows: put in the turn that caused them, taken by a door under a lease."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col, select

from core.ground.adding import add_new
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.ground.world import Turn, World

LEASE = timedelta(minutes=3)
KEPT_TRYING = timedelta(days=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=4)

WAITING, SENT, DEAD = "waiting", "sent", "dead"


@dataclass(frozen=True, slots=True)
class To:
    """Where a message goes: a door, a place behind it, and whom it is for."""

    door: str
    place: str
    person_id: UUID | None = None
    claim_id: UUID | None = None


def put(turn: Turn, to: To, kind: str, subject: str, message: Message) -> bool:
    """Put one message; false when this kind was put for this subject before."""
    taken = to.door == turn.world.takes
    row = Outbox(
        id=turn.chance.uuid(),
        kind=kind,
        subject=subject,
        door=to.door,
        place=to.place,
        person_id=to.person_id,
        claim_id=to.claim_id,
        message=message.as_json(),
        state=WAITING,
        due_at=turn.at + LEASE if taken else turn.at,
        created_at=turn.at,
    )
    if not add_new(turn, row):
        return False
    if taken:
        turn.effects.taken.append(row)
    turn.effects.outbox.append({"door": to.door, "to": to.place, "kind": kind})
    turn.effects.replies.append(
        {
            "door": to.door,
            "to": to.place,
            "text": message.text,
            "buttons": [
                {"label": button.label, "choice": button.choice, "url": button.url}
                for row in message.buttons
                for button in row
            ],
        }
    )
    return True


def take(world: World, door: str, limit: int = 30) -> list[Outbox]:
    """The rows of a door that are due, leased to the caller for three minutes."""
    with world.turn() as turn:
        due = (
            select(col(Outbox.id))
            .where(Outbox.state == WAITING, Outbox.door == door, Outbox.due_at <= turn.at)
            .order_by(col(Outbox.due_at), col(Outbox.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(turn.db.exec(due))
        if not ids:
            return []
        turn.db.exec(update(Outbox).where(col(Outbox.id).in_(ids)).values(due_at=turn.at + LEASE))
        rows = turn.db.exec(select(Outbox).where(col(Outbox.id).in_(ids)).order_by(col(Outbox.id)))
        return list(rows)


def sent(world: World, row: Outbox, remote_id: str = "") -> None:
    """The door's server has taken the message."""
    with world.turn() as turn:
        turn.db.exec(
            update(Outbox)
            .where(col(Outbox.id) == row.id)
            .values(state=SENT, sent_at=turn.at, remote_id=remote_id, error="")
        )


def failed(world: World, row: Outbox, why: str, *, permanent: bool, wait: float = 0.0) -> None:
    """It was not taken: try later with growing pauses, or give up and keep the row as dead."""
    with world.turn() as turn:
        too_old = turn.at - row.created_at > KEPT_TRYING
        state = DEAD if permanent or too_old else WAITING
        turn.db.exec(
            update(Outbox)
            .where(col(Outbox.id) == row.id)
            .values(
                state=state,
                error=why,
                attempts=row.attempts + 1,
                due_at=turn.at + pause(row.attempts, wait),
            )
        )


def pause(attempts: int, asked: float) -> timedelta:
    """How long until the next try: doubling, or what the server asked for if that is longer."""
    doubled: timedelta = min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)
    return max(doubled, timedelta(seconds=asked))


def waiting(world: World, door: str) -> int:
    """How many messages of a door are due and not delivered."""
    with world.glance() as turn:
        query = select(func.count()).select_from(Outbox)
        query = query.where(Outbox.state == WAITING, Outbox.door == door, Outbox.attempts == 0)
        return turn.db.exec(query).one()


def oldest_waiting(world: World) -> datetime | None:
    """When the oldest message not yet delivered was put."""
    with world.glance() as turn:
        query = select(Outbox.created_at).where(Outbox.state == WAITING)
        return turn.db.exec(query.order_by(col(Outbox.created_at))).first()
