"""A mail loop on 127.0.0.1 for the demo: SMTP in, IMAP out, everything in memory.

`async with MailLoop() as loop:` gives `loop.smtp_url` and `loop.imap_url(address)`; whatever is
sent to an address lies in that address's mailbox, and nothing ever leaves the machine.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from types import TracebackType
from typing import Self
from urllib.parse import quote

from cocarde.demo.servers.imap import Session
from cocarde.demo.servers.mailboxes import Post
from cocarde.demo.servers.smtp import SmtpListener
from core.ground.clock import real_now


class MailLoop:
    """Both servers over one set of mailboxes; `authserv_id` signs what they know of a sender."""

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        authserv_id: str = "demo.invalid",
        password: str = "",
        now: Callable[[], datetime] = real_now,
    ) -> None:
        self.post = Post(authserv_id, now)
        self._password = password or token_hex(8)
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._smtp = SmtpListener(self.post)
        await self._smtp.open(self.host)
        self._imap = await asyncio.start_server(self._talk, self.host, 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._smtp.close()
        self._imap.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._imap.wait_closed()

    @property
    def smtp_url(self) -> str:
        """The value of `COCARDE_SMTP_URL` that leads here."""
        return f"smtp://{self.host}:{self._smtp.port}"

    def imap_url(self, address: str) -> str:
        """Where the mails to this address are read, with the password."""
        entry = f"{quote(address, safe='')}:{quote(self._password, safe='')}"
        return f"imap://{entry}@{self.host}:{self._imap.sockets[0].getsockname()[1]}/INBOX"

    def inbox(self, address: str) -> list[bytes]:
        """The mails in the inbox of an address, oldest first."""
        return self.post.inbox(address)

    async def arrived(self, address: str, count: int = 1) -> list[bytes]:
        """Wait until the address has had `count` mails in all; give its inbox."""
        return await self.post.arrived(address, count)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            await Session(self.post, self._password, reader, writer).talk()
        except asyncio.CancelledError:
            pass  # the loop is closing
        finally:
            self._talks.discard(task)
            writer.close()
