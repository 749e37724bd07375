"""Where a mail server is and how it is entered, read from one setting."""

import ssl
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from core.ground.errors import Trouble
from core.ground.settings import Settings

PORTS = {"imap": 143, "imaps": 993, "smtp": 25, "smtps": 465}
SUBMISSION = 587
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """One IMAP or SMTP server; the password never shows in a repr."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = False
    folder: str = "INBOX"

    @classmethod
    def read(cls, url: str, *schemes: str) -> Self:
        """Where a server is and how it is entered, from a setting such as
        `imap://user:pass@host:port/INBOX?starttls=1`; raises `Trouble` for another shape."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise _unreadable(schemes) from None
        if parts.scheme not in schemes or not parts.hostname:
            raise _unreadable(schemes)
        return cls(
            host=parts.hostname,
            port=port or _usual_port(parts),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=parts.scheme.endswith("s"),
            starttls=_flag(parts, "starttls"),
            folder=unquote(parts.path.strip("/")) or "INBOX",
        )

    @property
    def place(self) -> str:
        """Where it listens: `mx.example.org:587`."""
        return f"{self.host}:{self.port}"

    @property
    def account(self) -> str:
        """The name under which a bookmark is kept: without the password, and always one for one
        mailbox."""
        return f"{self.user}@{self.host}/{self.folder}"

    def trust(self, given: ssl.SSLContext | None) -> ssl.SSLContext | None:
        """The certificates to trust: the given ones, else the system's; None where no TLS is."""
        if not (self.tls or self.starttls):
            return None
        return given or ssl.create_default_context()

    @property
    def clear(self) -> bool:
        """Whether a password would cross a network in clear text."""
        return bool(self.user) and not (self.tls or self.starttls or self.host in LOOPBACK)


def trusted(settings: Settings) -> ssl.SSLContext | None:
    """The system's certificates and those of `COCARDE_CA_FILE`; None where that is not set."""
    if not settings.ca_file:
        return None
    context = ssl.create_default_context()
    context.load_verify_locations(settings.ca_path)
    return context


def _usual_port(parts: SplitResult) -> int:
    if parts.scheme == "smtp" and parts.username:
        return SUBMISSION
    return PORTS[parts.scheme]


def _flag(parts: SplitResult, name: str) -> bool:
    return parse_qs(parts.query).get(name, ["0"])[-1].lower() in {"1", "true", "yes", "on"}


def _unreadable(schemes: tuple[str, ...]) -> Trouble:
    return Trouble(
        "trouble.mail_server",
        plain=f"{schemes[0]}://user:password@host:port?starttls=1",
        tls=f"{schemes[-1]}://user:password@host:port",
    )
