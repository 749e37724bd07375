"""Addresses that only lead to another: what mail filters and networks wrap around a link."""

import re
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, unquote, urlsplit

NESTED = 5
# host (or the end of it) → the parameters that hold the target in clear.
WRAPPERS: dict[str, tuple[str, ...]] = {
    "safelinks.protection.outlook.com": ("url",),
    "safelinks.protection.office365.us": ("url",),
    "urldefense.proofpoint.com": ("u",),
    "linkprotect.cudasvc.com": ("a",),
    "facebook.com": ("u",),
    "instagram.com": ("u",),
    "l.messenger.com": ("u",),
    "l.threads.net": ("u",),
    "linkedin.com": ("url", "dest"),
    "youtube.com": ("q",),
    "duckduckgo.com": ("uddg",),
    "slack-redir.net": ("url",),
    "t.umblr.com": ("z",),
    "out.reddit.com": ("url",),
    "vk.com": ("to",),
    "steamcommunity.com": ("u", "url"),
    "disq.us": ("url",),
    "exit.sc": ("url",),
    "mimecast.com": ("url", "u"),
    "mimecastprotect.com": ("url", "u"),
    "protect.fireeye.com": ("u",),
    "protect2.fireeye.com": ("u",),
    "clicktime.symantec.com": ("u",),
    "trendmicro.com": ("url",),
    "deref-gmx.com": ("redirectUrl",),
    "deref-gmx.net": ("redirectUrl",),
    "deref-web.de": ("redirectUrl",),
    "deref-mail.com": ("redirectUrl",),
    "clicktime.cloud.postoffice.net": ("u",),
    "dereferer.me": ("url",),
}
PATHS = re.compile(
    r"/(?:url|l\.php|flx/warn|redir/.*|safety/go.*|redirect|l|away\.php|linkfilter.*|v\d/url|link|"
    r"wis/.*|mail/.*|s/.*|)/?",
    re.IGNORECASE,
)
GOOGLE = re.compile(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_V3 = re.compile(r"urldefense(?:\.us|\.com|\.proofpoint\.com)/v3/__(.+?)__;([^!]*)!", re.IGNORECASE)
_CISCO = re.compile(r"secure-web\.cisco\.com/[^/]+/(https?%3A.+)", re.IGNORECASE)
_V3_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unwrapped(url: str) -> str:
    """The address that a redirect leads to, where it says so itself; any other as it is."""
    for _ in range(NESTED):
        target = inner(url)
        if not re.match(r"https?://[^/\s]", target, re.IGNORECASE):
            break
        url = target
    return url


def inner(url: str) -> str:
    """The target in a wrapper, or ""."""
    if third := _V3.search(url):
        return proofpoint_third(third[1], third[2])
    if cisco := _CISCO.search(url):
        return unquote(cisco[1])
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    names = named(host, parts.path)
    told = parse_qs(parts.query)
    target = next((told[name][0] for name in names if name in told), "")
    if host == "urldefense.proofpoint.com" and "/v2/" in parts.path:
        return unquote(target.replace("-", "%").replace("_", "/"))
    return target


def named(host: str, path: str) -> tuple[str, ...]:
    """The parameters that may hold a target at this place; none where nothing is wrapped."""
    if GOOGLE.fullmatch(host):
        return ("q", "url") if path == "/url" else ()
    ends = (name for name in WRAPPERS if host == name or host.endswith(f".{name}"))
    known = next(ends, "")
    return WRAPPERS[known] if known and PATHS.fullmatch(path) else ()


def proofpoint_third(url: str, packed: str) -> str:
    """Version 3: each `*` is a sign, `**` and a letter a run of them, kept in base64."""
    try:
        kept = urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")
    except ValueError:
        return ""
    at = 0

    def sign(star: re.Match[str]) -> str:
        nonlocal at
        count = _V3_RUNS.index(star[1]) + 2 if star[1] else 1
        at += count
        return kept[at - count : at]

    restored = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", sign, url)
    return re.sub(r"^(https?:/)(?=[^/])", r"\1/", restored)
