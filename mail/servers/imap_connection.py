"""One guarded connection to an IMAP server: enter, search, fetch, tidy away, listen."""

import asyncio
import re
import ssl
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from aioimaplib import aioimaplib as imap  # type: ignore[import-untyped]

from core.ground.errors import CocardeError
from mail.servers.imap_protocol import GuardedProtocol, Lost
from mail.servers.server import MailServer

UIDVALIDITY = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.I)
UIDNEXT = re.compile(rb"\[UIDNEXT (\d+)\]", re.I)
UID = re.compile(rb"\bUID (\d+)", re.I)
SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)", re.I)
DELIMITER = re.compile(rb'^\([^)]*\) (?:"\\?(.)"|NIL)')
PASSING = re.compile(rb"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)\]", re.I)
SEEN = "\\Seen"
# English, whatever the locale (RFC 3501 section 9)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ImapRefusal(CocardeError):
    """The server understood and said no; `text` is its reason."""

    def __init__(self, text: bytes) -> None:
        super().__init__(text.decode("ascii", "replace")[:200])
        self.passing = bool(PASSING.search(text))


class WrongPassword(ImapRefusal):
    """The server does not accept the name or the password."""


@dataclass(frozen=True, slots=True)
class SelectedFolder:
    """What SELECT told: the numbering's name and the next number in it."""

    uidvalidity: int
    uidnext: int


class ImapConnection:
    """One connection; after Lost it is thrown away, never mended."""

    def __init__(self, protocol: GuardedProtocol, server: MailServer, quiet: float) -> None:
        self._protocol = protocol
        self._server = server
        self._quiet = quiet
        self._can: set[str] = set()
        self._delimiter: str | None = None
        self._idles = True

    @classmethod
    async def open(
        cls, server: MailServer, tls: ssl.SSLContext | None, *, quiet: float, largest: int
    ) -> Self:
        """Connect, secure and log in; `quiet` in seconds, `largest` in bytes. Raises `Lost`,
        `OSError`, `Refused` or `WrongPassword`."""
        protocol = GuardedProtocol(largest)
        async with asyncio.timeout(quiet):
            await asyncio.get_running_loop().create_connection(
                lambda: protocol, server.host, server.port, ssl=tls if server.tls else None
            )
        line = cls(protocol, server, quiet)
        try:
            await line._enter(tls)
        except BaseException:
            protocol.lose("entering failed")
            raise
        return line

    async def _enter(self, tls: ssl.SSLContext | None) -> None:
        """Wait for the greeting, go over to TLS where the setting asks for it, and log in."""
        greeting = await self._protocol.race(_of(self._protocol.greeting), self._quiet)
        known = greeting.upper().startswith(b"* PREAUTH")
        if self._server.starttls and tls is not None:
            if known:  # nobody may spare us the TLS that the setting asks for
                raise ImapRefusal(b"the server greets with PREAUTH where STARTTLS is asked for")
            await self._seal()
            await self._protocol.race(self._protocol.start_tls(tls, self._server.host), self._quiet)
        await self._learn()
        if not known:
            await self._login()
            await self._learn()
        self._protocol.state = imap.AUTH

    async def _seal(self) -> None:
        try:
            await self._ask("STARTTLS")
        except ImapRefusal as no:
            raise ImapRefusal(f"the server offers no STARTTLS: {no}".encode()) from no

    async def _learn(self) -> None:
        words = b" ".join(await self._ask("CAPABILITY"))
        self._can = set(words.decode("ascii", "replace").upper().split())

    async def _login(self) -> None:
        """Log in by LOGIN, or by AUTHENTICATE where name or password is beyond ASCII; raises
        `Refused` or `WrongPassword`."""
        user, password = self._server.user, self._server.password
        if "LOGINDISABLED" in self._can and "AUTH=PLAIN" not in self._can:
            raise ImapRefusal(b"the server allows no password here; add ?starttls=1")
        try:
            if (user + password).isascii():
                await self._ask("LOGIN", imap.quoted(user), imap.quoted(password))
            else:  # a quoted string is ASCII only (RFC 3501 section 4.3)
                secret = b64encode(f"\0{user}\0{password}".encode()).decode()
                await self._ask("AUTHENTICATE", "PLAIN", secret)
        except ImapRefusal as no:
            raise no if no.passing else WrongPassword(str(no).encode()) from None

    async def _ask(self, name: str, *args: str, uid: bool = False) -> list[bytes]:
        """The answer's untagged lines; raise Refused on NO and BAD."""
        told = await self._protocol.race(self._protocol.tell(name, *args, uid=uid), self._quiet)
        if told.result != "OK":
            raise ImapRefusal(bytes(told.lines[-1]))
        return list(told.lines[:-1])

    async def select(self, folder: str = "") -> SelectedFolder:
        """Open the folder of the setting, or one that `folders` named; raises `Refused` where it
        has no UIDVALIDITY or cannot be opened."""
        named = folder or imap.quoted(self._server.folder)
        lines = b"\n".join(await self._ask("SELECT", named))
        self._protocol.state = imap.SELECTED
        validity, following = UIDVALIDITY.search(lines), UIDNEXT.search(lines)
        if validity is None:
            raise ImapRefusal(b"the folder has no UIDVALIDITY")
        uidnext = int(following[1]) if following else await self._after_last()
        return SelectedFolder(int(validity[1]), uidnext)

    async def _after_last(self) -> int:
        return max(await self.search("UID *"), default=0) + 1

    async def search(self, criteria: str) -> list[int]:
        """The UIDs that match, in order."""
        found = b" ".join(await self._ask("SEARCH", criteria, uid=True)).split()
        return sorted({int(word) for word in found if word.isdigit()})

    async def since(self, last: int) -> list[int]:
        """The UIDs above `last`; `n:*` always names the last mail too, hence the filter."""
        self._protocol.news.clear()
        return [uid for uid in await self.search(f"UID {last + 1}:*") if uid > last]

    async def unread(self, now: datetime, days: int) -> list[int]:
        """The UIDs of mail not marked as read that came in the last `days` days."""
        return await self.search(f"UNSEEN {since(now - timedelta(days=days))}")

    async def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The size in bytes of each mail that is still there."""
        lines = await self._ask("FETCH", _set(uids), "(UID RFC822.SIZE)", uid=True)
        pairs = [(UID.search(line), SIZE.search(line)) for line in lines]
        return {int(u[1]): int(s[1]) for u, s in pairs if u and s and int(u[1]) in set(uids)}

    async def fetch(self, uid: int, only: int = 0) -> bytes | None:
        """The mail, or its first `only` bytes, without marking it; None when it is gone."""
        part = f"BODY.PEEK[]<0.{only}>" if only else "BODY.PEEK[]"
        lines: list[Any] = await self._ask("FETCH", str(uid), f"(UID {part})", uid=True)
        bodies = [bytes(line) for line in lines if isinstance(line, bytearray)]
        return bodies[0] if bodies else None

    async def put_away(self, uids: Sequence[int], name: str) -> None:
        """Mark mails as read and move them to `Cocarde/<name>`, or mark them with a keyword; raises
        `Refused` where neither is allowed."""
        mails = _set(uids)
        await self._ask("STORE", mails, "+FLAGS.SILENT", f"({SEEN})", uid=True)
        if "MOVE" in self._can and await self._move(mails, name):
            return
        await self._ask("STORE", mails, "+FLAGS.SILENT", f"(Cocarde-{name})", uid=True)

    async def _move(self, mails: str, name: str) -> bool:
        """Move mails to `Cocarde/<name>` under the names that a server may want for it, making it
        where it is missing; false where nothing helps."""
        for folder in await self.folders(name):
            if await self._try("MOVE", mails, folder, uid=True):
                return True
            if await self._try("CREATE", folder):
                await self._try("SUBSCRIBE", folder)
                return await self._try("MOVE", mails, folder, uid=True)
        return False

    async def folders(self, name: str) -> list[str]:
        """Where the folder may live: some servers keep everything below INBOX."""
        if self._delimiter is None:
            lines = await self._ask("LIST", '""', '""')
            found = next((m for m in map(DELIMITER.match, lines) if m), None)
            self._delimiter = found[1].decode() if found and found[1] else ""
        if not self._delimiter:
            return [imap.quoted(f"Cocarde-{name}")]
        path = self._delimiter.join(("Cocarde", name))
        return [imap.quoted(path), imap.quoted(f"INBOX{self._delimiter}{path}")]

    async def _try(self, name: str, *args: str, uid: bool = False) -> bool:
        try:
            await self._ask(name, *args, uid=uid)
        except ImapRefusal:
            return False
        return True

    async def look(self) -> None:
        """Ask the server to notice new mail (NOOP)."""
        await self._ask("NOOP")

    @property
    def idles(self) -> bool:
        """Whether the server can tell of new mail by itself."""
        return "IDLE" in self._can and self._idles

    @property
    def lost(self) -> "asyncio.Future[str]":
        """Done with the reason as soon as the connection is gone."""
        return self._protocol.lost

    async def idle(self, seconds: float, *ends: asyncio.Event) -> None:
        """Wait until mail may have come, one of `ends` is set, or so many seconds are over; raises
        `Lost`.

        A word of the server that is no EXISTS, like `* OK Still here`, does not count (RFC 2177).
        """
        protocol = self._protocol
        command = imap.IdleCommand(protocol.new_tag(), protocol.idle_queue)
        running = asyncio.ensure_future(protocol.execute(command))
        begun = asyncio.ensure_future(protocol.wait_for_idle_response())
        try:
            await protocol.race(_first(begun, running), self._quiet)
            signs = _set_one([protocol.news, *ends])
            await _first(running, self.lost, *signs, seconds=seconds)
            if running.done():  # refused, or ended unasked: looking at times is better than this
                self._idles = False
            elif not self.lost.done():
                protocol.idle_done()
            await protocol.race(_of(running), self._quiet)
        except imap.AioImapException:
            raise Lost("the connection is closed") from None
        finally:
            begun.cancel()
            running.cancel()

    async def rest(self, seconds: float, *ends: asyncio.Event) -> None:
        """Wait so many seconds where the server cannot tell of new mail; raises `Lost`."""
        await _first(self.lost, *_set_one(ends), seconds=seconds)
        if self.lost.done():
            raise Lost(self.lost.result())

    async def close(self) -> None:
        """Say goodbye if the server still listens; never raises."""
        try:
            if not self.lost.done():
                async with asyncio.timeout(min(self._quiet, 2)):
                    await self._ask("LOGOUT")
        except (Lost, ImapRefusal, OSError, TimeoutError):
            pass
        self._protocol.lose("closed")


def since(day: datetime) -> str:
    """The mails that came on a day or later, as SEARCH asks for them (RFC 3501, 6.4.4)."""
    return f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}"


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


async def _of(future: "asyncio.Future[Any]") -> Any:
    return await asyncio.shield(future)


def _set_one(events: Iterable[asyncio.Event]) -> list[Any]:
    return [event.wait() for event in events]


async def _first(*waits: Any, seconds: float | None = None) -> None:
    """Wait for the first of these, or so many seconds; futures that were handed in are left as they
    are."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task, wait in zip(tasks, waits, strict=True):
            if task is not wait:  # futures that were handed in are not ours to end
                task.cancel()
