"""A mailbox read in the background of a test."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from mail.servers.imap_types import MailboxLimits
from mail.servers.mailbox import Mailbox, RawMail

QUICK = MailboxLimits(
    quiet=1.0, poll=0.05, refused=60, renewal=lambda: 30.0, backoff=lambda failures: 0.01
)
PATIENCE = 10


class Marks:
    """A bookmark in memory, which outlives the mailbox like a store would."""

    def __init__(self, mark: tuple[int, int] | None = None) -> None:
        self.mark = mark
        self.written: list[tuple[int, int]] = []

    def get(self, account: str) -> tuple[int, int] | None:
        return self.mark

    def set(self, account: str, uidvalidity: int, last_uid: int) -> None:
        self.mark = (uidvalidity, last_uid)
        self.written.append(self.mark)


class Reader:
    """The letters that came, in order; `next` waits for one."""

    def __init__(self, mailbox: Mailbox, *, work: bool) -> None:
        self.mailbox = mailbox
        self.came: asyncio.Queue[RawMail] = asyncio.Queue()
        self.stop = asyncio.Event()
        self._work = work

    async def read(self) -> None:
        async for letter in self.mailbox.letters(self.stop):
            if self._work:
                await self.mailbox.done(letter)
            self.came.put_nowait(letter)

    async def next(self) -> RawMail:
        async with asyncio.timeout(PATIENCE):
            return await self.came.get()

    async def subjects(self, count: int) -> list[bytes]:
        return [subject(await self.next()) for _ in range(count)]


@asynccontextmanager
async def reading(mailbox: Mailbox, *, work: bool = True) -> AsyncIterator[Reader]:
    """Read until the block ends; with `work` each letter is done as it comes."""
    reader = Reader(mailbox, work=work)
    task = asyncio.create_task(reader.read())
    try:
        yield reader
    finally:
        reader.stop.set()
        async with asyncio.timeout(PATIENCE):
            await task


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that tells nobody when it happens."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def crowding() -> float:
    """How long a second of work takes now: one, and more where others share the machine."""
    clock, work = time.perf_counter(), time.thread_time()
    while time.thread_time() - work < 0.03:
        pass
    return max(1.0, (time.perf_counter() - clock) / 0.03)


def mail(subject: str, body: str = "Bonjour") -> bytes:
    head = f"From: lina@example.org\r\nTo: cocarde@example.org\r\nSubject: {subject}\r\n"
    return f"{head}Message-ID: <{subject}@example.org>\r\n\r\n{body}\r\n".encode()


def subject(letter: RawMail) -> bytes:
    return letter.raw.split(b"Subject: ", 1)[1].split(b"\r\n", 1)[0]
