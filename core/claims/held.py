"""Whether somebody has a badge already."""

from uuid import UUID

from sqlmodel import col, select

from core.ground.tables import Badge
from core.ground.world import Turn


def holds(turn: Turn, person_id: UUID, programme: str, badge: str, organisation: str = "") -> bool:
    """Whether the person holds this badge, not revoked; a partner's, from this organisation."""
    query = select(Badge.id).where(
        Badge.person_id == person_id,
        Badge.programme == programme,
        Badge.badge == badge,
        Badge.organisation == organisation,
        col(Badge.revoked_at).is_(None),
    )
    return turn.db.exec(query).first() is not None
