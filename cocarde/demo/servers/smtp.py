"""The demo's way in: an SMTP server that takes every mail for every address."""

import asyncio
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from cocarde.demo.servers.mailboxes import Post

LARGEST = 26_214_400


class _Slot:
    """What aiosmtpd calls when a mail is complete; the method's name is aiosmtpd's."""

    def __init__(self, post: Post) -> None:
        self._post = post

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content
        assert isinstance(raw, bytes)
        sender = (envelope.mail_from or "").strip("<>")  # the null sender comes as "<>"
        for to in envelope.rcpt_tos:
            await self._post.deliver(raw, sender, to)
        return "250 2.0.0 Taken"


class SmtpListener:
    """The listening server and the clients inside."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._talks: WeakSet[SMTP] = WeakSet()

    async def open(self, host: str) -> None:
        """Listen on a free port in the running loop; no thread, no file."""
        self._server = await asyncio.get_running_loop().create_server(self._talk, host, 0)

    @property
    def port(self) -> int:
        """The port that it listens on, chosen by the system."""
        return int(self._server.sockets[0].getsockname()[1])

    def _talk(self) -> SMTP:
        talk = SMTP(
            _Slot(self._post),
            hostname="demo.invalid",
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
        )
        self._talks.add(talk)
        return talk

    async def close(self) -> None:
        """Stop listening and break off what is being said."""
        self._server.close()
        for talk in list(self._talks):
            if isinstance(talk.transport, asyncio.WriteTransport):
                talk.transport.abort()
        await self._server.wait_closed()
