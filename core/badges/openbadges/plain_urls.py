"""Web addresses in one form: what is signed must be a whole, plain ASCII URL."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from core.ground.errors import Refusal

LONGEST = 2048
WEB = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?"
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_PORTS = {"http": 80, "https": 443}


def normal(link: str) -> str:
    """The address in ASCII: scheme and host in lower case, IDNA, percent-encoding (RFC 3986).

    Raises `Refusal("not_a_link")` for anything but a whole http or https URL without a password.
    """
    link = link.strip()
    try:
        if len(link) > LONGEST or _UNPRINTABLE.search(link):
            raise ValueError("too long or unprintable")
        parts = urlsplit(link)
        if parts.scheme not in _PORTS or "@" in parts.netloc:
            raise ValueError("not a plain web address")
        place = _host(parts.hostname or "") + _port(parts.scheme, parts.port)
    except ValueError as error:
        raise Refusal("not_a_link", link=link[:80]) from error
    return urlunsplit(
        (
            parts.scheme,
            place,
            _encoded(parts.path, "/%:@!$&'()*+,;=~") or "/",
            _encoded(parts.query, "/%:@!$&'()*+,;=~?"),
            _encoded(parts.fragment, "/%:@!$&'()*+,;=~?"),
        )
    )


def is_normal(link: str) -> bool:
    """Whether `normal` would leave the URL as it is."""
    try:
        return WEB.fullmatch(link) is not None and normal(link) == link
    except Refusal:
        return False


def _host(name: str) -> str:
    """The host name in ASCII (IDNA); raises `ValueError` for what cannot be one."""
    if not name.isascii():
        import idna  # noqa: PLC0415 - slow to load, seldom needed

        name = idna.encode(name, uts46=True).decode("ascii")
    if not _HOST.fullmatch(name):
        raise ValueError(f"not a host: {name}")
    return name


def _port(scheme: str, port: int | None) -> str:
    return "" if port in (None, _PORTS[scheme]) else f":{port}"


def _encoded(part: str, safe: str) -> str:
    whole = quote(_LONE_PERCENT.sub("%25", part), safe=safe)
    return _ESCAPE.sub(lambda escape: escape[0].upper(), whole)
