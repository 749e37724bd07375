"""Whether claims stand where their last event left them: what was cut off before it was sealed
shows here."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from core.audit import versions
from core.audit.faults import Fault
from core.audit.sealing import EVENT
from core.ground.rows.event_digests import EventRow
from core.ground.rows.event_kinds import EventKind
from core.ground.tables import Claim, Seal
from core.ground.world import Turn


def about(row: EventRow) -> str:
    """What an event is about, to find it by: its kind, and the key of its claim or person."""
    key = row["claim_id"] or row["person_id"] or row["subject"]
    return f"{row['move']} {key}".strip()


def faults(turn: Turn) -> Iterator[tuple[Fault, str]]:
    """What is wrong beside the chain: which fault, and what it is about."""
    for ref in out_of_step(turn):
        yield Fault.OUT_OF_STEP, ref
    for version in versions.altered(turn):
        yield Fault.RULES_CHANGED, version
    for version in versions.lost(turn):
        yield Fault.RULES_MISSING, version


def out_of_step(turn: Turn) -> Iterator[str]:
    """The references of claims whose state is not that of their last event; one without any event
    has lost its opening."""
    newest = (
        select(EVENT.c.to_state)
        .where(EVENT.c.claim_id == col(Claim.id))
        .where(EVENT.c.to_state != "")
        .order_by(EVENT.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(col(Claim.ref)).where(newest.is_distinct_from(col(Claim.state)))
    if until := pruned_until(turn):
        query = query.where(or_(newest.is_not(None), col(Claim.opened_at) > until))
    yield from turn.db.connection().execute(query.order_by(col(Claim.ref))).scalars()


def pruned_until(turn: Turn) -> datetime | None:
    """Up to when the events were deleted as their time was over; None where none were."""
    told = turn.db.connection().execute(
        select(EVENT.c.subject).where(EVENT.c.move == EventKind.PRUNED)
    )
    last = max((int(each) for each in told.scalars() if each.isdecimal()), default=0)
    sealed = turn.db.get(Seal, last) if last else None
    return sealed.at if sealed else None
