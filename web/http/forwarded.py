"""Where a visitor comes from: the connection's own end, unless a named proxy passed it on."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from core.ground.settings import Network

HEADER = "x-forwarded-for"
OTHERS = ("forwarded", "x-real-ip")
TAKEN = "cocarde.forwarded"
Address = IPv4Address | IPv6Address


class Forwarded:
    """Puts the visitor's address in the place of the proxy's, by the word of named proxies only."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network]) -> None:
        self.app = app
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("client"):
            peer = scope["client"][0]
            told = ",".join(Headers(scope=scope).getlist(HEADER))
            seen = visitor(peer, told, self.proxies)
            if seen != peer:
                scope = {**scope, "client": (seen, 0), TAKEN: True}
        await self.app(scope, receive, send)


def visitor(peer: str, told: str, proxies: Sequence[Network]) -> str:
    """The nearest address that is no named proxy, read from the end that the proxies wrote."""
    addresses, at = told.split(","), peer
    while addresses and within(at, proxies):
        before = address(addresses.pop())
        if before is None:
            break
        at = str(before)
    return at


def within(host: str, networks: Sequence[Network]) -> bool:
    """Whether an address is one of these, or in one of these networks."""
    found = address(host)
    return found is not None and any(found in network for network in networks)


def address(told: str) -> Address | None:
    """An address, with or without a port; an IPv4 one also where it is written as IPv6."""
    bare = told.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def passed_on(scope: Scope) -> bool:
    """Whether something passed this request on that is no named proxy."""
    headers = Headers(scope=scope)
    return not scope.get(TAKEN) and any(name in headers for name in (HEADER, *OTHERS))
