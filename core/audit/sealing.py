"""Putting what happened under seals: a chain of batches, made by the worker in the order of keys.

A turn only adds its rows, each with a mark of its own; so no turn waits for another one's seal.
Two workers that make the same seal at once meet at its number: one of them begins again.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col
from sqlmodel import select as select_row

from core.audit import anchor
from core.audit.anchor import FIRST, Head
from core.ground.errors import Trouble
from core.ground.rows import event_digests, events
from core.ground.rows.event_digests import EventRow
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import APART, FOUND, REFUSED, Happened
from core.ground.rows.lookup import among
from core.ground.tables import Event, Seal
from core.ground.world import Turn, World, runs_again

log = logging.getLogger(__name__)

BATCH = 1000
EVENT, SEAL = (SQLModel.metadata.tables[name] for name in ("event", "seal"))


def seal(world: World) -> Head | None:
    """Seal all events that wait; gives the head of the chain where it grew, None where nothing
    waited. The head is also written into the anchor, outside the store."""
    head = None
    while waits(world) and (sealed := seal_some(world)) is not None:
        head = sealed
    if head is not None:
        keep(world, head)
    return head


def keep(world: World, head: Head) -> None:
    """Write the head into its file and the log, unless the chain is another one than it was: what
    the file says is then the proof."""
    try:
        before = anchor.kept(world.settings)
    except Trouble as trouble:
        log.error("%s", trouble)
        return
    if before is not None and not holds(world, before):
        log.error("The events are not those of before: %s is gone; see `audit verify`.", before)
        return
    log.info("Events are sealed up to %s", head)
    if before is None or before.number < head.number:
        anchor.put(world.settings, head)


def holds(world: World, head: Head) -> bool:
    """Whether the chain still has this head."""
    with world.glance() as turn:
        found = turn.db.get(Seal, head.number)
        return head.number == 0 or (found is not None and found.digest == head.digest)


def tell_restored(world: World) -> None:
    """Write down, once, that a backup took the place of the store."""
    kept = anchor.kept(world.settings)
    if kept is not None and kept.restored:
        with world.turn() as turn:
            told = Happened(EventKind.RESTORED, door="command", subject=str(kept))
            events.write(turn, told)
        anchor.put(world.settings, Head(kept.number, kept.digest))


def waits(world: World) -> bool:
    """Whether an event waits for its seal."""
    with world.glance() as turn:
        return any(turn.db.exec(select_row(Event.id).where(each).limit(1)).first() is not None
                   for each in waiting(last(turn)))  # fmt: skip


def seal_some(world: World) -> Head | None:
    """Seal the next events, as many as a seal holds; None where nothing is left, or where another
    process has just made this seal."""
    try:
        return seal_batch(world)
    except IntegrityError:
        log.info("Another process has made this seal; what is left waits for the next time.")
        return None


@runs_again
def seal_batch(world: World) -> Head | None:
    """The next seal, in a transaction of its own."""
    with world.turn() as turn:
        before = last(turn)
        for where in waiting(before):
            rows = batch(turn, where)
            if rows:
                found = rows[0]["seal"] == FOUND
                held = with_salt(turn, rows) if found else list(ours(turn, rows))
                return close(turn, before, held, found=found) if held else head_of(before)
    return None


def waiting(before: Seal | None) -> list[ColumnElement[bool]]:
    """Which rows are sealed next: those that were there before seals were, as long as no other seal
    was made, then those that were written since."""
    new = col(Event.seal).is_(None)
    return [col(Event.seal) == FOUND, new] if before is None or before.found else [new]


def last(turn: Turn) -> Seal | None:
    """The last seal of the chain; None before the first."""
    return turn.db.exec(select_row(Seal).order_by(col(Seal.number).desc()).limit(1)).first()


def batch(turn: Turn, where: ColumnElement[bool]) -> list[RowMapping]:
    """Rows to seal, in the order of their keys; those that another process has in its hands are
    left to it."""
    query = select(EVENT).where(where).order_by(col(Event.id)).limit(BATCH)
    rows = turn.db.connection().execute(query.with_for_update(skip_locked=True))
    return list(rows.mappings())


def ours(turn: Turn, rows: Sequence[EventRow]) -> Iterator[EventRow]:
    """The rows whose mark is right; the others were written by nobody here, and are set apart for
    `audit verify` to tell."""
    wrong = []
    for row in rows:
        if event_digests.fits(turn.world.audit_keys, event_digests.row_digest(row), row["mark"]):
            yield row
        else:
            wrong.append(row["id"])
    if wrong:
        log.error("%d events were not written by Cocarde; see `audit verify`.", len(wrong))
        number(turn, wrong, REFUSED)


def with_salt(turn: Turn, rows: Sequence[RowMapping]) -> list[EventRow]:
    """Rows of before seals were, their words put under a salt."""
    new = [dict(row) for row in rows]
    said = [row for row in new if row["reason"] and not row["salt"]]
    for row in said:
        row["salt"] = APART.salt()
        row["words"] = event_digests.salted(row["salt"], row["reason"])
    if said:
        values = [{"key": row["id"], "salt": row["salt"], "words": row["words"]} for row in said]
        turn.db.connection().execute(
            update(EVENT)
            .where(EVENT.c.id == bindparam("key"))
            .values(salt=bindparam("salt"), words=bindparam("words")),
            values,
        )
    return [*new]


def close(turn: Turn, before: Seal | None, rows: Sequence[EventRow], *, found: bool) -> Head:
    """Make the seal of these rows."""
    leaves = b"".join(row["id"].bytes + event_digests.row_digest(row) for row in rows)
    previous = before.digest if before else FIRST
    made = Seal(
        number=before.number + 1 if before else 1,
        previous=previous,
        digest="",
        leaves=leaves,
        found=found,
        key=key_name(turn.world.audit_key),
        mark=b"",
        at=turn.at,
    )
    digest = seal_digest(made)
    made.digest, made.mark = digest.hex(), event_digests.mark(turn.world.audit_key, digest)
    turn.db.add(made)
    turn.db.flush()
    number(turn, [row["id"] for row in rows], made.number)
    return head_of(made)


def seal_digest(sealed: Any) -> bytes:
    """The digest of a seal, given as a row or as read: of its number, moment, key and rows, and of
    the seal before."""
    told = (
        sealed.number,
        sealed.previous,
        sealed.at.isoformat(timespec="microseconds"),
        int(sealed.found),
        sealed.key,
        hashlib.sha256(sealed.leaves).hexdigest(),
    )
    return hashlib.sha256("|".join(map(str, told)).encode()).digest()


def head_of(sealed: Any) -> Head:
    """The head of a chain whose last seal is this one, given as a row or as read; None: it has no
    seal yet."""
    return Head(sealed.number, sealed.digest) if sealed else Head(0, FIRST)


def number(turn: Turn, keys: Sequence[object], seal: int) -> None:
    """Write down which seal holds these rows."""
    turn.db.exec(
        update(Event)
        .where(among(turn, col(Event.id), keys))
        .values(seal=seal)
        .execution_options(synchronize_session=False)
    )


def key_name(key: bytes) -> str:
    """A name for a key that tells nothing of it."""
    return hashlib.sha256(b"audit key " + key).hexdigest()[:16]
