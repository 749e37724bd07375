"""Faults on demand: refusals, cut connections and slow answers for the next calls."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the next ``times`` calls of a method (any but getUpdates when None).

    ``code`` refuses; ``cut`` drops the connection "before" or "after" the effect was applied;
    ``seconds`` delays the answer.
    """

    times: int = 1
    method: str | None = None
    code: int = 0
    retry_after: int = 1
    cut: str = ""
    seconds: float = 0.0

    def hits(self, method: str) -> bool:
        """Whether a call of this method, in lower case, meets the fault."""
        return method == self.method.lower() if self.method else method != "getupdates"


class Faults:
    """The faults still to come, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let this happen after the faults already waiting."""
        if fault.cut not in {"", "before", "after"}:
            raise ValueError(f"a connection is cut before or after, not {fault.cut!r}")
        with self._lock:
            self._ahead.append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, used up once."""
        with self._lock:
            for index, fault in enumerate(self._ahead):
                if fault.hits(method):
                    left = replace(fault, times=fault.times - 1)
                    self._ahead[index : index + 1] = [left] if left.times else []
                    return fault
        return None

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._ahead.clear()
