"""aioimaplib's protocol made safe: no recursion, no endless wait, no secret in a log.

aioimaplib 2.0.3 recurses once per line of a read, never fails a pending command when the
connection ends, takes a BYE greeting for silence and logs what it sends and receives.
"""

import asyncio
import re
import ssl
from collections.abc import Awaitable
from typing import Any, TypeVar

from aioimaplib import aioimaplib as imap  # type: ignore[import-untyped]

from core.ground.errors import CocardeError

T = TypeVar("T")

LITERAL = re.compile(rb"\{(\d+)\+?\}$")
EXISTS = re.compile(rb"\* \d+ EXISTS$", re.I)
LONGEST_LINE = 4_000_000  # the answer to a search in a folder of half a million mails
MOST_LINES = 20_000  # untagged lines before an answer
PATIENCE = 10  # an answer may take this many quiet periods in all


class Lost(CocardeError):
    """The connection is of no more use; the text says why, without secrets."""


class GuardedProtocol(imap.IMAP4ClientProtocol):  # type: ignore[misc]
    """Reads lines in a loop, bounds them, and tells at once when the peer is gone."""

    def __init__(self, largest_literal: int) -> None:
        self._loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport | None = None
        super().__init__(self._loop)
        self.greeting: asyncio.Future[bytes] = self._loop.create_future()
        self.lost: asyncio.Future[str] = self._loop.create_future()
        self.heard = self._loop.time()
        self.news = asyncio.Event()  # more mail was told of, in IDLE or beside any other answer
        self._largest_literal = largest_literal
        self._rest = b""
        self._lines = 0
        self._sealed = False
        self._continued: imap.Command | None = None

    def lose(self, why: str) -> None:
        """Give the connection up; everybody who waits on it gets this reason."""
        if not self.lost.done():
            self.lost.set_result(why)
        if self.transport is not None:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits that the peer is gone, and why."""
        self.lose("the connection ended" if exc is None else f"the connection broke: {exc}")

    def data_received(self, d: bytes) -> None:
        """Read what came line by line; a server that sends beyond the limits, or what cannot be
        read, loses the connection."""
        self.heard = self._loop.time()
        if self.lost.done():
            return
        try:
            self._rest = self._read(self._rest + d)
        except (imap.AioImapException, ValueError, IndexError, KeyError) as error:
            # the error's own text may quote the command, and with it the password
            self.lose(f"an answer could not be read ({type(error).__name__})")
        if len(self._rest) > LONGEST_LINE or self._lines > MOST_LINES:
            self.lose("the server sends without end")
        if self.pending_sync_command is not None:
            self.pending_sync_command.flush()

    def _read(self, data: bytes) -> bytes:
        """Take every whole line and literal out of the bytes; gives what is left for the next
        time."""
        at = 0
        while at < len(data) and not self.lost.done():
            if self._continued is not None and self._continued.wait_literal_data():
                data, at = self._continued.append_literal_data(data[at:]), 0
                continue
            end = data.find(b"\r\n", at)
            if end < 0:
                break
            line, at = data[at:end], end + 2
            self._take(line)
        return data[at:]

    def _take(self, line: bytes) -> None:
        """One line; after a literal it goes on with the answer that the literal belongs to."""
        if self._sealed:
            self.lose("text after STARTTLS")
        self._lines += 1
        command, self._continued = self._continued, None
        if command is not None:
            command.append_to_resp(line)
        else:
            command = self._handle_line(line, None)
        if literal := LITERAL.search(line):
            self._expect(int(literal[1]), command or imap.Command("NIL", "unused"))

    def _expect(self, size: int, command: imap.Command) -> None:
        """Let the next bytes be a literal of the command; one too large loses the connection."""
        if size > self._largest_literal:
            self.lose(f"a literal of {size} bytes")
        else:
            command.begin_literal_data(size)
            self._continued = command

    def _handle_line(self, line: bytes, current_cmd: Any) -> Any:
        """Take BYE, the greeting and news of mail out of the way, and leave other lines to
        aioimaplib."""
        if line[:5].upper() == b"* BYE" and not self._leaving():
            return self.lose(f"the server said goodbye:{_text(line[5:])}")
        if self.state == imap.CONNECTED:
            return self._greet(line)
        if EXISTS.match(line):
            self.news.set()
        return super()._handle_line(line, current_cmd)

    def _leaving(self) -> bool:
        return self.pending_sync_command is not None and self.pending_sync_command.name == "LOGOUT"

    def _greet(self, line: bytes) -> None:
        self.state = imap.NONAUTH
        if not self.greeting.done():
            self.greeting.set_result(line)

    def _response_done(self, line: bytes) -> None:
        self._lines = 0
        pending = self.pending_sync_command
        super()._response_done(line)
        # what follows in clear text was not said by the server (RFC 3501 section 6.2.1)
        self._sealed = pending is not None and pending.name == "STARTTLS"

    def send(self, line: str, scrub: str | None = None) -> None:  # noqa: ARG002
        """Write one line; `line` may hold the password, so nothing of it is logged. Raises
        `aioimaplib.Abort` when the connection is closed."""
        if self.transport is None or self.transport.is_closing():
            raise imap.Abort("the connection is closed")
        self.transport.write(line.encode() + b"\r\n")

    async def tell(self, name: str, *args: str, uid: bool = False) -> Any:
        """Send one command; give aioimaplib's `Response(result, lines)`."""
        # a STORE is answered by untagged FETCH lines
        answers = "FETCH" if name == "STORE" else name
        prefix = "UID" if uid else None
        tag = self.new_tag()
        command = imap.Command(name, tag, *args, prefix=prefix, untagged_resp_name=answers)
        return await self.execute(command)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Go over to TLS on the open connection, once STARTTLS was accepted; raises `Lost` where
        text was sent ahead of it."""
        clear = self.transport
        if self._rest or clear is None:
            self.lose("text after STARTTLS")
            raise Lost(self.lost.result())
        self._sealed = False
        self.transport = await self._loop.start_tls(clear, self, context, server_hostname=host)

    async def race(self, work: Awaitable[T], quiet: float) -> T:
        """Wait for work as long as the server is heard at least every `quiet` seconds; raises
        `Lost` otherwise."""
        task = asyncio.ensure_future(work)
        try:
            await self._until(task, quiet)
            if not task.done():
                self.lose(f"no answer within {quiet:g} s")
                raise Lost(self.lost.result())
            return task.result()
        except imap.AioImapException as error:
            self.lose(f"an answer could not be read ({type(error).__name__})")
            raise Lost(self.lost.result()) from None
        finally:
            task.cancel()

    async def _until(self, task: "asyncio.Future[T]", quiet: float) -> None:
        """Wait for the task as long as the server is heard often enough, but not for ever."""
        started = self.heard = self._loop.time()
        while not task.done() and not self.lost.done():
            now = self._loop.time()
            left = min(self.heard + quiet, started + PATIENCE * quiet) - now
            if left <= 0:
                return
            both: set[asyncio.Future[Any]] = {task, self.lost}
            await asyncio.wait(both, timeout=left, return_when=asyncio.FIRST_COMPLETED)


def _text(line: bytes) -> str:
    return line.decode("ascii", "replace")[:200]
