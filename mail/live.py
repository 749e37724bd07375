"""A mail to ourselves by each SMTP server, waited for in our mailbox: for `cocarde check --live`.

It says that it is automatic and comes from our own address, so that the running door takes it as
nothing; whoever of us sees it first moves it to `Cocarde/Done`.
"""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from time import monotonic
from typing import Self

from core.ground.clock import real_now
from core.ground.errors import CocardeError, DeliveryError, Trouble, WayClosed
from core.ground.findings import Finding, LiveStep, Weight, beware, fine, wrong
from core.ground.logs import Redaction
from core.ground.sentences import Sentence
from core.ground.settings import Settings
from mail import tags
from mail.servers.enter import explain, kept_by
from mail.servers.imap_connection import ImapConnection, ImapRefusal, since
from mail.servers.imap_types import MEGABYTE
from mail.servers.mailbox import DONE
from mail.servers.server import MailServer, trusted
from mail.servers.smtp_pool import Postman

QUIET = 10.0  # seconds for each answer of a server
PAUSE = 0.5  # seconds between two looks


@dataclass(frozen=True, slots=True)
class OwnMail:
    """A mail from our address to itself, with a tag that is used once."""

    sender: str
    to: str
    identity: str

    @classmethod
    def new(cls, base: str) -> Self:
        """One that nobody has sent before; raises `Trouble` where the address is too long."""
        secret = f"live-{secrets.token_hex(8)}"
        return cls(base, tags.tagged(base, secret), f"<{secret}@{base.partition('@')[2]}>")

    def raw(self) -> bytes:
        """The mail, marked as automatic (RFC 3834)."""
        mail = EmailMessage(policy=SMTP if self.to.isascii() else SMTPUTF8)
        mail["From"], mail["To"] = self.sender, self.to
        mail["Subject"] = "Cocarde: check --live"
        mail["Date"] = format_datetime(real_now())
        mail["Message-ID"] = self.identity
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content("A mail of `cocarde check --live` to itself. Nothing to do.\n")
        return mail.as_bytes()

    @property
    def criteria(self) -> str:
        """What finds it, among the mails of these days, so that no large folder is read: its
        Message-ID, or its tag where a relay gives each mail a Message-ID of its own."""
        tag = self.identity[1:].partition("@")[0]
        known = f'OR HEADER Message-ID "{tag}@" HEADER To "+{tag}@"'
        return f"{since(real_now() - timedelta(days=1))} {known}"


def look(settings: Settings, patience: float) -> Iterator[LiveStep]:
    """What came of the mail by each server, back within so many seconds; nothing is sent where a
    setting is missing."""
    needed = ("smtp_url", "imap_url", "mail_address")
    if missing := [f"COCARDE_{each.upper()}" for each in needed if not getattr(settings, each)]:
        yield LiveStep(beware("mail", "live.mail_off", settings=", ".join(missing)))
        return
    for name in ("smtp_url", "smtp_url_2"):
        if getattr(settings, name):
            begun = monotonic()
            found = asyncio.run(there_and_back(settings, name, patience))
            yield LiveStep(found, monotonic() - begun)


async def there_and_back(settings: Settings, setting: str, patience: float) -> Finding:
    """Open the mailbox, send a mail by the server of a setting, and wait for it."""
    name = "COCARDE_IMAP_URL"
    try:
        box = MailServer.read(settings.imap_url, "imap", "imaps")
        tls = box.trust(trusted(settings))
        line = await ImapConnection.open(box, tls, quiet=QUIET, largest=MEGABYTE)
    except Trouble as trouble:
        return kept_out(settings, kept_by(trouble, name).sentence)
    except (CocardeError, OSError, TimeoutError) as error:
        return kept_out(settings, explain(name, box, error).sentence)
    try:
        return await send_and_wait(settings, setting, line, patience)
    except Trouble as trouble:
        return kept_out(settings, kept_by(trouble, f"COCARDE_{setting.upper()}").sentence)
    except (CocardeError, OSError, TimeoutError) as error:
        return kept_out(settings, explain(name, box, error).sentence)
    finally:
        await line.close()


def kept_out(settings: Settings, sentence: Sentence) -> Finding:
    """A sentence of what keeps us out of a server, its secrets taken out."""
    return Finding(Weight.WRONG, "mail", sentence.changed(Redaction(settings)))


async def send_and_wait(
    settings: Settings, setting: str, line: ImapConnection, patience: float
) -> Finding:
    """What came of one mail; raises what the mailbox raises."""
    url = getattr(settings, setting)
    server, letter = MailServer.read(url, "smtp", "smtps"), OwnMail.new(settings.mail_address)
    begun, told = monotonic(), {"place": server.place, "to": letter.to}
    try:
        async with Postman(url, tls=trusted(settings), timeout=QUIET) as postman:
            await postman.send(letter.raw(), letter.sender, letter.to)
    except WayClosed as closed:
        return kept_out(settings, explain(f"COCARDE_{setting.upper()}", server, closed).sentence)
    except DeliveryError as error:
        reason = Redaction(settings)(str(error))
        return wrong("mail", "live.mail_refused", reason=reason, **told)
    if await came(line, letter, begun + patience):
        return fine("mail", "live.mail", seconds=f"{monotonic() - begun:.1f}", **told)
    return wrong("mail", "live.mail_lost", seconds=f"{patience:g}", **told)


async def came(line: ImapConnection, letter: OwnMail, until: float) -> bool:
    """Look for the mail until a moment, where mails come and where the running door moves them;
    one that still lies where they come is moved, and no other."""
    while True:
        for folder in ("", *await line.folders(DONE)):
            try:
                await line.select(folder)
            except ImapRefusal:
                if not folder:
                    raise
                continue  # no mail was worked here yet
            if found := await line.search(letter.criteria):
                if not folder:
                    with suppress(CocardeError, OSError):
                        await line.put_away(found, DONE)
                return True
        if monotonic() >= until:
            return False
        await asyncio.sleep(PAUSE)
