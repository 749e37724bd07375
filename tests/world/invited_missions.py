"""A mission on the roster, and what has become of its invitation."""

from datetime import UTC, datetime

from sqlmodel import col, select

from core.due import due
from core.ground.rows import outbox
from core.ground.tables import Claim, Event, Outbox
from tests.world.world import Stage

CIVIC = "service-civique"
NOVEMBER, DECEMBER = "2026-11-16", "2026-12-16"
THE_DAY_AFTER = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
A_MONTH_LATER = datetime(2026, 12, 17, 9, 0, tzinfo=UTC)
ROW = {
    "reference": "SC-1",
    "name": "Awa Diallo",
    "mail": "awa@example.org",
    "starts_on": "2026-05-01",
    "ends_on": NOVEMBER,
    "organisation": "Maison des aînés",
    "domain": "Solidarité",
}


def mission(stage: Stage, **changed: str) -> None:
    stage.mission(CIVIC, **{**ROW, **changed})


def put(stage: Stage) -> None:
    """The invitation waits, without words."""
    mission(stage)
    stage.clock.at = THE_DAY_AFTER
    due(stage.world)


def gone_out(stage: Stage) -> list[str]:
    """Who is sent an invitation now."""
    stage.invite()
    rows = [row for row in outbox.take(stage.world, "mail") if row.kind == "invitation"]
    for row in rows:
        outbox.sent(stage.world, row, str(row.id))
    return [row.place for row in rows]


def sent(stage: Stage) -> None:
    """The invitation has been sent, and not been answered."""
    mission(stage)
    stage.clock.at = THE_DAY_AFTER
    assert gone_out(stage) == ["awa@example.org"]


def rows(stage: Stage) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).where(Outbox.kind == "invitation")))


def claims(stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Claim.state).order_by(col(Claim.id))))


def reason(stage: Stage) -> str:
    """Why the claim was last moved."""
    with stage.world.glance() as turn:
        return turn.db.exec(select(Event.reason).order_by(col(Event.id).desc())).first() or ""
