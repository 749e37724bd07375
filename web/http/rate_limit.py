"""A brake for what anybody may post: so many times an hour from one address of the network."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

WITHIN, MOST, REMEMBERED = 3600.0, 30, 10_000


class RateLimit:
    """Counts posts by where they come from, in memory: a restart forgets, which harms nobody."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self._lock = threading.Lock()
        self._posts: OrderedDict[str, list[float]] = OrderedDict()

    def holds(self, host: str) -> bool:
        """Whether a post from this address of the network is one too many; only those that are not
        are counted."""
        now = self.clock()
        with self._lock:
            lately = [at for at in self._posts.pop(host, []) if at > now - WITHIN]
            held = len(lately) >= self.most
            self._posts[host] = lately if held else [*lately, now]
            while len(self._posts) > REMEMBERED:
                self._posts.popitem(last=False)
        return held
