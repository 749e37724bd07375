"""Asking a service that the operator or a programme file names: https to public addresses, no
redirect, few bytes, in time; hosts of our own network only where the settings name them."""

import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpcore
import httpx

from core.ground.errors import DeliveryError
from core.programmes.evidence.fetch import FAILURES, LATE, GuardedTransport
from core.programmes.evidence.public_connections import (
    Barrier,
    Deadline,
    GuardedBackend,
    Resolve,
    system_resolve,
)

SECONDS, LARGEST = 15.0, 512 * 1024
WHY = {
    "silent": "no answer in time",
    "unreachable": "not reached",
    "private": "its address is not public",
    "malformed": "no address that may be asked",
    "redirects": "it leads elsewhere",
}


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What a service answered: HTTP's status, the first bytes of the body, and for how many seconds
    it asked us to wait (Retry-After)."""

    status: int
    body: bytes
    wait: float = 0.0

    @property
    def good(self) -> bool:
        """Whether it took what it was given."""
        return 200 <= self.status < 300


class GuardedRequest:
    """Asks one service after the other; `inside` are the hosts that may be on our own network,
    `authorities` a file of further ones whose certificates are believed."""

    def __init__(
        self,
        inside: Collection[str] = (),
        authorities: Path | None = None,
        *,
        resolve: Resolve = system_resolve,
        network: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
    ) -> None:
        self._inside, self._resolve, self._clock = frozenset(inside), resolve, clock
        self._network, self._seconds = network or httpcore.SyncBackend(), seconds
        self._tls: ssl.SSLContext = httpx.create_ssl_context(trust_env=False)
        if authorities:
            self._tls.load_verify_locations(authorities)

    def __call__(
        self, method: str, address: str, *, headers: Mapping[str, str], body: bytes = b""
    ) -> ServiceAnswer:
        """What the service answered, whatever its status; raises `DeliveryError`, to be tried again
        later, where there is no answer."""
        try:
            url = self._askable(address)
            with self._client(url) as client:
                sent = {"Accept-Encoding": "identity", "Connection": "close", **headers}
                with client.stream(method, url, headers=sent, content=body) as response:
                    return answer(response)
        except Barrier as barrier:
            raise DeliveryError(WHY[barrier.why], permanent=False) from None
        except LATE:
            raise DeliveryError(WHY["silent"], permanent=False) from None
        except (httpx.InvalidURL, UnicodeError):
            raise DeliveryError(WHY["malformed"], permanent=False) from None
        except FAILURES as error:
            why = f"{WHY['unreachable']}: {error}".rstrip(": ")
            raise DeliveryError(why, permanent=False) from None

    def _askable(self, address: str) -> httpx.URL:
        """The address, if it may be asked at all; raises `Barrier` otherwise."""
        url = httpx.URL(address).copy_with(fragment=None)
        schemes = ("https", "http") if url.host in self._inside else ("https",)
        if url.scheme not in schemes or url.userinfo or not url.host:
            raise Barrier("malformed")
        return url

    def _client(self, url: httpx.URL) -> httpx.Client:
        usual = 443 if url.scheme == "https" else 80
        ours = {(url.host, url.port or usual)} if url.host in self._inside else set()
        deadline = Deadline(self._seconds, self._clock)
        backend = GuardedBackend(self._resolve, deadline, self._network, frozenset(ours))
        transport = GuardedTransport(backend, self._tls)
        return httpx.Client(transport=transport, trust_env=False, timeout=self._seconds)


def answer(response: httpx.Response) -> ServiceAnswer:
    """A response with no more of its body than we read of any."""
    body = b""
    for part in response.iter_raw(65536):
        body += part
        if len(body) >= LARGEST:
            break
    asked = response.headers.get("retry-after", "")
    return ServiceAnswer(
        response.status_code, body[:LARGEST], float(asked) if asked.isdecimal() else 0.0
    )
