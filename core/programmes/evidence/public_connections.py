"""Connections to public addresses only, all within one deadline: the network under a fetch."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from core.programmes.evidence.public_addresses import public
from core.programmes.link_check import Why

Resolve = Callable[[str, int], Sequence[str]]
PORTS = frozenset((80, 443))
TRIES = 3


class Barrier(Exception):
    """What ends a fetch; `why` is a word of a look at an address."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class Deadline:
    """Seconds that are left of a fetch."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = clock() + seconds

    def left(self, wanted: float | None = None) -> float:
        """The seconds left, at most those wanted. Raises Barrier when there are none."""
        left = self._until - self._clock()
        if left <= 0:
            raise Barrier("silent")
        return left if wanted is None else min(left, wanted)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, demands that every answer is public, connects to those very answers."""

    def __init__(
        self,
        resolve: Resolve,
        deadline: Deadline,
        network: httpcore.NetworkBackend,
        standins: frozenset[tuple[str, int]],
    ) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._network = network
        self._standins = standins

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the first public addresses of the host, within the deadline.

        Raises `Barrier` where an address of it is not public or the time is over, else the error of
        the last address tried (httpcore, NetworkBackend).
        """
        failed: Exception = Barrier("unreachable")
        for address in self._addresses(host, port)[:TRIES]:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return GuardedStream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        """The public addresses of a host, or the stand-in that plays it; raises `Barrier` for a
        port or an address that may not be asked."""
        if (host, port) in self._standins:
            return [host]
        if port not in PORTS:
            raise Barrier("malformed")
        addresses = [host] if _literal(host) else self._resolved(host, port)
        if not addresses:
            raise Barrier("unreachable")
        if not all(public(address) for address in addresses):
            raise Barrier("private")
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        """The system's resolver knows no time-out, so it works in a thread that can be left."""
        answers: SimpleQueue[list[str]] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(list(self._resolve(host, port)))
            except (OSError, UnicodeError):
                answers.put([])

        threading.Thread(target=ask, name="resolve", daemon=True).start()
        try:
            return answers.get(timeout=self._deadline.left())
        except Empty:
            raise Barrier("silent") from None


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return GuardedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def system_resolve(host: str, port: int) -> list[str]:
    """All addresses of a host name, by the system's resolver; raises `OSError` where there is
    none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
