"""Until when the certificates of the public address and of the mail servers are valid."""

import imaplib
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from socket import create_connection
from typing import Any
from urllib.parse import urlsplit

from core.ground.settings import Settings
from core.watching.certificates import SeenCertificate

SECONDS = 10.0
LONGEST = 200

Given = dict[str, Any]  # what `SSLSocket.getpeercert` gives


def look(settings: Settings) -> list[SeenCertificate]:
    """One for each server that is reached by TLS; those in clear text have none."""
    return list(dict.fromkeys(seen(settings)))


def seen(settings: Settings) -> Iterator[SeenCertificate]:
    for url, what, see in (
        (settings.base, "web", by_tls),
        (settings.smtp_url, "smtp", by_smtp),
        (settings.imap_url, "imap", by_imap),
    ):
        parts = urlsplit(url)
        if parts.hostname and (parts.scheme in PORTS or "starttls" in parts.query):
            yield see_one(settings, what, parts.scheme, parts.hostname, parts.port, see)


PORTS = {"https": 443, "smtps": 465, "imaps": 993}
STARTTLS_PORTS = {"smtp": 587, "imap": 143}

See = Callable[[str, int, bool, ssl.SSLContext], Given]


def see_one(
    settings: Settings, what: str, scheme: str, host: str, port: int | None, see: See
) -> SeenCertificate:
    """The certificate of one server, as whoever connects to it would see it."""
    at = port or (PORTS | STARTTLS_PORTS)[scheme]
    place, context = f"{host}:{at}", trust(settings)
    try:
        given = see(host, at, scheme in PORTS, context)
        return SeenCertificate(place, what, end(given))
    except ssl.SSLCertVerificationError as error:
        return SeenCertificate(place, what, error=error.verify_message[:LONGEST])
    except (OSError, smtplib.SMTPException, imaplib.IMAP4.error, ValueError) as error:
        return SeenCertificate(place, what, error=f"{type(error).__name__}: {error}"[:LONGEST])


def trust(settings: Settings) -> ssl.SSLContext:
    """Whom we believe there: the machine's authorities, and those of `COCARDE_CA_FILE`."""
    context = ssl.create_default_context()
    if settings.ca_file:
        context.load_verify_locations(cafile=settings.ca_path)
    return context


def by_tls(host: str, port: int, _whole: bool, context: ssl.SSLContext) -> Given:
    """The certificate of a server that speaks TLS from the start."""
    with (
        create_connection((host, port), timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        return secure.getpeercert() or {}


def by_smtp(host: str, port: int, whole: bool, context: ssl.SSLContext) -> Given:
    """The certificate of a submission server, also after STARTTLS (RFC 3207)."""
    if whole:
        return by_tls(host, port, whole, context)
    with smtplib.SMTP(host, port, timeout=SECONDS) as server:
        server.starttls(context=context)
        return given_by(server.sock)


def by_imap(host: str, port: int, whole: bool, context: ssl.SSLContext) -> Given:
    """The certificate of a mailbox server, also after STARTTLS (RFC 9051, 6.2.1)."""
    if whole:
        return by_tls(host, port, whole, context)
    server = imaplib.IMAP4(host, port, timeout=SECONDS)
    try:
        server.starttls(context)
        return given_by(server.sock)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.shutdown()


def given_by(sock: object) -> Given:
    assert isinstance(sock, ssl.SSLSocket)
    return dict(sock.getpeercert() or {})


def end(given: Given) -> datetime:
    """Until when a certificate is valid."""
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(given["notAfter"]), UTC)
