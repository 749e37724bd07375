"""The head of the chain outside the store: who cuts rows off at its end cannot reach it there.

It stands in a file beside the key file, in the log, in each backup, and wherever an operator wrote
it down.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from core.ground.errors import Trouble
from core.ground.settings import Settings

NAME = "audit-head.json"


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last seal of a chain: its number and its digest; 0 before the first."""

    number: int
    digest: str

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


def keep(settings: Settings, head: Head) -> None:
    """Write the head into the file; an older one never takes the place of a newer one."""
    try:
        before = kept(settings)
    except Trouble:
        return  # `audit verify` tells; it is not written over
    if before is None or before.number < head.number:
        put(settings, head)


def put(settings: Settings, head: Head) -> None:
    """Write the head into the file, whatever it held: after a restore."""
    path = place(settings)
    if not path.parent.is_dir():
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(head)), encoding="utf-8")
    fresh.replace(path)
