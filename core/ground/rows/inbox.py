"""Inputs remembered: raw ones before their sender is told, all of them against repeats."""

from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from core.ground.rows.insert import add_new
from core.ground.tables import Inbox
from core.ground.world import Turn, World, runs_again

RECEIVED, WORKED, QUARANTINED = "received", "worked", "quarantined"
STRIKES = 3
LONGEST = 200  # of what became of one
LONGEST_SAID = 4000
UNREAD = "nothing in it answers a question"
NOW_WORKED = (
    update(Inbox)
    .where(col(Inbox.source) == bindparam("of"), col(Inbox.source_id) == bindparam("its_id"))
    .where(col(Inbox.state) == RECEIVED)
    .values(state=WORKED)
)
HEARD = (
    update(Inbox)
    .where(col(Inbox.source) == bindparam("of"), col(Inbox.source_id) == bindparam("its_id"))
    .values(
        person_id=bindparam("who"),
        said=bindparam("words"),
        outcome=bindparam("became"),
        why=bindparam("because"),
    )
)


@runs_again
def keep(world: World, source: str, source_id: str, raw: bytes) -> bool:
    """Store a raw input before its sender is told that it came, in a turn of its own; false for a
    repeat."""
    with world.turn() as turn:
        return add(turn, source, source_id, raw)


def first_time(turn: Turn, source: str, source_id: str, raw: bytes = b"") -> bool:
    """Whether this input has not been worked yet; when the turn ends well, it has been.

    `raw` is given by those who have not kept it before.
    """
    if raw:
        return add(turn, source, source_id, raw, WORKED) or now_worked(turn, source, source_id)
    return now_worked(turn, source, source_id) or add(turn, source, source_id, raw, WORKED)


def make_slim(turn: Turn, source: str, source_id: str, raw: bytes) -> None:
    """Keep this in place of a raw input: what it brought is kept elsewhere, as it should be."""
    query = update(Inbox).where(col(Inbox.source) == source, col(Inbox.source_id) == source_id)
    turn.db.exec(query.values(raw=raw))


def now_worked(turn: Turn, source: str, source_id: str) -> bool:
    """Whether it was kept and waited for this; of two processes only one is told so."""
    done = turn.db.connection().execute(NOW_WORKED, {"of": source, "its_id": source_id})
    return done.rowcount == 1


def heard(turn: Turn, source: str, source_id: str, person_id: UUID, said: str) -> None:
    """Note whose words an input held and what became of it, for the timeline of a case."""
    given = {
        "of": source,
        "its_id": source_id,
        "who": person_id,
        "words": said[:LONGEST_SAID],
        "became": turn.effects.outcome,
        "because": turn.effects.why[:LONGEST],
    }
    turn.db.connection().execute(HEARD, given)


def waiting(world: World, source: str) -> list[Inbox]:
    """The inputs kept but not worked, in the order in which they came."""
    with world.glance() as turn:
        query = select(Inbox).where(Inbox.source == source, Inbox.state == RECEIVED)
        return list(turn.db.exec(query.order_by(col(Inbox.id))))


@runs_again
def strike(world: World, source: str, source_id: str, why: str) -> bool:
    """Note that working an input failed. At the third time it is set aside (quarantined); true
    then."""
    with world.turn() as turn:
        row = find(turn, source, source_id)
        if row is None:
            return False
        row.attempts += 1
        row.outcome = why[:LONGEST]
        if row.attempts >= STRIKES:
            row.state = QUARANTINED
        turn.db.add(row)
        return row.state == QUARANTINED


def find(turn: Turn, source: str, source_id: str) -> Inbox | None:
    """The row of an input, locked until the turn ends; None for one that was never kept."""
    query = select(Inbox).where(Inbox.source == source, Inbox.source_id == source_id)
    return turn.db.exec(query.with_for_update()).first()


def add(turn: Turn, source: str, source_id: str, raw: bytes, state: str = RECEIVED) -> bool:
    """Remember an input; false for one that is known, or that another process just remembered."""
    row = Inbox(
        id=turn.chance.uuid(),
        source=source,
        source_id=source_id,
        raw=raw,
        state=state,
        received_at=turn.at,
    )
    return add_new(turn, row)
