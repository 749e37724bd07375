"""Files and folders for their owner's eyes only."""

import os
import stat
from pathlib import Path

FILE, FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents for their owner alone; one that is there stays as it
    is."""
    for each in [*reversed(folder.parents), folder]:
        each.mkdir(mode=FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for its owner alone (mode 600), unless there is one."""
    make_folder(path.parent)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE))


def open_to_others(path: Path) -> bool:
    """Whether others than the owner may read or change a file that is there."""
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
