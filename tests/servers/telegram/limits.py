"""Flood control: how fast a bot may send (Bot API FAQ, "broadcasting to users")."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from .errors import too_many_requests


@dataclass(slots=True)
class Limits:
    """Messages a second in all, a second and chat (with a burst), a minute and group."""

    overall: int = 30
    per_chat: float = 1.0
    burst: int = 5
    per_group: int = 20
    on: bool = True
    _all: deque[float] = field(default_factory=deque)
    _due: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, *, group: bool, now: float) -> None:
        """Count one message; 429 with the seconds to wait where it is one too many."""
        if not self.on:
            return
        minute = self._groups.setdefault(chat_id, deque())
        wait = max(
            _window_wait(self._all, self.overall, 1.0, now),
            self._chat_wait(chat_id, now),
            _window_wait(minute, self.per_group, 60.0, now) if group else 0.0,
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._all.append(now)
        minute.append(now)
        self._due[chat_id] = max(now, self._due.get(chat_id, now)) + 1 / self.per_chat

    def _chat_wait(self, chat_id: int, now: float) -> float:
        ahead = self._due.get(chat_id, now) - now
        return ahead - (self.burst - 1) / self.per_chat


def _window_wait(times: deque[float], most: int, seconds: float, now: float) -> float:
    while times and times[0] <= now - seconds:
        times.popleft()
    return times[0] + seconds - now if len(times) >= most else 0.0
