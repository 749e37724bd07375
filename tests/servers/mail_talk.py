"""A Cocarde with its mail door running, and somebody who writes to it, by either post."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import urlsplit

from sqlmodel import select

from cocarde.demo.servers.mail_loop import MailLoop
from core.due import due
from core.ground.effects import Outcome
from core.ground.rows import inbox
from core.ground.tables import Bookmark, Inbox
from core.ground.world import World
from mail import deliver, listen
from tests.servers.mail import MailServers
from tests.servers.mailbox_reader import until
from tests.world.letters import MISSION, parsed
from tests.world.world import Stage

PATIENCE = 20


class Post(Protocol):
    """Where mails go and come from: of Cocarde, and of the people who write to it."""

    @property
    def smtp_url(self) -> str: ...
    def imap_url(self, name: str) -> str: ...
    def arrived(self, name: str) -> list[bytes]: ...


@dataclass(slots=True)
class Correspondence:
    """A Cocarde with both halves of its mail door running, and somebody who writes to it."""

    stage: Stage
    world: World
    post: Post
    them: str

    async def mail(self, number: int = 1) -> EmailMessage:
        """Wait for the person's mail of that number, from 1."""
        async with asyncio.timeout(PATIENCE):
            found: list[bytes] = []
            while len(found) < number:
                await asyncio.sleep(0.02)
                found = await asyncio.to_thread(self.post.arrived, self.them)
        return parsed(found[number - 1])

    async def write(self, raw: bytes, sender: str = "") -> None:
        """Send a mail as its author's server would."""
        mail, url = parsed(raw), urlsplit(self.post.smtp_url)
        to = str(mail["To"]).rpartition("<")[2].rstrip(">")

        def send() -> None:
            with smtplib.SMTP(url.hostname or "", url.port or 0) as line:
                line.sendmail(sender or self.them, [to], raw)

        await asyncio.to_thread(send)

    def invite(self, **row: str) -> None:
        mission = {**MISSION, "mail": self.them, **row}
        self.stage.mission("service-civique", **mission)
        due(self.world)

    def worked(self) -> list[str]:
        """The outcomes of the mails worked so far, but for reports that one of ours arrived."""
        with self.world.glance() as turn:
            rows = turn.db.exec(select(Inbox).where(Inbox.state != inbox.RECEIVED))
            return [row.outcome for row in rows if row.outcome != Outcome.DELIVERED]


@dataclass(slots=True)
class RealPost:
    """Postfix and Dovecot."""

    servers: MailServers

    @property
    def smtp_url(self) -> str:
        return self.servers.smtp_url

    def imap_url(self, name: str) -> str:
        return self.servers.imap_url(name.partition("@")[0])

    def arrived(self, name: str) -> list[bytes]:
        client = self.servers.login(name.partition("@")[0])
        client.select("INBOX", readonly=True)
        found = client.uid("SEARCH", "ALL")[1][0] or b""
        fetched = [client.uid("FETCH", uid.decode(), "(RFC822)")[1][0] for uid in found.split()]
        client.logout()
        return [part[1] for part in fetched if isinstance(part, tuple)]


@dataclass(slots=True)
class DemoPost:
    """The demo's own servers, in this process."""

    loop: MailLoop

    @property
    def smtp_url(self) -> str:
        return self.loop.smtp_url

    def imap_url(self, name: str) -> str:
        return self.loop.imap_url(name)

    def arrived(self, name: str) -> list[bytes]:
        return self.loop.inbox(name)


@asynccontextmanager
async def running(world: World) -> AsyncIterator[None]:
    """Both halves of the door, from the mailbox's first start to their end."""
    stop = asyncio.Event()
    works = [asyncio.create_task(part.run(world, stop)) for part in (listen, deliver)]
    try:
        await until(lambda: started(world))
        yield
    finally:
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*works)


def started(world: World) -> bool:
    with world.glance() as turn:
        return turn.db.exec(select(Bookmark)).first() is not None


def begun(stage: Stage, post: Post, ours: str, them: str) -> Correspondence:
    stage.clock.pass_(days=2)
    settings = replace(
        stage.world.settings,
        smtp_url=post.smtp_url,
        imap_url=post.imap_url(ours),
        mail_address=ours,
        mail_authserv_id="demo.invalid",
    )
    return Correspondence(stage, replace(stage.world, settings=settings), post, them)
