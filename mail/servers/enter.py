"""Entering the mail servers as the doors do, once, to tell what keeps us out and how to mend it."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import aiosmtplib

from core.ground.errors import CocardeError, DeliveryError, Trouble
from core.ground.sentences import Sentence
from core.ground.settings import Settings
from mail.servers.imap_connection import ImapConnection, WrongPassword
from mail.servers.imap_types import MEGABYTE
from mail.servers.server import MailServer, trusted
from mail.servers.smtp_connection import SmtpConnection

SECONDS = 5.0
NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNEXPECTED_MESSAGE")
NO_STARTTLS = ("starttls extension not supported", "no starttls", "tls not available")
GREETINGS = {"smtp": (b"220",), "imap": (b"* OK", b"* PREAUTH")}
TLS_FIRST = ("auth extension is not supported", "no password here", "must issue a starttls", "530 ")


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What keeps us out of a mail server; the mend of its sentence says how to come in."""

    sentence: Sentence

    @property
    def what(self) -> str:
        """What keeps us out, in English."""
        return self.sentence.in_words()

    @property
    def mend(self) -> str:
        """How to come in, in English."""
        return str(self.sentence.mend or "")


def kept(word: str, /, **values: object) -> KeptOut:
    """What keeps us out: a sentence of the commands' words by its key and values."""
    return KeptOut(Sentence(word, **values))


async def enter_smtp(settings: Settings, setting: str = "smtp_url") -> KeptOut | None:
    """Connect, secure and log in where mails go out by a setting, and send nothing; None when we
    are in."""
    name = f"COCARDE_{setting.upper()}"
    try:
        server = MailServer.read(getattr(settings, setting), "smtp", "smtps")
        tls = server.trust(trusted(settings))
        line = SmtpConnection(server, tls, timeout=SECONDS, seconds=SECONDS)
        async with asyncio.timeout(2 * SECONDS):
            await line.open()
    except Trouble as trouble:
        return kept_by(trouble, name)
    except (DeliveryError, OSError, TimeoutError) as error:
        return explain(name, server, error)
    await line.leave()
    return None


async def enter_imap(settings: Settings) -> KeptOut | None:
    """Connect, secure, log in and open the folder, and read no mail; None when we are in."""
    name = "COCARDE_IMAP_URL"
    try:
        server = MailServer.read(settings.imap_url, "imap", "imaps")
        tls = server.trust(trusted(settings))
        async with asyncio.timeout(2 * SECONDS):
            line = await ImapConnection.open(server, tls, quiet=SECONDS, largest=MEGABYTE)
    except Trouble as trouble:
        return kept_by(trouble, name)
    except (CocardeError, OSError, TimeoutError) as error:
        return explain(name, server, error)
    try:
        await line.select()
    except CocardeError as error:
        return kept("server.folder", folder=server.folder, error=error, name=name)
    finally:
        with suppress(OSError):
            await line.close()
    return None


async def reach(settings: Settings, kind: str) -> KeptOut | None:
    """Connect to the server of `smtp` or `imap`, in TLS where its setting begins so, and hear its
    greeting; None when there is one."""
    name = f"COCARDE_{kind.upper()}_URL"
    try:
        server = MailServer.read(getattr(settings, f"{kind}_url"), kind, f"{kind}s")
        tls = server.trust(trusted(settings)) if server.tls else None
        async with asyncio.timeout(SECONDS):
            reader, writer = await asyncio.open_connection(server.host, server.port, ssl=tls)
            greeting = await reader.readline()
    except Trouble as trouble:
        return kept_by(trouble, name)
    except (OSError, TimeoutError, ValueError) as error:
        return explain(name, server, error)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    if greeting.startswith(GREETINGS[kind]):
        return None
    return kept(
        "server.closed", where=f"{server.host}:{server.port}", reason=shown(greeting), name=name
    )


def shown(greeting: bytes) -> str:
    """What a server said first, as text."""
    return greeting.decode("ascii", "replace").strip()[:80] or "-"


def explain(name: str, server: MailServer, error: BaseException) -> KeptOut:
    """One clear sentence about what went wrong on entering, by the innermost cause first."""
    causes = list(chain(error))
    told = " ".join(str(each) for each in causes).lower()
    where = f"{server.host}:{server.port}"
    scheme = name.split("_")[1].lower()
    wrong_password = (WrongPassword, aiosmtplib.SMTPAuthenticationError)
    for each in causes:
        if isinstance(each, ssl.SSLCertVerificationError):
            return distrusted(name, where, each)
        if isinstance(each, wrong_password) and "530" not in str(each):
            return kept("server.password", where=where, reason=reason(each), name=name)
        if isinstance(each, ssl.SSLError) and any(sign in str(each) for sign in NO_TLS):
            write = f"{scheme}://…?starttls=1"
            return kept("server.tls_later", where=where, write=write, name=name)
    if server.starttls and any(sign in told for sign in NO_STARTTLS):
        return kept("server.no_starttls", where=where, write=f"{scheme}s://…", name=name)
    if not (server.tls or server.starttls) and any(sign in told for sign in TLS_FIRST):
        add, write = "?starttls=1", f"{scheme}s://…"
        return kept("server.tls_first", where=where, add=add, write=write, name=name)
    return unreached(name, where, causes)


def kept_by(trouble: Trouble, name: str) -> KeptOut:
    """What is wrong with a setting, named beside its mend."""
    sentence = trouble.sentence
    return kept("server.setting", what=sentence, mend=sentence.mend, name=name)


def unreached(name: str, where: str, causes: list[BaseException]) -> KeptOut:
    """Nobody listens there, it hangs, it is not what it should be, or it sends us away."""
    if any(isinstance(each, TimeoutError) for each in causes):
        return kept("server.late", where=where, name=name)
    if any(isinstance(each, OSError) for each in causes):
        return kept("server.away", where=where, reason=reason(causes[-1]), name=name)
    return kept("server.closed", where=where, reason=reason(causes[-1]), name=name)


def distrusted(name: str, where: str, error: ssl.SSLCertVerificationError) -> KeptOut:
    """A certificate of another name, too old, or of an authority that nobody here knows."""
    why = error.verify_message
    if "mismatch" in why.lower() or "not valid for" in why.lower():
        return kept("server.other_name", where=where, why=why, name=name)
    if "expired" in why.lower():
        return kept("server.expired", where=where, why=why)
    return kept("server.distrusted", where=where, why=why)


def reason(error: BaseException) -> str:
    """The words of an error in one line, without the stop at the end."""
    told = str(error) or type(error).__name__
    return " ".join(told.split())[:200].rstrip(".")


def chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, the innermost last."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
