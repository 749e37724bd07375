"""The mailbox that people answer to, read so that nothing is lost and nothing old is touched.

The place reached lives in the caller's store. A letter counts as worked only when the caller
says so after its commit; until then it is offered again at the next start.
"""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from core.ground import stopping
from mail.servers import imap_errors
from mail.servers.imap_connection import ImapConnection, ImapRefusal, SelectedFolder
from mail.servers.imap_progress import MailboxProgress
from mail.servers.imap_protocol import Lost
from mail.servers.imap_types import MEGABYTE, FolderPlace, MailboxLimits, RawMail
from mail.servers.server import MailServer

BATCH = 50
TRIES = 3
RECOVERED_DAYS = 7
__all__ = ["FolderPlace", "Mailbox", "MailboxLimits", "RawMail"]
DONE, QUARANTINE = "Done", "Quarantine"


class Mailbox:
    """A guarded reader of one IMAP folder; `notice` gets sentences for the operator, `stands` after
    each look why it failed, or nothing."""

    def __init__(
        self,
        url: str,
        bookmark: FolderPlace,
        *,
        notice: Callable[[str], None] = lambda _: None,
        stands: Callable[[str], None] = lambda _: None,
        tls: ssl.SSLContext | None = None,
        habits: MailboxLimits | None = None,
    ) -> None:
        self._server = MailServer.read(url, "imap", "imaps")
        self._bookmark = bookmark
        self._notice = notice
        self._stands = stands
        self._tls = self._server.trust(tls)
        self._habits = habits or MailboxLimits()
        self._line: ImapConnection | None = None
        self._progress: MailboxProgress | None = None
        self._turn = asyncio.Lock()
        self._rouse = asyncio.Event()
        self._empty_handed = asyncio.Event()  # the caller has given every letter back
        self._told = ""
        self._untidy: dict[int, str] = {}
        self._tries: dict[int, int] = {}

    async def letters(self, stop: asyncio.Event) -> AsyncGenerator[RawMail, None]:
        """Yield new letters for ever, over every reconnection, until `stop` is set."""
        failures = 0
        if self._server.clear:
            self._tell(imap_errors.CLEAR)
        while not stop.is_set():
            pause = 0.0
            try:
                await self._open()
                while not stop.is_set():
                    async with aclosing(self._new(stop)) as new:
                        async for letter in new:
                            yield letter
                    failures, self._told = 0, ""
                    self._stands("")
                    await self._await_mail(stop)
            except (Lost, ImapRefusal, OSError, TimeoutError) as error:
                pause = self._pause_after(error, failures)
                failures += 1
            finally:
                await self._close()
            await stopping.pause(stop, pause)

    async def done(self, *letters: RawMail) -> None:
        """Flag the mail, move it to `Cocarde/Done` and advance the bookmark, after the caller's
        commit."""
        await self._finish(letters, DONE)

    async def set_aside(self, *letters: RawMail) -> None:
        """Flag the mail, move it to `Cocarde/Quarantine` and advance the bookmark, after the
        caller's commit."""
        await self._finish(letters, QUARANTINE)

    def put_back(self, letter: RawMail) -> None:
        """Let the mail be offered again within `habits.poll` seconds, as the caller could not work
        it now."""
        if self._progress is not None and self._progress.uidvalidity == letter.uidvalidity:
            self._progress.put_back(letter.uid)
            self._look_at_hands(self._progress)

    async def _open(self) -> None:
        """Connect and open the folder; begin anew where its numbering is another (UIDVALIDITY)."""
        largest = 2 * self._habits.most + MEGABYTE  # some servers tell a size that is a guess
        self._line = await ImapConnection.open(
            self._server, self._tls, quiet=self._habits.quiet, largest=largest
        )
        folder = await self._line.select()
        if self._progress is None or self._progress.uidvalidity != folder.uidvalidity:
            self._progress = await self._begin(self._line, folder)
            self._untidy.clear()
            self._tries.clear()
        await self._remember(self._progress)

    async def _begin(self, line: ImapConnection, folder: SelectedFolder) -> MailboxProgress:
        """Older mail than the first start is left alone; a new numbering is worked carefully."""
        mark = await asyncio.to_thread(self._bookmark.get, self._server.account)
        if mark is None:
            return MailboxProgress(folder.uidvalidity, folder.uidnext - 1)
        if mark[0] == folder.uidvalidity:
            return MailboxProgress(folder.uidvalidity, mark[1])
        unread = await line.unread(self._habits.now(), RECOVERED_DAYS)
        extra = [uid for uid in unread if uid < folder.uidnext]
        if folder.uidnext > 1:
            self._tell(imap_errors.renumbered(len(extra), RECOVERED_DAYS))
        return MailboxProgress(folder.uidvalidity, folder.uidnext - 1, extra)

    async def _close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await line.close()

    async def _new(self, stop: asyncio.Event) -> AsyncGenerator[RawMail, None]:
        """The mails above the bookmark, and those put back, one by one."""
        line, progress = self._line, self._progress
        assert line is not None and progress is not None  # noqa: PT018
        async with self._turn:
            uids = progress.found(await line.since(progress.base))
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            async with self._turn:
                sizes = await line.sizes(batch)
            for uid in batch:
                if stop.is_set():
                    return
                letter = await self._take(line, progress, uid, sizes.get(uid))
                if letter is not None:
                    progress.offer(uid)
                    self._empty_handed.clear()
                    yield letter
        await self._remember(progress)

    async def _take(
        self, line: ImapConnection, progress: MailboxProgress, uid: int, size: int | None
    ) -> RawMail | None:
        """Fetch it; None when it is gone, or was worked before and only had to be moved."""
        async with self._turn:
            if uid in self._untidy:
                await self._tidy(progress, [uid], self._untidy[uid])
                return None
            truncated = size is not None and size > self._habits.most
            only = self._habits.head if truncated else 0
            raw = await line.fetch(uid, only) if size is not None else None
        if raw is None or size is None:
            progress.finish(uid)
            return None
        return RawMail(progress.uidvalidity, uid, raw, size, truncated)

    async def _await_mail(self, stop: asyncio.Event) -> None:
        """Wait until mail may have come: by IDLE where the server knows it, else by looking now and
        then."""
        line, progress = self._line, self._progress
        assert line is not None and progress is not None  # noqa: PT018
        if progress.out:  # what it is about to ask would only be broken off
            await line.rest(self._habits.poll, stop, self._empty_handed)
            if not progress.returned:
                return None
        if line.idles:
            seconds = self._habits.poll if progress.returned else self._habits.renewal()
            async with self._turn:
                await line.idle(seconds, stop, self._rouse)
            return None
        await line.rest(self._habits.poll, stop)
        async with self._turn:
            return await line.look()

    async def _finish(self, letters: Sequence[RawMail], name: str) -> None:
        """Move worked mails away and write down how far the folder is done."""
        progress = self._progress
        if progress is None:
            return
        # after a new numbering the UID names nothing any more
        uids = [each.uid for each in letters if each.uidvalidity == progress.uidvalidity]
        if not uids:
            return
        self._rouse.set()
        async with self._turn:
            self._rouse.clear()
            await self._tidy(progress, uids, name)
        await self._remember(progress)
        self._look_at_hands(progress)

    def _look_at_hands(self, progress: MailboxProgress) -> None:
        if not progress.out:
            self._empty_handed.set()

    async def _tidy(self, progress: MailboxProgress, uids: Sequence[int], name: str) -> None:
        """Move mails away; one that cannot be moved stays where it is, and counts as done all the
        same."""
        try:
            await self._put_away(uids, name)
        except ImapRefusal as no:
            self._tell(imap_errors.unmovable(no))
        except (Lost, OSError):
            uids = [uid for uid in uids if not self._again(progress, uid, name)]
        for uid in uids:
            self._untidy.pop(uid, None)
            self._tries.pop(uid, None)
            progress.finish(uid)

    def _again(self, progress: MailboxProgress, uid: int, name: str) -> bool:
        """Whether a letter that could not be moved is to be moved on the next connection."""
        self._untidy[uid] = name
        self._tries[uid] = self._tries.get(uid, 0) + 1
        if self._tries[uid] >= TRIES:
            return False
        progress.put_back(uid)
        return True

    async def _put_away(self, uids: Sequence[int], name: str) -> None:
        if self._line is None:
            raise Lost("not connected")
        await self._line.put_away(uids, name)

    async def _remember(self, progress: MailboxProgress) -> None:
        reached = progress.reached()
        if reached is None:
            return
        await asyncio.to_thread(
            self._bookmark.set, self._server.account, progress.uidvalidity, reached
        )

    def _pause_after(self, error: Exception, failures: int) -> float:
        text = imap_errors.explain(error, failures)
        self._stands(text or f"{type(error).__name__}: {error}")
        if text:
            self._tell(text)
        if imap_errors.is_settled(error):
            return self._habits.refused
        return self._habits.backoff(failures)

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self._notice(text)
