"""Looking at evidence on the web without being led astray: public addresses, few bytes, in time."""

import html
import re
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from ipaddress import ip_address
from typing import TypeVar

import httpcore
import httpx

from core.ground.errors import Trouble
from core.programmes.evidence.public_addresses import public
from core.programmes.evidence.public_connections import (
    PORTS,
    Barrier,
    Deadline,
    GuardedBackend,
    Resolve,
    system_resolve,
)
from core.programmes.link_check import Fetch, FoundDocument, LinkCheck, Why
from core.reading.addresses.links import public_host
from core.reading.text import clean

__all__ = ["Fetch", "GuardedFetch", "LinkCheck"]

HOPS, LARGEST, SECONDS, LONGEST_URL, LONGEST_TITLE = 4, 512 * 1024, 10.0, 2000, 120
ASKED_SECONDS = 5.0  # for a document of a partner: several may be needed for one badge
GONE, REFUSED = (404, 410), (401, 403, 429, 451, 999)
HEADERS = {"Accept": "text/html,*/*;q=0.1", "Accept-Encoding": "identity", "Connection": "close"}
FAILURES = (httpx.HTTPError, httpx.StreamError, httpcore.ConnectError, OSError, ValueError)
USUAL = re.compile(r"utf-?8|us-ascii|iso-8859-(?:1[0-6]?|[2-9])|windows-125\d", re.IGNORECASE)
LATE = (httpx.TimeoutException, httpcore.TimeoutException)
DOCUMENT, LARGEST_DOCUMENT = "application/ld+json,application/json;q=0.9,*/*;q=0.1", 2_000_000
Read = TypeVar("Read")


class GuardedFetch:
    """A `Fetch` over the real network; `fetch_map` sends a host to a stand-in on this machine
    instead."""

    def __init__(
        self,
        fetch_map: Mapping[str, str] | None = None,
        *,
        resolve: Resolve = system_resolve,
        network: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
        agent: str = "Cocarde/0.1",
    ) -> None:
        self._standins = {host: standin(host, url) for host, url in (fetch_map or {}).items()}
        self._resolve, self._clock, self._seconds = resolve, clock, seconds
        self._network = network or httpcore.SyncBackend()
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._headers = HEADERS | {"User-Agent": agent}

    def __call__(self, url: str) -> LinkCheck:
        """What is at this address; never raises. How far it led is told even where it ends."""
        way: list[httpx.URL] = []
        try:
            way.append(askable(url))
            with self._client() as client:
                return self._follow(client, way, look)
        except Barrier as barrier:
            return ended(way, barrier.why)
        except LATE:
            return ended(way, "silent")
        except (httpx.InvalidURL, UnicodeError):
            return ended(way, "malformed")
        except FAILURES:
            return ended(way, "unreachable")

    def document(self, url: str, hosts: Collection[str]) -> FoundDocument | None:
        """What stands at this https address of one of these hosts, and of no other, wherever it
        leads; None where there is no answer. Never raises."""
        asked = {"Accept": DOCUMENT}
        try:
            way = [askable(url)]
            with self._client(ASKED_SECONDS) as client:
                return self._follow(client, way, whole, hosts, asked)
        except (Barrier, UnicodeError, httpx.InvalidURL, *LATE, *FAILURES):
            return None

    def _client(self, seconds: float = SECONDS) -> httpx.Client:
        deadline = Deadline(min(seconds, self._seconds), self._clock)
        doors = frozenset((url.host, url.port or 80) for url in self._standins.values())
        backend = GuardedBackend(self._resolve, deadline, self._network, doors)
        transport = GuardedTransport(backend, self._tls)
        return httpx.Client(transport=transport, trust_env=False, timeout=self._seconds)

    def _follow(
        self,
        client: httpx.Client,
        way: list[httpx.URL],
        read: Callable[[httpx.URL, httpx.Response], Read],
        hosts: Collection[str] | None = None,
        asked: Mapping[str, str] | None = None,
    ) -> Read:
        """Ask the last address of the way, and go on along redirects; raises `Barrier` after too
        many of them, and where one leads away from the hosts that may be asked, if they are
        named."""
        for _ in range(HOPS + 1):
            url = way[-1]
            if hosts is not None and (
                url.scheme != "https" or url.netloc.decode("ascii") not in hosts
            ):
                raise Barrier("redirects")
            headers = self._spoken(url) | dict(asked or {})
            with client.stream("GET", self._target(url), headers=headers) as response:
                if not response.has_redirect_location:
                    return read(url, response)
                way.append(askable(str(url.join(response.headers["location"]))))
        raise Barrier("redirects")

    def _target(self, url: httpx.URL) -> httpx.URL:
        stand = self._standins.get(url.host)
        return url if stand is None else stand.copy_with(raw_path=url.raw_path)

    def _spoken(self, url: httpx.URL) -> dict[str, str]:
        return self._headers | {"Host": url.netloc.decode("ascii")}


class GuardedTransport(httpx.HTTPTransport):
    """httpx over a network of our own: no proxy, no second pool, one connection a hop."""

    def __init__(self, backend: httpcore.NetworkBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, network_backend=backend, max_keepalive_connections=0
        )


def askable(text: str) -> httpx.URL:
    """The address, if it may be asked at all. Raises Barrier or httpx.InvalidURL."""
    url = httpx.URL(text).copy_with(fragment=None)
    host = url.raw_host.decode("ascii")
    if url.scheme not in ("http", "https") or url.userinfo or len(text) > LONGEST_URL:
        raise Barrier("malformed")
    if url.port is not None and url.port not in PORTS:
        raise Barrier("malformed")
    if not public(host) and not public_host(host):
        raise Barrier("private")
    return url


def ended(way: list[httpx.URL], why: Why) -> LinkCheck:
    """A look that came to no answer, with the last address that it was led to."""
    return LinkCheck("unchecked", final_url=str(way[-1]) if len(way) > 1 else "", why=why)


def standin(host: str, text: str) -> httpx.URL:
    """The loopback server that plays a host. Raises Trouble if it is anywhere else."""
    try:
        url = httpx.URL(text)
        loopback = ip_address(url.host).is_loopback
    except (httpx.InvalidURL, ValueError):
        loopback = False
    if not host or not loopback or url.scheme != "http" or url.path not in ("", "/"):
        write = f"{host or 'github.com'}=http://127.0.0.1:9001"
        raise Trouble("trouble.fetch_map", where=repr(text), write=write)
    return url


def look(url: httpx.URL, response: httpx.Response) -> LinkCheck:
    """What an answer means, with the title of a page that was found."""
    status, final = response.status_code, str(url)
    if status in GONE:
        return LinkCheck("missing", status, final, why="gone")
    if not response.is_success:
        why: Why = "refused" if status in REFUSED else "broken"
        return LinkCheck("unchecked", status, final, why=why)
    return LinkCheck("found", status, final, title(response))


def whole(url: httpx.URL, response: httpx.Response) -> FoundDocument:  # noqa: ARG001 - as `look`
    """The answer's status and its bytes as they came; none of one that is packed or too large."""
    plain = response.headers.get("content-encoding", "identity") == "identity"
    body = b"".join(_few(response.iter_raw(65536), LARGEST_DOCUMENT + 1)) if plain else b""
    return FoundDocument(response.status_code, body if len(body) <= LARGEST_DOCUMENT else b"")


def title(response: httpx.Response) -> str:
    """The title in the first 512 kB of a web page, on one line; the body is never unpacked."""
    plain = response.headers.get("content-encoding", "identity") == "identity"
    if "html" not in response.headers.get("content-type", "") or not plain:
        return ""
    body = b"".join(_few(response.iter_raw(65536)))
    text = body.decode(_charset(response), errors="replace")
    found = re.search(r"<title[^>]{0,200}>([^<]{0,2000})", text, re.IGNORECASE)
    return " ".join(clean(html.unescape(found[1])).split())[:LONGEST_TITLE] if found else ""


def _few(parts: Iterator[bytes], most: int = LARGEST) -> Iterator[bytes]:
    """The first bytes of a page, as many as are read of any."""
    left = most
    for part in parts:
        yield part[:left]
        left -= len(part)
        if left <= 0:
            return


def _charset(response: httpx.Response) -> str:
    """The declared one if it is a plain character set: some Python codecs are traps."""
    named = response.charset_encoding or ""
    return named if USUAL.fullmatch(named) else "utf-8"
