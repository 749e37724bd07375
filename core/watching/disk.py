"""Whether the disks on which we write have room."""

import shutil
from pathlib import Path

from core.ground.paths import at_home
from core.ground.settings import Settings

SHARE, ROOM = 0.05, 500 * 1024 * 1024  # both less: nearly full


def places(settings: Settings) -> list[Path]:
    """The folders that we write in: of the keys, and of a SQLite store."""
    found = [settings.key_path.parent]
    if settings.database_url.startswith("sqlite"):
        found.insert(
            0, at_home(settings.database_url.partition(":///")[2].partition("?")[0]).parent
        )
    return [each for each in dict.fromkeys(found) if each.is_dir()]


def free(place: Path) -> int:
    """How many bytes are free there."""
    return shutil.disk_usage(place).free


def nearly_full(settings: Settings) -> list[tuple[str, int]]:
    """The folders on a disk that has less than a twentieth and 500 MB left, with what is left."""
    found = []
    for place in places(settings):
        use = shutil.disk_usage(place)
        if use.free < ROOM and use.free < use.total * SHARE:
            found.append((str(place), use.free))
    return found
