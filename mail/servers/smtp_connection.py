"""One SMTP connection: entered, used for some mails, ended."""

import asyncio
import socket
import ssl
from contextlib import suppress

import aiosmtplib

from core.ground.errors import CocardeError, DeliveryError, InDoubt, WayClosed
from mail.servers.server import MailServer

MAILS = 100
ALL_REPORTS = "SUCCESS,FAILURE,DELAY"
NO_SUCH_OPTION = {501, 504, 555}  # RFC 5321, 4.1.1.11: a server that offers what it does not take
# wrong order, enter first, other password, encrypt first: not the mail's fault (RFC 5321, 4954)
NOT_THE_MAIL = {503, 530, 534, 535, 538}
CLOSING = 421  # RFC 5321 section 3.8: may answer any command


class BeforeData(CocardeError):
    """The connection ended while the server did not have the mail: safe to do again."""


class SmtpConnection:
    """A connection that carries at most 100 mails, for at most `seconds`."""

    def __init__(
        self, server: MailServer, tls: ssl.SSLContext | None, *, timeout: float, seconds: float
    ) -> None:
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls,
            start_tls=False,
            tls_context=tls,
            local_hostname=socket.gethostname(),
            timeout=timeout,
        )
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + seconds
        self._patience = timeout
        self._reports = True
        self._left = MAILS

    @property
    def useful(self) -> bool:
        """Whether it may carry another mail."""
        return self._client.is_connected and self._left > 0 and self._loop.time() < self._until

    async def open(self) -> None:
        """Connect, secure and log in, all within the time of one answer. Raises `WayClosed`, as
        nothing that fails here is the mail's fault."""
        try:
            async with asyncio.timeout(self._patience):
                await self._enter()
        except aiosmtplib.SMTPResponseException as no:
            self.end()
            raise WayClosed(_told("on entering", no.code, no.message)) from no
        except (aiosmtplib.SMTPException, OSError) as error:
            self.end()
            why = str(error) or "it does not answer"
            text = f"the mail server {self._server.place} cannot be reached or entered: {why}"
            raise WayClosed(text) from error

    async def _enter(self) -> None:
        """Connect, secure and log in; a cancelled attempt ends the connection."""
        try:
            await self._client.connect()
            if self._server.starttls:
                await self._client.starttls()
            if self._server.user:
                await self._client.login(self._server.user, self._server.password)
            await self._introduce()
        except asyncio.CancelledError:
            self.end()
            raise

    async def _introduce(self) -> None:
        """Say EHLO where that was not needed before: what the server can do is asked before the
        first mail (RFC 5321, 4.1.1.1)."""
        if not self._client.is_ehlo_or_helo_needed:
            return
        try:
            await self._client.ehlo()
        except aiosmtplib.SMTPHeloError:
            await self._client.helo()

    async def send(self, raw: bytes, sender: str, to: str, envelope_id: str = "") -> None:
        """Send one mail to one address; raises `DeliveryError`, or `BeforeData` where the
        connection ends before the server has the mail.

        With an `envelope_id` the server is asked to report what becomes of it (RFC 3461), if it
        offers that.
        """
        self._left -= 1
        try:
            await self._address(raw, sender, to, envelope_id)
        except aiosmtplib.SMTPServerDisconnected as gone:
            raise BeforeData("the mail server ended the connection before the mail") from gone
        except aiosmtplib.SMTPException as error:
            raise await self._failure(error) from error
        except ValueError as error:  # aiosmtplib's answer to a line break in an address
            await self._reset()
            raise DeliveryError(f"not a mail address: {to!r}", permanent=True) from error
        try:
            await self._client.data(raw)
        except aiosmtplib.SMTPServerDisconnected as gone:
            raise InDoubt(
                "the connection ended before the mail server said that it took the mail"
            ) from gone
        except aiosmtplib.SMTPTimeoutError as silent:
            self.end()
            raise InDoubt("the mail server did not say that it took the mail") from silent
        except aiosmtplib.SMTPException as error:
            raise await self._failure(error) from error

    async def _address(self, raw: bytes, sender: str, to: str, envelope_id: str) -> None:
        """The envelope, with reports asked for where that is possible; a server that offers them
        and knows no such option is asked without."""
        offered = self._reports and self._client.supports_extension("dsn")
        asked = envelope_id if offered and sender else ""
        try:
            await self._envelope(raw, sender, to, asked)
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPRecipientRefused) as no:
            if not asked or no.code not in NO_SUCH_OPTION:
                raise
            self._reports = False
            await self._reset()
            await self._envelope(raw, sender, to, "")

    async def _envelope(self, raw: bytes, sender: str, to: str, asked: str) -> None:
        """Name sender and recipient (RFC 5321, RFC 6531); raises `DeliveryError` where the server
        cannot write to the address."""
        sender, to = _wired(sender), _wired(to)
        unicode = not (sender + to).isascii()
        if unicode and not self._client.supports_extension("smtputf8"):
            text = f"the mail server cannot write to addresses beyond ASCII: {to}"
            raise DeliveryError(text, permanent=True)
        encoding = "utf-8" if unicode else "ascii"
        options = self._options(raw) + (["SMTPUTF8"] if unicode else [])
        options += ["RET=HDRS", f"ENVID={asked}"] if asked else []
        await self._client.mail(sender, options=options, encoding=encoding)
        await self._client.rcpt(to, options=_reports_on(to) if asked else [], encoding=encoding)

    def _options(self, raw: bytes) -> list[str]:
        """What MAIL FROM says of the mail as far as the server knows it: its size, and eight-bit
        text (RFC 1870, RFC 6152)."""
        options = []
        if self._client.supports_extension("size"):
            options.append(f"SIZE={len(raw)}")
        if not raw.isascii() and self._client.supports_extension("8bitmime"):
            options.append("BODY=8BITMIME")
        return options

    async def _failure(self, error: aiosmtplib.SMTPException) -> CocardeError:
        """The error to raise; the connection is made ready for the next mail, or ended."""
        if not isinstance(error, aiosmtplib.SMTPResponseException):
            self.end()
            return WayClosed(f"the mail server does not answer: {error}")
        if error.code == CLOSING:
            self.end()
            if not isinstance(error, aiosmtplib.SMTPDataError):
                return BeforeData(_told("before the mail", error.code, error.message))
        await self._reset()
        permanent = 500 <= error.code < 600 and error.code not in NOT_THE_MAIL
        refused_sender = isinstance(error, aiosmtplib.SMTPSenderRefused)
        when = "after MAIL FROM" if refused_sender else "to the mail"
        return DeliveryError(_told(when, error.code, error.message), permanent=permanent)

    async def _reset(self) -> None:
        try:
            if self._client.is_connected:
                await self._client.rset()
        except aiosmtplib.SMTPException:
            self.end()

    def end(self) -> None:
        """Hang up, without waiting for the other side's part of a TLS goodbye."""
        transport = self._client.transport
        self._client.close()
        _abort(transport)

    async def leave(self) -> None:
        """Say goodbye, and hang up."""
        transport = self._client.transport
        with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            async with asyncio.timeout(2):
                await self._client.quit()
        self.end()
        _abort(transport)


def _abort(transport: asyncio.BaseTransport | None) -> None:
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def _wired(address: str) -> str:
    """The domain in ASCII where it is not (RFC 5890): any server can write to it then."""
    local, mark, domain = address.rpartition("@")
    try:
        return local + mark + (domain if domain.isascii() else domain.encode("idna").decode())
    except UnicodeError:
        return address


def _reports_on(to: str) -> list[str]:
    """Which reports on a reader are wanted, and for whom they are (RFC 3461, 4.1 and 4.2)."""
    if not to.isascii():
        return [f"NOTIFY={ALL_REPORTS}"]
    written = "".join(f"+{ord(sign):02X}" if sign in "+=" else sign for sign in to)
    return [f"NOTIFY={ALL_REPORTS}", f"ORCPT=rfc822;{written}"]


def _told(when: str, code: int, text: str) -> str:
    return f"the mail server said {when}: {code} {' '.join(text.split())}"
