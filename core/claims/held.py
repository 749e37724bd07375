"""Whether somebody has a badge already."""

from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.ground.tables import Badge
from core.ground.world import Turn

HELD = select(Badge.id).where(
    Badge.person_id == bindparam("person"),
    Badge.programme == bindparam("programme"),
    Badge.badge == bindparam("badge"),
    Badge.organisation == bindparam("by"),
    col(Badge.revoked_at).is_(None),
)


def holds(turn: Turn, person_id: UUID, programme: str, badge: str, organisation: str = "") -> bool:
    """Whether the person has this badge, not revoked; of a badge that organisations confirm, one
    from this organisation."""
    given = {"person": person_id, "programme": programme, "badge": badge, "by": organisation}
    return turn.db.exec(HELD, params=given).first() is not None
