"""What runs behind the demo's keyboard: a clock that can be moved, the world, the mail loop."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib

from cocarde.demo.servers.mail_loop import MailLoop
from core.desk.page_forms.asked import answer_waiting
from core.due import due
from core.ground.clock import real_now
from core.ground.rows.outbox import waiting
from core.ground.world import World

MAILBOX = "badges@cocarde.example.org"
DAYS_BACK = 7
AFTER_NOON = 14  # UTC


@dataclass(slots=True)
class Clock:
    """Begins some days ago, so that a few tomorrows still lie in the past, and after noon, so that
    what is due in the morning is due by tomorrow."""

    shift: timedelta = field(default_factory=lambda: some_days_ago() - real_now())

    def now(self) -> datetime:
        """The real time moved on by as many days as were skipped."""
        return real_now() + self.shift

    def tomorrow(self) -> None:
        """Move on by 24 hours."""
        self.shift += timedelta(days=1)


@dataclass(slots=True)
class Stage:
    """Everything that runs behind the demo's keyboard; `read` are the mails that were opened on the
    page, by person and number."""

    world: World
    clock: Clock
    loop: MailLoop
    folder: Path
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    read: set[tuple[str, int]] = field(default_factory=set)

    async def settle(self) -> None:
        """Wait until what was caused has been worked, delivered and read."""
        await asyncio.to_thread(answer_waiting, self.world)
        await asyncio.to_thread(due, self.world)
        while await asyncio.to_thread(waiting, self.world, "mail") or self.loop.inbox(MAILBOX):
            self.fail_with_a_task()
            await asyncio.sleep(0.02)

    def fail_with_a_task(self) -> None:
        """A door that died must not leave the demo waiting for it."""
        for task in self.tasks:
            if task.done():
                task.result()

    async def mail(self, message: EmailMessage) -> None:
        """Post a mail as one of the demo's people would."""
        host, _, port = self.loop.smtp_url.removeprefix("smtp://").partition(":")
        await aiosmtplib.send(message, hostname=host, port=int(port), start_tls=False)
        await self.settle()

    def letters(self, address: str) -> list[bytes]:
        """The mails that came to an address, as raw bytes, the oldest first."""
        return self.loop.inbox(address)


def some_days_ago() -> datetime:
    return (real_now() - timedelta(days=DAYS_BACK)).replace(hour=AFTER_NOON)
