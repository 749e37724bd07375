"""A network outside for the tests: a few names, and one public address that leads to a server."""

import socket
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

OUTSIDE = "93.184.216.34"
NAMES: dict[str, Sequence[str]] = {
    "www.example.org": (OUTSIDE,),
    "other.example.org": (OUTSIDE,),
    "xn--lise-9oa.example.org": (OUTSIDE,),
    "inner.test": ("10.0.0.1",),
    "mixed.test": (OUTSIDE, "127.0.0.1"),
    "six.test": ("fd00::1",),
    "mapped.test": ("::ffff:127.0.0.1",),
    "two.test": ("2606:4700:4700::1111", OUTSIDE),
    "empty.test": (),
}


class Names:
    """A resolver that knows a few names and counts how often it is asked."""

    def __init__(self, names: dict[str, Sequence[str]]) -> None:
        self.names = names
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names[host]


class Outside(httpcore.NetworkBackend):
    """The network outside: the one public address leads to a local port, all others are dead."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.dialled: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append((host, port))
        if host != OUTSIDE:
            raise httpcore.ConnectError(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)
