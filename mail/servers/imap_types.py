"""What the mailbox gives, keeps and waits for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from typing import Protocol

from core.ground.clock import real_now

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail; `size` in bytes on the server, `raw` only its beginning when truncated."""

    uidvalidity: int
    uid: int
    raw: bytes
    size: int
    truncated: bool


class FolderPlace(Protocol):
    """Where the place reached in a folder is kept, by the caller; called from a worker thread."""

    def get(self, account: str) -> tuple[int, int] | None:
        """The UIDVALIDITY and the last UID worked; None before the first start."""

    def set(self, account: str, uidvalidity: int, last_uid: int) -> None:
        """Keep the place reached for good before returning."""


def _renewal() -> float:
    return SystemRandom().uniform(300, 540)  # many a NAT forgets a quiet connection after 10 min


def _backoff(failures: int) -> float:
    return min(300.0, 2.0 ** min(failures, 9)) * SystemRandom().uniform(0.5, 1.5)


@dataclass(frozen=True, slots=True)
class MailboxLimits:
    """How the mailbox is read: waits in seconds, sizes in bytes.

    `quiet`: silence after which a server is given up; `poll`: between looks where there is no
    IDLE; `refused`: the pause after a wrong password; of a mail above `most` only the first
    `head` bytes are fetched.
    """

    quiet: float = 30
    poll: float = 60
    refused: float = 900
    renewal: Callable[[], float] = _renewal
    backoff: Callable[[int], float] = _backoff
    most: int = 25 * MEGABYTE
    head: int = MEGABYTE
    now: Callable[[], datetime] = real_now
