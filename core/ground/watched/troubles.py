"""What this process cannot do right now, such as reading the mailbox, and since when."""

from datetime import datetime
from threading import Lock

LONGEST = 200

_TROUBLES: dict[str, tuple[str, datetime]] = {}
_LOCK = Lock()


def tell(what: str, error: str, at: datetime) -> None:
    """Note that something fails, with its latest error; it began with the first one told."""
    with _LOCK:
        _, since = _TROUBLES.get(what, ("", at))
        _TROUBLES[what] = error[:LONGEST], since


def over(what: str) -> None:
    """Note that it works again."""
    with _LOCK:
        _TROUBLES.pop(what, None)


def now() -> dict[str, tuple[str, datetime]]:
    """What fails: its last error, and since when."""
    with _LOCK:
        return dict(_TROUBLES)
