"""A brake for each person: twenty updates at once, then one a second; the rest is not read."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

BURST, PER_SECOND = 20, 1.0
QUIET = 60.0  # seconds until somebody is told again
REMEMBERED = 10_000


class Admission(StrEnum):
    """What becomes of an update; the first that is held is told of."""

    FREE = "free"
    FIRST_HELD = "first held"
    HELD = "held"


@dataclass(slots=True)
class Allowance:
    """What a person may still send at once, as it was at an instant, and when they were told."""

    left: float
    at: float
    told_at: float = float("-inf")


class Brake:
    """Counts updates by person, in memory: a restart forgets, which harms nobody."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rooms: OrderedDict[str, Allowance] = OrderedDict()

    def look(self, who: str) -> Admission:
        """Count one update of a person and say what becomes of it; one that names nobody is
        free."""
        if not who:
            return Admission.FREE
        now = self._clock()
        room = self._rooms.pop(who, None) or Allowance(BURST, now)
        self._rooms[who] = room
        if len(self._rooms) > REMEMBERED:
            self._rooms.popitem(last=False)
        room.left = min(BURST, room.left + (now - room.at) * PER_SECOND)
        room.at = now
        if room.left >= 1:
            room.left -= 1
            return Admission.FREE
        if now - room.told_at < QUIET:
            return Admission.HELD
        room.told_at = now
        return Admission.FIRST_HELD
