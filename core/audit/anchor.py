"""The head of the chain outside the store: who cuts rows off at its end cannot reach it there.

It stands in a file beside the key file, in the log, in each backup, and wherever an operator wrote
it down.
"""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.ground.errors import Trouble
from core.ground.settings import Settings

NAME = "audit-head.json"
FIRST = "0" * 64  # what the first seal holds in place of the digest of one before


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last seal of a chain: its number and its digest; 0 before the first. `restored` says that
    a backup took the place of the store, and that no event tells so yet."""

    number: int
    digest: str
    restored: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """As it is written down, and as `read` takes it."""
        return f"{self.number}:{self.digest}"


def read(told: str) -> Head:
    """A head as somebody wrote it down, `12:9f86d0…`; raises `Trouble` for what is none."""
    number, _, digest = told.strip().partition(":")
    if not number.isdecimal() or len(digest) < len("9f86d081"):
        raise Trouble("audit.no_head", told=repr(told))
    return Head(int(number), digest.lower())


def place(settings: Settings) -> Path:
    """Where the file of the head lies: beside the key file."""
    return settings.key_path.with_name(NAME)


def kept(settings: Settings) -> Head | None:
    """The head in the file; None where there is no such file. Raises `Trouble` where it cannot be
    understood."""
    path = place(settings)
    try:
        return Head(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise Trouble("audit.head_unreadable", path=path, error=error) from error


def of_file(path: Path) -> Head:
    """The head of the chain in a backup, which is a SQLite file; raises `Trouble` where it cannot
    be read."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            known = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal'").fetchone()
            query = "SELECT number, digest FROM seal ORDER BY number DESC LIMIT 1"
            found = copy.execute(query).fetchone() if known else None
    except sqlite3.Error as error:
        raise Trouble("trouble.backup_unreadable", path=path, error=error) from error
    return Head(*found) if found else Head(0, FIRST)


def put(settings: Settings, head: Head) -> None:
    """Write the head into the file, whatever it held."""
    path = place(settings)
    if not path.parent.is_dir():
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(head)), encoding="utf-8")
    fresh.replace(path)
