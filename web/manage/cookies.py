"""The two cookies of `/manage`: of a browser that asked to come in, and of one that is in."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from core.sessions import sessions, sign_in
from web.write import Site

SESSION, BROWSER = "cocarde-session", "cocarde-browser"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
HOST = "__Host-"  # a browser takes it from https alone, for this host alone (RFC 6265bis, 4.1.3.2)


def safe(site: Site) -> bool:
    """Whether the pages may be opened at all: over https, or on this machine alone."""
    address = urlsplit(site.base)
    return address.scheme == "https" or address.hostname in LOOPBACK


def name_of(site: Site, name: str) -> str:
    """A cookie's name as it is set here."""
    return f"{HOST}{name}" if site.base.startswith("https:") else name


def read(site: Site, request: Request, name: str) -> str:
    """The secret in a cookie of this request; empty where there is none."""
    return request.cookies.get(name_of(site, name), "")


def put(site: Site, response: Response, name: str, secret: str) -> None:
    """Give the browser a cookie that no script reads and no other site has sent along."""
    life = sign_in.LIFE if name == BROWSER else sessions.LONGEST
    response.set_cookie(
        name_of(site, name),
        secret,
        max_age=int(life.total_seconds()),
        path="/",
        secure=site.base.startswith("https:"),
        httponly=True,
        samesite="lax",
    )


def drop(site: Site, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        name_of(site, name),
        path="/",
        secure=site.base.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
