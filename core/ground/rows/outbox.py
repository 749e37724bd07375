"""Messages to deliver, as rows: put in the turn that caused them, taken by a door under a lease.

Bulk rows give way: answers are taken first, and bulk rows come due at the pace of the settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, update
from sqlmodel import col, select

from core.ground.blanking import without_secrets
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import locks
from core.ground.rows.insert import add_all, add_new
from core.ground.tables import Outbox
from core.ground.world import Turn, World, runs_again

LEASE = timedelta(minutes=3)
KEPT_TRYING = timedelta(days=5)
# A mail server greylists, a program starts anew after an update; a chat is waited for.
FIRST_WAITS = {"mail": timedelta(seconds=20), "webhook": timedelta(seconds=5)}
FIRST_WAITS["factory"] = timedelta(seconds=30)  # what it just took, it may not find at once
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=0.5), timedelta(hours=4)

MINUTE = timedelta(minutes=1)
BULK_AT_ONCE = 8  # an answer that comes meanwhile waits for no more than these

WAITING, SENT, DEAD, DROPPED = "waiting", "sent", "dead", "dropped"

NOTED = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row"))
    .values(
        state=SENT,
        sent_at=bindparam("at"),
        remote_id=bindparam("name"),
        error="",
        message=bindparam("words"),
    )
)


@dataclass(frozen=True, slots=True)
class To:
    """Where a message goes: a door, a place behind it, and whom it is for."""

    door: str
    place: str
    person_id: UUID | None = None
    claim_id: UUID | None = None


def put(turn: Turn, to: To, kind: MessageKind, subject: str, message: Message) -> bool:
    """Put one message into the outbox, due at once; false when one of this kind was put for this
    subject before."""
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
    turn.effects.replies.append(as_effect(to.door, to.place, message))
    return True


def put_body(turn: Turn, to: To, kind: MessageKind, subject: str, body: str) -> bool:
    """Put what a program is to get, as JSON, due at once; false when one of this kind was put for
    this subject before."""
    row = Outbox(
        id=turn.chance.uuid(),
        kind=kind,
        subject=subject,
        door=to.door,
        place=to.place,
        message=body,
        state=WAITING,
        due_at=turn.at,
        created_at=turn.at,
    )
    if not add_new(turn, row):
        return False
    turn.effects.outbox.append({"door": to.door, "to": to.place, "kind": kind})
    return True


def as_effect(door: str, place: str, message: Message) -> dict[str, Any]:
    """A message in the shape in which `receive … --json` prints a reply."""
    buttons = [
        {"label": button.label, "choice": button.choice, "url": button.url}
        for row in message.buttons
        for button in row
    ]
    return {"door": door, "to": place, "text": message.text, "buttons": buttons}


def wordless(world: World, door: str, most: int) -> list[Outbox]:
    """The first bulk rows of the coming minute that have no words yet; they are not taken."""
    with world.glance() as turn:
        query = select(Outbox).where(Outbox.state == WAITING, Outbox.door == door)
        query = query.where(col(Outbox.bulk).is_(True), Outbox.due_at <= turn.at + MINUTE)
        query = query.where(Outbox.message == "").order_by(col(Outbox.due_at)).limit(most)
        return list(turn.db.exec(query))


def put_bulk(turn: Turn, door: str, kind: MessageKind, places: Sequence[tuple[str, str]]) -> None:
    """Put rows without words, (subject, place) each, due one after the other at the mails' pace."""
    locks.alone(turn, f"pace:{door}")
    step = MINUTE / turn.settings.mails_a_minute
    due = max(turn.at, (last_bulk(turn, door) or turn.at - step) + step)
    rows = [
        {
            "id": turn.chance.uuid(), "kind": kind, "subject": subject, "door": door,
            "place": place, "person_id": None, "claim_id": None, "message": "",
            "state": WAITING, "bulk": True, "due_at": due + step * number, "attempts": 0,
            "error": "", "remote_id": "", "created_at": turn.at, "sent_at": None,
        }
        for number, (subject, place) in enumerate(places)
    ]  # fmt: skip
    add_all(turn, Outbox, rows)
    turn.effects.outbox += [{"door": door, "to": place, "kind": kind} for _, place in places]


def last_bulk(turn: Turn, door: str) -> datetime | None:
    """When the last of the bulk rows that have not been tried is due."""
    waiting = select(Outbox.due_at).where(Outbox.state == WAITING, Outbox.door == door)
    untried = waiting.where(col(Outbox.bulk).is_(True), Outbox.attempts == 0)
    return turn.db.exec(untried.order_by(col(Outbox.due_at).desc()).limit(1)).first()


@runs_again
def take(world: World, door: str, limit: int = 30) -> list[Outbox]:
    """The rows of a door that are due, bulk rows last, leased to the caller for three minutes."""
    with world.turn() as turn:
        ids = due_ids(turn, door, limit, bulk=False)
        bulk = due_ids(turn, door, min(limit - len(ids), BULK_AT_ONCE), bulk=True)
        ids += bulk[: room_for_bulk(turn, door)] if bulk else []
        if not ids:
            return []
        turn.db.exec(update(Outbox).where(col(Outbox.id).in_(ids)).values(due_at=turn.at + LEASE))
        rows = select(Outbox).where(col(Outbox.id).in_(ids))
        return list(turn.db.exec(rows.order_by(col(Outbox.bulk), col(Outbox.id))))


def due_ids(turn: Turn, door: str, limit: int, *, bulk: bool) -> list[UUID]:
    """The keys of the rows of a door that are due, answers or bulk, locked; those that another
    process has locked are passed over."""
    due = (
        select(col(Outbox.id))
        .where(Outbox.state == WAITING, Outbox.door == door, col(Outbox.bulk) == bulk)
        .where(Outbox.due_at <= turn.at)
        .order_by(col(Outbox.due_at), col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(turn.db.exec(due)) if limit > 0 else []


def room_for_bulk(turn: Turn, door: str) -> int:
    """How many more bulk rows this minute bears: after hours without a server all are due at once.

    A row keeps the end of its lease when it is done with, which tells when it was taken.
    """
    minute_ago = turn.at + LEASE - timedelta(minutes=1)
    done = select(func.count()).select_from(Outbox).where(Outbox.door == door)
    done = done.where(col(Outbox.state).in_((SENT, DEAD, DROPPED)), col(Outbox.bulk).is_(True))
    taken = turn.db.exec(done.where(Outbox.due_at > minute_ago)).one()
    return max(0, turn.settings.mails_a_minute + BULK_AT_ONCE - taken)


def sent(world: World, row: Outbox, remote_id: str = "") -> None:
    """Note that the door's server has taken the message, under the name by which it knows it."""
    sent_together(world, [(row, remote_id)])


@runs_again
def sent_together(world: World, taken: Sequence[tuple[Outbox, str]]) -> None:
    """Note that the door's server has taken these rows, each with the name by which it knows it.

    What was sent keeps its words and no secret.
    """
    words = [without_secrets(row.message) for row, _ in taken]
    with world.turn() as turn:
        noted = [
            {"row": row.id, "name": name, "at": turn.at, "words": blanked}
            for (row, name), blanked in zip(taken, words, strict=True)
        ]
        turn.db.connection().execute(NOTED, noted)


@runs_again
def failed(world: World, row: Outbox, why: str, *, permanent: bool, wait: float = 0.0) -> bool:
    """Note that a message was not taken: it is tried later with growing pauses, `wait` seconds at
    least, or kept as dead where that is permanent or five days are over.

    Gives whether it was given up.
    """
    with world.turn() as turn:
        too_old = turn.at - row.created_at > KEPT_TRYING
        state = DEAD if permanent or too_old else WAITING
        turn.db.exec(
            update(Outbox)
            .where(col(Outbox.id) == row.id)
            .values(
                state=state,
                message=without_secrets(row.message) if state == DEAD else row.message,
                error=why,
                attempts=row.attempts + 1,
                due_at=turn.at + pause(row, wait),
            )
        )
    return state == DEAD


def pause(row: Outbox, asked: float) -> timedelta:
    """How long until the next try: doubling, or what the server asked for if that is longer."""
    first = FIRST_WAITS.get(row.door, FIRST_WAIT)
    doubled: timedelta = min(first * 2 ** min(row.attempts, 16), LONGEST_WAIT)
    return max(doubled, timedelta(seconds=asked))


def waiting(world: World, door: str) -> int:
    """How many messages of a door are due and not yet delivered."""
    with world.glance() as turn:
        query = select(func.count()).select_from(Outbox)
        query = query.where(Outbox.state == WAITING, Outbox.door == door, Outbox.attempts == 0)
        return turn.db.exec(query).one()


def oldest_waiting(world: World) -> datetime | None:
    """Since when the oldest message not yet delivered waits (a bulk row: since it was due); None
    where none does."""
    with world.glance() as turn:
        waiting = select(func.min(col(Outbox.created_at))).where(Outbox.state == WAITING)
        late = select(func.min(col(Outbox.due_at))).where(Outbox.state == WAITING)
        answers = turn.db.exec(waiting.where(col(Outbox.bulk).is_(False))).one()
        bulk = turn.db.exec(late.where(col(Outbox.bulk).is_(True), Outbox.due_at <= turn.at)).one()
        return min(filter(None, (answers, bulk)), default=None)
