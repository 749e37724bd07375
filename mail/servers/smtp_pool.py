"""Mails out over few, reused SMTP connections; every failure says whether to try again."""

import asyncio
import ssl
from types import TracebackType
from typing import Self

from core.ground.errors import DeliveryError, WayClosed
from mail.servers.server import MailServer
from mail.servers.smtp_connection import BeforeData, SmtpConnection

MOST_WORKERS = 4


class Postman:
    """Sends finished mails over at most `workers` (1 to 4) connections, each up to `seconds` old.

    aiosmtplib has no pool; a connection of one's own for each mail takes 3 to 5 times as long.
    """

    def __init__(
        self,
        url: str,
        *,
        workers: int = 2,
        tls: ssl.SSLContext | None = None,
        timeout: float = 60,
        seconds: float = 60,
    ) -> None:
        self._server = MailServer.read(url, "smtp", "smtps")
        self._tls = self._server.trust(tls)
        self._timeout = timeout
        self._seconds = seconds
        self._free = asyncio.Semaphore(max(1, min(workers, MOST_WORKERS)))
        self._resting: list[SmtpConnection] = []
        self._broom: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def place(self) -> str:
        """Where its server listens: `mx.example.org:587`."""
        return self._server.place

    async def enter(self) -> None:
        """Connect, secure, log in, and leave again: whether the way is open. Raises
        `WayClosed`."""
        line = self._line()
        await line.open()
        await line.leave()

    async def send(self, raw: bytes, sender: str, to: str, envelope_id: str = "") -> None:
        """Hand one mail over; `sender` may be empty (null envelope, RFC 5321 section 4.5.5). With
        an `envelope_id` reports are asked for. Raises `DeliveryError`.

        A connection that ends while the server does not have the mail is made anew, once. An
        outcome that nobody knows is not permanent: send the same Message-ID again.
        """
        async with self._free:
            try:
                await self._carry(self._wake(), raw, sender, to, envelope_id)
            except BeforeData:
                try:
                    await self._carry(None, raw, sender, to, envelope_id)
                except BeforeData as again:
                    raise WayClosed(str(again)) from again

    def _line(self) -> SmtpConnection:
        """A connection that is not open yet."""
        return SmtpConnection(self._server, self._tls, timeout=self._timeout, seconds=self._seconds)

    async def _carry(
        self, line: SmtpConnection | None, raw: bytes, sender: str, to: str, envelope_id: str
    ) -> None:
        """Send one mail over this connection or a new one, which is kept for the next mail where it
        still can be used."""
        if line is None:
            line = self._line()
            await line.open()
        try:
            await line.send(raw, sender, to, envelope_id)
        except (DeliveryError, BeforeData):
            self._rest(line)
            raise
        except BaseException:  # a cancelled dialogue cannot be taken up again
            line.end()
            raise
        self._rest(line)

    def _wake(self) -> SmtpConnection | None:
        self._sweep()
        return self._resting.pop() if self._resting else None

    def _rest(self, line: SmtpConnection) -> None:
        self._resting.append(line)
        self._sweep()

    def _sweep(self) -> None:
        """End what is old or used up, now and again when the rest has become old."""
        for line in self._resting:
            if not line.useful:
                line.end()
        self._resting = [line for line in self._resting if line.useful]
        if self._broom is not None:
            self._broom.cancel()
        if self._resting:
            later = asyncio.get_running_loop().call_later
            self._broom = later(self._seconds, self._sweep)

    async def close(self) -> None:
        """Say goodbye on every resting connection."""
        if self._broom is not None:
            self._broom.cancel()
        resting, self._resting = self._resting, []
        await asyncio.gather(*(line.leave() for line in resting))
