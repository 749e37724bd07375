"""Who was erased, in a file beside the key file: an old backup does not bring them back.

A line for each: the key of the person, which says nothing of them, and what became of their badges.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.ground.private_files import make_file
from core.ground.settings import Settings

NAME = "erased.jsonl"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One person who was erased."""

    person: str
    keeps_badges: bool
    at: datetime


def place(settings: Settings) -> Path:
    """Where the file lies: beside the key file."""
    return settings.key_path.with_name(NAME)


def add(settings: Settings, tombstone: Tombstone) -> None:
    """Write one more line, unless the person has one."""
    path = place(settings)
    if not path.parent.is_dir() or any(e.person == tombstone.person for e in read(settings)):
        return
    make_file(path)
    line = {
        "person": tombstone.person,
        "keeps_badges": tombstone.keeps_badges,
        "at": tombstone.at.isoformat(),
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def read(settings: Settings) -> list[Tombstone]:
    """All of them; none where there is no such file. A line that was cut off is passed over."""
    path = place(settings)
    if not path.exists():
        return []
    return list(filter(None, map(one, path.read_text(encoding="utf-8").splitlines())))


def one(line: str) -> Tombstone | None:
    """The tombstone of a line."""
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        return Tombstone(str(told["person"]), bool(told["keeps_badges"]), at)
    except (ValueError, KeyError, TypeError):
        return None
