"""The badge as its holder takes it away: a named file, made when asked for."""

from core.claims import hosting
from core.ground.errors import Trouble
from core.ground.tables import Badge
from core.ground.world import World
from core.programmes.folding import words

LONGEST_NAME = 60


def picture(world: World, badge_id: str) -> tuple[str, bytes]:
    """File name and PNG bytes of a badge, both credentials (Open Badges 3.0 and 2.0) baked in.

    Raises `Trouble` when the badge or its artwork is not in the store.
    """
    with world.glance() as turn:
        badge = turn.db.get(Badge, badge_id)
        png = hosting.baked(turn, badge) if badge else None
    if badge is None or png is None:
        raise Trouble(f"Badge {badge_id} is not whole in the store.", mend="Restore a backup.")
    return file_name(badge), png


def file_name(badge: Badge) -> str:
    """`becode-python-avance.png`: plain letters that every system takes."""
    plain = "-".join(words(f"{badge.programme} {badge.name}"))
    return f"{plain.encode('ascii', 'ignore').decode()[:LONGEST_NAME]}.png"
