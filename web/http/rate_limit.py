"""A brake for what anybody may post: so many times an hour from one address of the network."""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request

WITHIN, MOST, REMEMBERED = 3600.0, 30, 10_000


class RateLimit:
    """Counts posts by where they come from, in memory: a restart forgets, which harms nobody."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self._salt = secrets.token_bytes(16)
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

    def full(self, host: str) -> bool:
        """Whether the next post from this address of the network would be one too many; counts
        none."""
        since = self.clock() - WITHIN
        with self._lock:
            return sum(at > since for at in self._posts.get(host, ())) >= self.most

    def mark(self, host: str) -> str:
        """A mark of an address of the network, the same until the next restart, from which the
        address cannot be found."""
        return hashlib.blake2b(host.encode(), key=self._salt, digest_size=8).hexdigest()


def client_of(request: Request) -> str:
    """Where on the network a request comes from: one address of IPv4, or the /64 of IPv6 that a
    household or a server has to itself; empty where that is not known."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    return str(ipaddress.ip_network((address, 64), strict=False))
