"""How fast we send: the limits of the Bot API FAQ ("broadcasting to users"), kept by us."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable

PER_SECOND = 28
PER_CHAT = 1.0  # seconds between two messages of ours that answer nothing
PER_GROUP, MINUTE = 20, 60.0
SLOW = 60.0  # seconds that answers too keep the pace after a refusal
MANY = 1000


class Pace:
    """Answers go at once, which people's own pace spreads; everything else waits for its place.

    Once Telegram complains of a chat (429) answers to that chat wait as well, for a minute.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = 0.0
        self._chats: dict[str, float] = {}
        self._groups: defaultdict[str, deque[float]] = defaultdict(deque)
        self._slow_until: dict[str, float] = {}

    def complained(self, place: str) -> None:
        """Note that Telegram refused a message to this chat as one too many (Bot API: 429)."""
        now = self._clock()
        self._slow_until = {chat: end for chat, end in self._slow_until.items() if end > now}
        self._slow_until[place] = now + SLOW

    async def keep(self, place: str, *, answer: bool) -> None:
        """Wait until a message may go to this chat."""
        wait = self.book(place, answer=answer)
        if wait > 0:
            await asyncio.sleep(wait)

    def book(self, place: str, *, answer: bool) -> float:
        """Take the next free moment for a message to this chat; gives the seconds until then."""
        now = self._clock()
        at = self._in_group(place, now) if place.startswith("-") else now
        if answer and now >= self._slow_until.get(place, 0.0):
            return at - now
        at = max(at, self._next, self._chats.get(place, 0.0))
        self._next = at + 1 / PER_SECOND
        self._chats[place] = at + PER_CHAT
        if len(self._chats) > MANY:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        return at - now

    def _in_group(self, place: str, now: float) -> float:
        """When the group has room again: at most twenty in any minute."""
        sent = self._groups[place]
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        at = now if len(sent) < PER_GROUP else sent[-PER_GROUP] + MINUTE
        sent.append(at)
        return at
