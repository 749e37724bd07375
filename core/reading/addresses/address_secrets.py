"""Secrets that stand in a web address: a password before its host, a token among its parameters."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from core.reading.addresses.redirects import unwrapped

NAMED = re.compile(
    r"(?:.*[_-])?(?:token|secret|passw(?:or)?d|pwd|passphrase|api[_-]?key|apikey|access[_-]?key|"
    r"private[_-]?key|auth|authorization|auth[_-]?key|jwt|session|session[_-]?id|sessid|sid|"
    r"phpsessid|jsessionid|signature|sig|credential|otp|invite[_-]?code)|code|key|pat|pass",
    re.IGNORECASE,
)
ONLY_IF_ODD = frozenset({"code", "key", "sid", "sig", "auth", "session", "pass", "pat"})
# What well-known services give out: GitHub, GitLab, Slack, AWS, Google, Stripe, npm, PyPI, JWT.
SHAPED = re.compile(
    r"(?:gh[opsur]_|github_pat_|glpat-|gl[a-z]{2,5}-|xox[abeprs]-|npm_|pypi-|hf_|dop_v1_|sk-|"
    r"sk_live_|rk_live_|AKIA|ASIA|AIza|ya29\.|eyJ[\w-]{8,}\.)[\w.~-]{6,}"
)
_USER = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]{1,12}://)[^\s/?#@]{1,300}@", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,12}://|(?<![\w.@/-])(?:[\w-]+\.)+[a-z]{2,24}[/?#])[^\s<>\"«»]+",
    re.IGNORECASE,
)
_LONG_MIX = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~%+/=-]{16,}")


def without(text: str) -> str:
    """A text, or an address, with the secrets of its addresses left out."""
    return _ADDRESS.sub(lambda found: without_secrets(found.group()), text)


def within(text: str) -> bool:
    """Whether an address of the text shows a secret."""
    found = (each.group() for each in _ADDRESS.finditer(text))
    return any(without_secrets(each) != each for each in found)


def without_secrets(written: str) -> str:
    """An address as it may be shown; as it was written where it holds no secret."""
    plain = unwrapped(written)
    return written if bare(plain) == plain else bare(plain)


def bare(url: str) -> str:
    """One address without what looks like a secret: user and password, tokens in its path, its
    parameters or its fragment."""
    url = _USER.sub(open_user, url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return SHAPED.sub("", url)
    path = "/".join(each for each in parts.path.split("/") if not SHAPED.fullmatch(each))
    kept = parts._replace(
        path=path, query=open_part(parts.query), fragment=open_part(parts.fragment)
    )
    return url if kept == parts else urlunsplit(kept)


def open_user(found: re.Match[str]) -> str:
    """`git@` of a clone address is nobody's secret."""
    return found.group() if found.group().endswith("://git@") else found["scheme"]


def open_part(query: str) -> str:
    """The parameters that are no secret, as they were written."""
    return "&".join(each for each in query.split("&") if not secret(each))


def secret(parameter: str) -> bool:
    """Whether `name=value` is one: by its name, or by the shape of its value."""
    name, _, value = parameter.partition("=")
    value = unquote(value)
    if SHAPED.search(value or name):
        return True
    if not value or not NAMED.fullmatch(name):
        return False
    return name.lower() not in ONLY_IF_ODD or bool(_LONG_MIX.fullmatch(value))
