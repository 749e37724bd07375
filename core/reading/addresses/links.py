"""Web addresses out of sentences, each as it was typed, without wrapping and without secrets."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from core.reading.addresses import address_secrets, redirects

LONGEST = 500
_BARE_ENDS = (
    "com org net info biz eu be fr brussels vlaanderen gent paris bzh alsace corsica re nl lu de "
    "ch uk us ca es it pt at pl se no dk fi ie eus cat io dev app me tech site website online page "
    "pages xyz cloud studio art blog academy school design digital space work works life world one "
    "test example invalid"
)
BARE_ENDS = "|".join(sorted(_BARE_ENDS.split(), key=len, reverse=True))
LOCAL_ENDS = frozenset(
    ("localhost", "local", "localdomain", "lan", "internal", "intranet", "home", "corp", "private",
     "arpa", "onion")
)  # fmt: skip
TAIL = r"(?:(?![,;](?:https?:|www\.))[^\s<>\"«»“”])*"
FIND = re.compile(
    r"(?:ssh://)?git@(?P<ssh_host>[\w.-]+)[:/](?P<ssh_path>[\w./~-]+)"
    rf"|(?P<web>https?://(?=\S){TAIL})"
    rf"|(?<![\w@./:-])(?P<bare>(?:[\w-]+\.)+(?:{BARE_ENDS})(?![\w@-]|\.\w)"
    rf"(?::\d+)?(?:[/?#]{TAIL})?)",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"file:\S*|\b[a-z]:\\\S*|(?<![\w.])(?:https?://)?(?:localhost\b|127(?:\.\d+){1,3}\b|\[::1?\])\S*"
    r"|(?<![\w:/.])/(?:home|users|var|mnt)/\S+",
    re.IGNORECASE,
)
PLAIN = re.compile(r"(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}")
CLOSERS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class WebLink:
    """A public web address in the form that is kept, and where it stood in the text."""

    url: str
    host: str
    path: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """What two addresses are compared by: without scheme, `www.` and final slash, the host in
        lower case."""
        return place(self.url)


def find(text: str) -> list[WebLink]:
    """Every public address of a cleaned text, each once, in order."""
    found: dict[str, WebLink] = {}
    for match in FIND.finditer(text):
        if link := _link(match):
            found.setdefault(link.place, link)
    return list(found.values())


def place(url: str) -> str:
    """What an address is compared by: without its scheme, `www.` and the slash at its end."""
    parts = urlsplit(url)
    host = (parts.netloc or "").lower().removeprefix("www.")
    part = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{parts.path.rstrip('/')}{f'?{parts.query}' if parts.query else ''}{part}"


def unusable(text: str) -> str:
    """The first address that only works on the writer's own machine, or is no web page; empty where
    there is none."""
    private = PRIVATE.search(text)
    if private:
        return address_secrets.without(_trimmed(private.group()))
    for match in FIND.finditer(text):
        if _link(match) is None:
            return address_secrets.without(_trimmed(match.group()))
    other = re.search(r"\b[a-z][a-z0-9+.-]{1,12}://\S+", text, re.IGNORECASE)
    if other is None or FIND.match(other.group()):
        return ""
    return address_secrets.without(_trimmed(other.group()))


def _link(match: re.Match[str]) -> WebLink | None:
    if match["ssh_host"]:
        written = f"https://{match['ssh_host']}/{_trimmed(match['ssh_path'])}"
        return _parsed(written, match.start(), match.end())
    raw = _trimmed(match.group())
    written = raw if match["web"] else f"https://{raw}"
    return _parsed(written, match.start(), match.start() + len(raw))


def _parsed(written: str, start: int, end: int) -> WebLink | None:
    """The address in the form that is kept, without wrapping and secrets; None where it is no
    public address."""
    try:
        parts = urlsplit(address_secrets.bare(redirects.unwrapped(written)))
        host, port = public_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if not host or parts.username is not None or len(parts.geturl()) > LONGEST:
        return None
    usual = port in (None, 80, 443)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='%/:@!$&()*+,;=~-._?')}" if parts.query else ""
    part = f"#{quote(parts.fragment, safe='%/:@!$&()*+,;=~-._?')}" if parts.fragment else ""
    url = f"{parts.scheme.lower()}://{host}{'' if usual else f':{port}'}{path}{query}{part}"
    return WebLink(url, host, path, start, end)


def public_host(name: str) -> str:
    """The host name in ASCII (IDNA 2008); empty if it cannot be a public one."""
    plain = name.rstrip(".").lower()
    try:
        host = plain if PLAIN.fullmatch(plain) else idna.encode(plain, uts46=True).decode()
    except idna.IDNAError:
        return ""
    labels = host.lower().split(".")
    numeric = re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1])
    return "" if len(labels) < 2 or numeric or labels[-1] in LOCAL_ENDS else ".".join(labels)


def _trimmed(written: str) -> str:
    """The address without the sentence's own punctuation at its end."""
    while written:
        last = written[-1]
        opener = CLOSERS.get(last)
        if last in ".,;:!?…'’*_|\\" or (opener and written.count(last) > written.count(opener)):
            written = written[:-1]
        else:
            break
    return written
