"""Messages to deliver, as rows: put in the turn that caused them, taken by a door under a lease.

Bulk rows give way: answers are taken first, and bulk rows come due at the pace of the settings.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, update
from sqlmodel import col, select

from core.ground.blanking import without_secrets
from core.ground.effects import PutRow
from core.ground.message_kinds import DeliveryNews, MessageKind
from core.ground.messages import Message
from core.ground.rows import in_hand, locks, promptness
from core.ground.rows.in_hand import LEASE
from core.ground.rows.insert import add_all, add_new
from core.ground.tables import Claim, Outbox
from core.ground.watched import tallies
from core.ground.watched.about import about
from core.ground.world import Turn, World, runs_again

log = logging.getLogger(__name__)

TRIAL = "trial"  # why a row is held back
PROGRAMS = frozenset({"webhook", "factory"})
KEPT_TRYING, PATIENT = timedelta(days=3), timedelta(days=5)  # for people, with programs
# A mail server greylists, a program starts anew after an update; a chat is waited for.
FIRST_WAITS = {"mail": timedelta(seconds=20), "webhook": timedelta(seconds=5)}
FIRST_WAITS["factory"] = timedelta(seconds=30)  # what it just took, it may not find at once
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=0.5), timedelta(hours=4)

WAITING, SENT, DEAD, DROPPED, HELD = "waiting", "sent", "dead", "dropped", "held"
DONE = (SENT, DEAD, DROPPED, HELD)
MINUTE = timedelta(minutes=1)
BULK_AT_ONCE = 8  # an answer that comes meanwhile waits for no more than these

NOTED = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row"))
    .values(
        state=SENT,
        sent_at=bindparam("at"),
        remote_id=bindparam("name"),
        route=bindparam("way"),
        doubted_at=None,
        error="",
        message=bindparam("words"),
    )
)


@dataclass(frozen=True, slots=True)
class To:
    """Where a message goes: a door, a place behind it, whom it is for, and the programme that it is
    about, where no claim tells it."""

    door: str
    place: str
    person_id: UUID | None = None
    claim_id: UUID | None = None
    programme: str = ""


class Unworded(NamedTuple):
    """A bulk message that gets its words when its turn comes."""

    subject: str
    place: str
    programme: str


def put(turn: Turn, to: To, kind: MessageKind, subject: str, message: Message) -> bool:
    """Put one message into the outbox, due at once; false when one of this kind was put for this
    subject before. What a trial holds back is kept, and goes nowhere."""
    row = Outbox(
        id=turn.chance.uuid(),
        kind=kind,
        subject=subject,
        door=to.door,
        place=to.place,
        person_id=to.person_id,
        claim_id=to.claim_id,
        claim_ref=reference(turn, to),
        message=message.as_json(),
        state=WAITING,
        due_at=turn.at,
        created_at=turn.at,
        programme=to.programme or programme_of(turn, to.claim_id),
    )
    held = hold_back(turn, row)
    taken = not held and to.door == turn.world.takes
    row.due_at += LEASE if taken else timedelta()
    if not add_new(turn, row):
        return False
    if taken:
        turn.effects.taken.append(row)
        in_hand.take(turn.world, [row.id])
    tell(turn, row)
    if not held:
        turn.effects.replies.append(as_effect(to.door, to.place, message))
    return True


def programme_of(turn: Turn, claim_id: UUID | None) -> str:
    """The programme of a claim; empty for none."""
    claim = turn.db.get(Claim, claim_id) if claim_id else None
    return claim.programme if claim else ""


def hold_back(turn: Turn, row: Outbox) -> bool:
    """Whether a trial keeps this row from going out; it is marked so."""
    if not turn.world.holds_back(turn, row):
        return False
    row.state, row.error = HELD, TRIAL
    return True


def tell(turn: Turn, row: Outbox) -> None:
    """Note among the effects that a row was put."""
    turn.effects.put.append(PutRow(row.id, row.door, row.kind, row.claim_ref))
    told = {"door": row.door, "to": row.place, "kind": row.kind}
    turn.effects.outbox.append({**told, "held": row.error} if row.state == HELD else told)


def put_body(turn: Turn, to: To, kind: MessageKind, subject: str, body: str) -> bool:
    """Put what a program is to get, as JSON, due at once; false when one of this kind was put for
    this subject before."""
    row = Outbox(
        id=turn.chance.uuid(),
        kind=kind,
        subject=subject,
        door=to.door,
        place=to.place,
        claim_ref=reference(turn, to),
        message=body,
        state=WAITING,
        due_at=turn.at,
        created_at=turn.at,
        programme=to.programme,
    )
    hold_back(turn, row)
    if not add_new(turn, row):
        return False
    tell(turn, row)
    return True


def reference(turn: Turn, to: To) -> str:
    """The reference of the claim that a message is about, as the log bears it; empty for none."""
    claim = turn.db.get(Claim, to.claim_id) if to.claim_id else None
    return claim.ref if claim else ""


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


def put_bulk(turn: Turn, door: str, kind: MessageKind, places: Sequence[Unworded]) -> None:
    """Put rows without words, due one after the other at the mails' pace."""
    locks.alone(turn, f"pace:{door}")
    step = MINUTE / turn.settings.mails_a_minute
    due = max(turn.at, (last_bulk(turn, door) or turn.at - step) + step)
    rows = [
        {
            "id": turn.chance.uuid(), "kind": kind, "subject": subject, "door": door,
            "place": place, "person_id": None, "claim_id": None, "claim_ref": "", "message": "",
            "state": WAITING, "bulk": True, "due_at": due + step * number, "attempts": 0,
            "error": "", "remote_id": "", "created_at": turn.at, "sent_at": None,
            "programme": programme, "told": "", "told_at": None, "route": "",
            "doubted_at": None, "bare": False,
        }
        for number, (subject, place, programme) in enumerate(places)
    ]  # fmt: skip
    add_all(turn, Outbox, rows)
    turn.effects.outbox += [{"door": door, "to": each.place, "kind": kind} for each in places]


def last_bulk(turn: Turn, door: str) -> datetime | None:
    """When the last of the bulk rows that have not been tried is due."""
    waiting = select(Outbox.due_at).where(Outbox.state == WAITING, Outbox.door == door)
    untried = waiting.where(col(Outbox.bulk).is_(True), Outbox.attempts == 0)
    return turn.db.exec(untried.order_by(col(Outbox.due_at).desc()).limit(1)).first()


@runs_again
def take(world: World, door: str, limit: int = 30) -> list[Outbox]:
    """The rows of a door that are due, bulk rows last, leased to the caller and in its hands."""
    with world.turn() as turn:
        ids = due_ids(turn, door, limit, bulk=False)
        bulk = due_ids(turn, door, min(limit - len(ids), BULK_AT_ONCE), bulk=True)
        if bulk:
            locks.alone(turn, f"taken:{door}")  # else two processes count the same room
            ids += bulk[: room_for_bulk(turn, door)]
        if not ids:
            return []
        turn.db.exec(update(Outbox).where(col(Outbox.id).in_(ids)).values(due_at=turn.at + LEASE))
        rows = select(Outbox).where(col(Outbox.id).in_(ids))
        taken = list(turn.db.exec(rows.order_by(col(Outbox.bulk), col(Outbox.id))))
    in_hand.take(world, ids)
    return taken


def due_ids(turn: Turn, door: str, limit: int, *, bulk: bool) -> list[UUID]:
    """The keys of the rows of a door that are due, answers or bulk, locked; those that another
    process has locked are passed over."""
    due = (
        select(col(Outbox.id))
        .where(Outbox.state == WAITING, Outbox.door == door, col(Outbox.bulk) == bulk)
        .where(Outbox.due_at <= turn.at, col(Outbox.id).not_in(in_hand.ids(turn.world)))
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
    done = done.where(col(Outbox.state).in_(DONE), col(Outbox.bulk).is_(True))
    taken = turn.db.exec(done.where(Outbox.due_at > minute_ago)).one()
    return max(0, turn.settings.mails_a_minute + BULK_AT_ONCE - taken)


@runs_again
def let_go(world: World, row: Outbox) -> None:
    """Give a row back that was taken and not sent, unless somebody else has taken it since."""
    in_hand.drop(world, [row.id])
    with world.turn() as turn:
        held = col(Outbox.id) == row.id, col(Outbox.due_at) == row.due_at
        waiting = update(Outbox).where(*held, col(Outbox.state) == WAITING)
        turn.db.exec(waiting.values(due_at=turn.at))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row that a server took: the name by which that server knows it, and which server it was
    where a door has several."""

    row: Outbox
    remote_id: str = ""
    route: str = ""


def sent(world: World, row: Outbox, remote_id: str = "") -> None:
    """Note that the door's server has taken the message, under the name by which it knows it."""
    sent_together(world, [Receipt(row, remote_id)])


@runs_again
def sent_together(world: World, taken: Sequence[Receipt]) -> None:
    """Note that the door's server has taken these rows, and how long each had waited.

    What was sent keeps its words and no secret.
    """
    words = [without_secrets(each.row.message) for each in taken]
    with world.turn() as turn:
        noted = [
            {"row": each.row.id, "name": each.remote_id, "way": each.route, "at": turn.at,
             "words": blanked}
            for each, blanked in zip(taken, words, strict=True)
        ]  # fmt: skip
        turn.db.connection().execute(NOTED, noted)
        promptness.note(turn, [each.row for each in taken])
    in_hand.drop(world, [each.row.id for each in taken])
    for each in taken:
        row = each.row
        tallies.count("messages_sent", door=row.door, kind=row.kind)
        with about(claim=row.claim_ref, row=str(row.id)):
            log.info("Message sent: %s by %s", row.kind, row.door)


@dataclass(frozen=True, slots=True)
class Failure:
    """A try in vain: why, whether any other is useless, how many seconds the server asks us to
    wait, whose matter it is, and the server that was asked; `doubt`: it may have the message."""

    why: str
    permanent: bool = False
    wait: float = 0.0
    told: DeliveryNews = DeliveryNews.OURS
    route: str = ""
    doubt: bool = False


@runs_again
def failed(world: World, row: Outbox, failure: Failure) -> bool:
    """Note that a message was not taken: it is tried later with growing pauses, or kept as dead
    where that is useless or its days are over.

    Gives whether it was given up.
    """
    in_hand.drop(world, [row.id])
    last = row.created_at + (PATIENT if row.door in PROGRAMS else KEPT_TRYING)
    with world.turn() as turn:
        dead = failure.permanent or turn.at >= last
        values: dict[str, Any] = {
            "state": DEAD if dead else WAITING,
            "error": failure.why,
            "attempts": row.attempts + 1,
            "due_at": turn.at + pause(row, failure.wait),
            "route": failure.route or row.route,
            "doubted_at": (row.doubted_at or turn.at) if failure.doubt else row.doubted_at,
        }
        if dead:
            values |= {"told": failure.told, "told_at": turn.at}
            values |= {"message": without_secrets(row.message)}
            promptness.note_never(turn, row)
        else:
            values["due_at"] = min(values["due_at"], max(last, turn.at + MINUTE))
        turn.db.exec(update(Outbox).where(col(Outbox.id) == row.id).values(**values))
    tallies.count("messages_failed", door=row.door, given_up=str(dead).lower())
    with about(claim=row.claim_ref, row=str(row.id)):
        word = "given up" if dead else "must wait"
        log.warning("Message %s: %s by %s, try %s", word, row.kind, row.door, row.attempts + 1)
    return dead


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
