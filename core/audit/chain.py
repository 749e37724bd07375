"""Looking whether events are as they were written: none changed, none missing, none added."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col
from sqlmodel import select as select_row

from core.audit import standing
from core.audit.anchor import FIRST, Head
from core.audit.faults import Fault, Verified
from core.audit.sealing import EVENT, SEAL, head_of, key_name, seal_digest
from core.ground.rows import event_digests
from core.ground.rows.event_digests import EventRow
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import FOUND
from core.ground.tables import Event, Seal
from core.ground.world import Turn

STEP, LARGEST = 500, 20_000  # seals read, and events looked at, in one go
LATEST = 2000  # events, when only the latest are looked at
KEY, LEAF = 16, 48  # bytes of a key, and of a key with a digest


def verify(turn: Turn, heads: tuple[Head, ...] = ()) -> Verified:
    """Look at every seal and every event; `heads` are heads of the chain that were kept outside
    the store, which it must still hold."""
    at_one_instant(turn)
    found, before = Verified(head_of(None)), None
    gone = pruned(turn)
    for seals in in_steps(turn):
        before = check_step(turn, found, seals, before, gone)
    found.head = head_of(before)
    check_loose(turn, found)
    check_heads(turn, found, heads)
    for fault, about in standing.faults(turn):
        found.add(fault, about=about)
    return found


def verify_latest(turn: Turn, heads: tuple[Head, ...] = (), most: int = LATEST) -> Verified:
    """Look at the latest seals alone, which hold about so many events, at what waits for a seal,
    and at `heads`: a page can wait for it, however large the store. Where it looked at as many
    seals as the number of the head, no seal was left out."""
    at_one_instant(turn)
    found, before = Verified(head_of(None)), None
    seals = latest(turn, most)
    if seals:
        before = turn.db.get(Seal, seals[0].number - 1)
        before = check_step(turn, found, seals, before, pruned(turn))
    found.head = head_of(before)
    check_loose(turn, found, most)
    check_heads(turn, found, heads)
    return found


def latest(turn: Turn, most: int) -> list[Any]:
    """The last seals in their order, back to the one that makes up so many events."""
    size = func.length(SEAL.c.leaves)
    query = select(SEAL.c.number, size).order_by(SEAL.c.number.desc()).limit(STEP)
    first, room = None, most * LEAF
    for number, length in turn.db.connection().execute(query):
        first, room = number, room - length
        if room <= 0:
            break
    if first is None:
        return []
    query_all = select(SEAL).where(SEAL.c.number >= first).order_by(SEAL.c.number)
    return list(turn.db.connection().execute(query_all).all())


def at_one_instant(turn: Turn) -> None:
    """Have all that is read be of one instant, whatever others seal meanwhile. SQLite does so by
    itself."""
    if not turn.world.store.on_sqlite:
        turn.db.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def in_steps(turn: Turn) -> Iterator[list[Any]]:
    """The seals in their order, some at a time: as many as have a few thousand events."""
    number, step, size = -1 << 31, [], 0
    while True:
        query = select(SEAL).where(SEAL.c.number > number).order_by(SEAL.c.number).limit(STEP)
        seals = turn.db.connection().execute(query).all()
        for sealed in seals:
            step.append(sealed)
            size += len(sealed.leaves)
            if size > LARGEST * LEAF:
                yield step
                step, size = [], 0
        if not seals:
            break
        number = seals[-1].number
    if step:
        yield step


def check_step(turn: Turn, found: Verified, seals: list[Any], before: Any, gone: int) -> Any:
    """Look at some seals in a row, of which `before` is the one before, and at their events; those
    of seals up to `gone` were deleted when their time was over. Gives the last of them."""
    rows = rows_of(turn, seals[0].number, seals[-1].number)
    for sealed in seals:
        keys = check_seal(turn, found, sealed, before)
        here = rows.pop(sealed.number, {})
        if sealed.number > gone:
            check_rows(turn, found, sealed, here, keys)
        before = sealed
    for number, left in rows.items():
        for row in left.values():
            found.add(Fault.ADDED, number, row["id"], standing.about(row))
    return before


def rows_of(turn: Turn, first: int, to: int) -> dict[int, dict[UUID, EventRow]]:
    """The events that say they are of these seals, by seal and key."""
    found: dict[int, dict[UUID, EventRow]] = {}
    query = select(EVENT).where(EVENT.c.seal.between(first, to))
    for row in turn.db.connection().execute(query).mappings():
        found.setdefault(row["seal"], {})[row["id"]] = row
    return found


def check_seal(turn: Turn, found: Verified, sealed: Any, before: Any) -> tuple[bytes, ...]:
    """Look whether a seal is whole, follows the one before, and was made with our key; gives the
    keys that its events were marked with, none where those are not here."""
    found.seals += 1
    number, digest = sealed.number, seal_digest(sealed)
    after = (before.number if before else 0) + 1
    if number > after:
        found.add(Fault.SEAL_MISSING, after)
    elif number < after or sealed.previous != (before.digest if before else FIRST):
        found.add(Fault.SEAL_CHANGED, number)
    if digest.hex() != sealed.digest:
        found.add(Fault.SEAL_CHANGED, number)
    keys = tuple(key for key in turn.world.audit_keys if key_name(key) == sealed.key)
    if not keys:
        found.unmarked += 1
        return ()
    if not event_digests.fits(keys, digest, sealed.mark):
        found.add(Fault.SEAL_FORGED, number)
    return () if sealed.found else turn.world.audit_keys


def check_rows(
    turn: Turn, found: Verified, sealed: Any, here: dict[UUID, EventRow], keys: tuple[bytes, ...]
) -> None:
    """Look whether the events of a seal are those that it holds, marked with one of the keys."""
    leaves = bytes(sealed.leaves)
    for at in range(0, len(leaves), LEAF):
        key, digest = UUID(bytes=leaves[at : at + KEY]), leaves[at + KEY : at + LEAF]
        row = here.pop(key, None)
        found.events += 1
        if row is None:
            found.add(Fault.MISSING, sealed.number, key)
        elif fault := fault_of(turn, row, digest, keys):
            found.add(fault, sealed.number, key, standing.about(row))
    for key, row in here.items():
        found.add(Fault.ADDED, sealed.number, key, standing.about(row))


def fault_of(turn: Turn, row: EventRow, digest: bytes, keys: tuple[bytes, ...]) -> Fault | None:
    """What is wrong with an event that should have this digest; None for nothing."""
    if event_digests.row_digest(row) != digest:
        return Fault.CHANGED
    if keys and not event_digests.fits(keys, digest, row["mark"]):
        return Fault.CHANGED
    return None if words_stand(turn, row) else Fault.WORDS_CHANGED


def words_stand(turn: Turn, row: EventRow) -> bool:
    """Whether the words of an event are those that were written, or an erasure took them."""
    if row["salt"] is not None:
        words = event_digests.salted(bytes(row["salt"]), row["reason"])
        return words == str(row["words"])
    return not row["reason"] and (not row["words"] or erased(turn, row))


def erased(turn: Turn, row: EventRow) -> bool:
    """Whether an erasure was written down of the person or the claim of an event."""
    about = or_(
        (col(Event.claim_id) == row["claim_id"]) & col(Event.claim_id).is_not(None),
        (col(Event.person_id) == row["person_id"]) & col(Event.person_id).is_not(None),
    )
    query = select_row(Event.id).where(
        Event.move == EventKind.ERASED, about, col(Event.id) != row["id"]
    )
    return turn.db.exec(query.limit(1)).first() is not None


def check_loose(turn: Turn, found: Verified, most: int | None = None) -> None:
    """Look at the events that no seal holds: those that wait for one, and those of a seal that is
    not there; so many at most of each."""
    waits = select(EVENT).where(EVENT.c.seal.is_(None)).limit(most)
    for row in turn.db.connection().execute(waits).mappings():
        digest = event_digests.row_digest(row)
        if not event_digests.fits(turn.world.audit_keys, digest, row["mark"]):
            found.add(Fault.ADDED, None, row["id"], standing.about(row))
        elif not words_stand(turn, row):
            found.add(Fault.WORDS_CHANGED, None, row["id"], standing.about(row))
        else:
            found.waiting += 1
    lost = select(EVENT).where(or_(EVENT.c.seal > found.head.number, EVENT.c.seal < 1)).limit(most)
    for row in turn.db.connection().execute(lost).mappings():
        if row["seal"] == FOUND and begins(turn):
            found.waiting += 1
        else:
            found.add(Fault.ADDED, row["seal"], row["id"], standing.about(row))


def begins(turn: Turn) -> bool:
    """Whether the chain still takes up what was there before it."""
    others = select_row(Seal.number).where(col(Seal.found).is_(False)).limit(1)
    return turn.db.exec(others).first() is None


def check_heads(turn: Turn, found: Verified, heads: tuple[Head, ...]) -> None:
    """Whether the chain still holds the heads that were kept outside the store."""
    for head in heads:
        sealed = turn.db.get(Seal, head.number)
        if head.number and sealed is None:
            found.add(Fault.CUT_OFF, head.number, about=str(head))
        elif sealed is not None and not sealed.digest.startswith(head.digest):
            found.add(Fault.REWRITTEN, head.number, about=str(head))


def pruned(turn: Turn) -> int:
    """Up to which seal the events were deleted when their time was over; 0 for none."""
    query = select_row(Event.subject).where(Event.move == EventKind.PRUNED)
    return max((int(each) for each in turn.db.exec(query) if each.isdecimal()), default=0)
