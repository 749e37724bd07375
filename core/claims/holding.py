"""A badge as its owner takes it away: a named file, made when asked for."""

from dataclasses import dataclass

from core.claims import hosting
from core.ground import documents
from core.ground.errors import Trouble
from core.ground.tables import Badge
from core.ground.world import Turn, World
from core.programmes.folding import words

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class BadgeFile:
    """File name and PNG of a badge, and the drawing without its proof: one for many badges."""

    name: str
    png: bytes
    drawn: bytes


def picture(world: World, badge_id: str) -> tuple[str, bytes]:
    """File name and PNG bytes of a badge, both credentials (Open Badges 3.0 and 2.0) baked in.

    Raises `Trouble` when the badge or its artwork is not in the store.
    """
    with world.glance() as turn:
        found = badge_file(turn, badge_id)
        return found.name, found.png


def badge_file(turn: Turn, badge_id: str) -> BadgeFile:
    """A badge's file with its drawing, read within a turn. Raises `Trouble` when the badge or its
    artwork is not in the store."""
    badge = turn.db.get(Badge, badge_id)
    drawn = documents.find(turn, badge.artwork) if badge else None
    png = hosting.baked(turn, badge) if badge else None
    if badge is None or drawn is None or png is None:
        raise Trouble(f"Badge {badge_id} is not whole in the store.", mend="Restore a backup.")
    return BadgeFile(file_name(badge), png, drawn.body)


def file_name(badge: Badge) -> str:
    """A file name of plain letters that every system takes, as `becode-python-avance.png`."""
    plain = "-".join(words(f"{badge.programme} {badge.name}"))
    return f"{plain.encode('ascii', 'ignore').decode()[:LONGEST_NAME]}.png"
