"""Entering the mail servers as the doors do, once, to tell what keeps us out and how to mend it."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import aiosmtplib

from core.ground.errors import CocardeError, DeliveryError, Trouble
from core.ground.settings import Settings
from mail.servers.imap_connection import ImapConnection, WrongPassword
from mail.servers.imap_types import MEGABYTE
from mail.servers.server import MailServer, trusted
from mail.servers.smtp_connection import SmtpConnection

SECONDS = 5.0
NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNEXPECTED_MESSAGE")
NO_STARTTLS = ("starttls extension not supported", "no starttls", "tls not available")
TLS_FIRST = ("auth extension is not supported", "no password here", "must issue a starttls", "530 ")


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What keeps us out of a mail server, and how to mend it, each in a sentence."""

    what: str
    mend: str


async def enter_smtp(settings: Settings) -> KeptOut | None:
    """Connect, secure and log in where mails go out, and send nothing; None when we are in."""
    name = "COCARDE_SMTP_URL"
    try:
        server = MailServer.read(settings.smtp_url, "smtp", "smtps")
        tls = server.trust(trusted(settings))
        line = SmtpConnection(server, tls, timeout=SECONDS, seconds=SECONDS)
        async with asyncio.timeout(2 * SECONDS):
            await line.open()
    except Trouble as trouble:
        return KeptOut(trouble.message, f"{trouble.mend} ({name})")
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
        return KeptOut(trouble.message, f"{trouble.mend} ({name})")
    except (CocardeError, OSError, TimeoutError) as error:
        return explain(name, server, error)
    try:
        await line.select()
    except CocardeError as error:
        what = f"the folder {server.folder} cannot be opened ({error})."
        return KeptOut(what, f"Name one that exists at the end of {name}: …/INBOX.")
    finally:
        with suppress(OSError):
            await line.close()
    return None


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
            what = f"{where} refuses the user name or the password ({reason(each)})."
            return KeptOut(what, f"Mend them in {name}; in a password write @ as %40 and / as %2F.")
        if isinstance(each, ssl.SSLError) and any(sign in str(each) for sign in NO_TLS):
            mend = f"Write {scheme}://…?starttls=1 in {name}, or the port where TLS comes first."
            return KeptOut(f"{where} does not begin with TLS.", mend)
    if server.starttls and any(sign in told for sign in NO_STARTTLS):
        mend = (
            f"Write {scheme}s://… in {name} if the server begins with TLS, else ask its provider."
        )
        return KeptOut(f"{where} offers no STARTTLS.", mend)
    if not (server.tls or server.starttls) and any(sign in told for sign in TLS_FIRST):
        what = f"{where} takes no password before TLS."
        return KeptOut(what, f"Add ?starttls=1 to {name}, or write {scheme}s://…")
    return unreached(name, where, causes)


def unreached(name: str, where: str, causes: list[BaseException]) -> KeptOut:
    """Nobody listens there, it hangs, it is not what it should be, or it sends us away."""
    mend = f"Check host and port in {name}, and that the server runs."
    if any(isinstance(each, TimeoutError) for each in causes):
        return KeptOut(f"{where} does not answer in time.", mend)
    if any(isinstance(each, OSError) for each in causes):
        return KeptOut(f"{where} does not answer ({reason(causes[-1])}).", mend)
    return KeptOut(f"{where} cannot be entered ({reason(causes[-1])}).", mend)


def distrusted(name: str, where: str, error: ssl.SSLCertVerificationError) -> KeptOut:
    """A certificate of another name, too old, or of an authority that nobody here knows."""
    why = error.verify_message
    if "mismatch" in why.lower() or "not valid for" in why.lower():
        mend = f"Write in {name} the host name that the certificate was made for."
    elif "expired" in why.lower():
        mend = "Renew the certificate of the mail server."
    else:
        mend = "Set COCARDE_CA_FILE to the certificate of the authority that signed it."
    return KeptOut(f"the certificate of {where} is not trusted ({why}).", mend)


def reason(error: BaseException) -> str:
    """Its words in one line, without the stop at the end."""
    told = str(error) or type(error).__name__
    return " ".join(told.split())[:200].rstrip(".")


def chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, the innermost last."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
