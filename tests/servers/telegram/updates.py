"""The queue of updates: put, polled and confirmed by offset (Bot API getUpdates)."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from .errors import OTHER_POLLER, WEBHOOK_ACTIVE, Json, conflict
from .waiting import Bell

NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
POLL_LIMIT: Final = 50  # seconds


@dataclass(slots=True)
class Pending:
    """An update not yet confirmed; ``line`` keeps a chat's updates in order on a webhook."""

    id: int
    line: int
    body: Json


@dataclass(slots=True)
class Hook:
    """Where updates are pushed, as setWebhook told."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error: str = ""


@dataclass(slots=True)
class Poll:
    """A getUpdates call that waits; a second one or setWebhook ends it."""

    ended_by: str = ""


@dataclass(slots=True)
class Updates:
    """Updates in order of arrival, until the bot confirms them."""

    lock: threading.RLock
    pending: deque[Pending] = field(default_factory=deque)
    next_id: int = 700_000_001
    allowed: tuple[str, ...] = ()
    hook: Hook | None = None
    closed: bool = False
    changed: Bell = field(init=False)
    _poll: Poll | None = None

    def __post_init__(self) -> None:
        self.changed = Bell(self.lock)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def put(self, kind: str, body: Json, line: int) -> int | None:
        """Queue one update; None when the bot does not want this kind."""
        with self.lock:
            if not self.wants(kind):
                return None
            update = Pending(self.next_id, line, {"update_id": self.next_id, kind: body})
            self.pending.append(update)
            self.next_id += 1
        self.changed.ring()
        return update.id

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """getUpdates: confirm what is before the offset, then wait for more; 409 on a rival."""
        self.refuse_with_webhook()
        updates = self.take(offset, limit)
        if updates or seconds <= 0:
            return updates
        poll = self._begin_poll()
        await self.changed.until(lambda: self._outcome(poll), min(seconds, POLL_LIMIT))
        with self.lock:
            if poll.ended_by:
                raise conflict(poll.ended_by)
            self._poll = None
            return self.take(offset, limit)

    def take(self, offset: int, limit: int) -> list[Json]:
        """Updates from an offset on, earlier ones forgotten; -n keeps but the last n."""
        with self.lock:
            if offset < 0:
                offset = max(self.next_id + offset, 1)
            if offset <= self.next_id:  # an offset from the future confirms nothing
                while self.pending and self.pending[0].id < offset:
                    self.pending.popleft()
                    self.changed.ring()
            return [update.body for update in list(self.pending)[:limit]]

    def confirm(self, update: Pending) -> None:
        """Forget one update that a webhook took."""
        with self.lock:
            if update in self.pending:
                self.pending.remove(update)
        self.changed.ring()

    def refuse_with_webhook(self) -> None:
        """409 while a webhook is set."""
        if self.hook is not None:
            raise conflict(WEBHOOK_ACTIVE)

    def end_poll(self, why: str) -> None:
        """End the waiting getUpdates call with a 409."""
        with self.lock:
            if self._poll is not None:
                self._poll.ended_by = why
                self._poll = None
        self.changed.ring()

    def close(self) -> None:
        """Answer the waiting call at once: the server stops."""
        self.closed = True
        self.changed.ring()

    def _begin_poll(self) -> Poll:
        with self.lock:
            self.end_poll(OTHER_POLLER)
            self._poll = Poll()
            return self._poll

    def _outcome(self, poll: Poll) -> bool | None:
        return True if poll.ended_by or self.pending or self.closed else None
