"""Servers that misbehave by script, on 127.0.0.1, one free port each."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import ClassVar, Self

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


READY = b"* OK ready\r\n"


class Peer:
    """Says to every client what `talk` says; counts the clients."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._tasks: set[asyncio.Task[None]] = set()
        self.clients = 0
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.clients += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._talk(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()


class ScriptedImap:
    """An IMAP server of a few mails; `says` replaces its answer to a command by name.

    In an answer `{tag}` stands for the tag; `b""` is silence, `CUT` ends the connection.
    """

    CUT = b"\x00cut"

    def __init__(self, mails: dict[int, bytes] | None = None, **says: bytes) -> None:
        self.mails = dict(mails or {})
        self.says = says
        self.greeting = READY
        self.abilities = b"IMAP4rev1 IDLE MOVE UIDPLUS"
        self.uidvalidity = 7
        self.heard: list[str] = []
        self._heard_more = asyncio.Condition()

    def misbehave(self, says: dict[str, bytes]) -> None:
        """Answers by command name; `greeting` is the first line."""
        self.says = dict(says)
        self.greeting = self.says.pop("greeting", READY)

    def behave(self) -> None:
        self.misbehave({})

    async def heard_of(self, name: str, times: int = 1) -> None:
        """Wait until a command has come so many times."""
        async with self._heard_more:
            await self._heard_more.wait_for(lambda: self.count(name) >= times)

    def count(self, name: str) -> int:
        return sum(name in line for line in self.heard)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        idle = ""
        writer.write(self.greeting)
        while line := (await reader.readline()).decode("latin-1").rstrip("\r\n"):
            self.heard.append(line)
            async with self._heard_more:
                self._heard_more.notify_all()
            tag, _, rest = line.partition(" ")
            if rest == "IDLE":
                idle = tag
            if line == "DONE":
                tag, rest = idle, line
            answer = self._answer(rest)
            if answer == self.CUT:
                return
            head, _, tail = answer.replace(b"{tag}", tag.encode("latin-1")).partition(self.CUT)
            writer.write(head)
            await writer.drain()
            if self.CUT in answer:
                return
            if tail:
                writer.write(tail)

    def _answer(self, rest: str) -> bytes:
        words = rest.upper().split()
        name = words[1] if words[:1] == ["UID"] else (words or [""])[0]
        if name in self.says:
            return self.says[name]
        body = {
            "CAPABILITY": b"* CAPABILITY %b\r\n" % self.abilities,
            "SELECT": b"* %d EXISTS\r\n* OK [UIDVALIDITY %d]\r\n* OK [UIDNEXT %d]\r\n"
            % (len(self.mails), self.uidvalidity, max(self.mails, default=0) + 1),
            "LIST": b'* LIST (\\Noselect) "." ""\r\n',
            "SEARCH": b"* SEARCH %b\r\n" % b" ".join(b"%d" % uid for uid in sorted(self.mails)),
            "FETCH": self._fetched(rest),
            "IDLE": b"+ idling\r\n",
        }.get(name, b"")
        return body + (b"" if name == "IDLE" else b"{tag} OK done\r\n")

    def _fetched(self, rest: str) -> bytes:
        found = re.search(r"FETCH ([\d,]+) \(UID (.*)\)", rest)
        if found is None:
            return b""
        told = b""
        for number, uid in enumerate(map(int, found[1].split(",")), 1):
            raw = self.mails[uid]
            told += b"* %d FETCH (UID %d " % (number, uid)
            if "SIZE" in found[2]:
                told += b"RFC822.SIZE %d)\r\n" % len(raw)
            else:
                told += b"BODY[] {%d}\r\n%b)\r\n" % (len(raw), raw)
        return told


class ScriptedSmtp:
    """An SMTP server; `says` replaces its answer to a verb: `CUT` ends the line, `b""` is silence.

    `heard` has each line of a dialogue, `texts` what came after DATA.
    """

    CUT = b"cut"
    USUAL: ClassVar = {
        "GREETING": b"220 ready\r\n",
        "EHLO": b"250-here\r\n250 SIZE 100000\r\n",
        "MAIL": b"250 ok\r\n",
        "RCPT": b"250 ok\r\n",
        "DATA": b"354 go\r\n",
        "TEXT": b"250 taken\r\n",
        "RSET": b"250 ok\r\n",
        "QUIT": b"221 bye\r\n",
    }

    def __init__(self, **says: bytes) -> None:
        self.says = says
        self.heard: list[str] = []
        self.texts: list[bytes] = []

    def answer(self, verb: str) -> bytes:
        return self.says.get(verb, self.USUAL[verb])

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        verb = "GREETING"
        while (said := self.answer(verb)) != self.CUT:
            writer.write(said)
            await writer.drain()
            if verb == "DATA" and said.startswith(b"354"):
                self.texts.append(await reader.readuntil(b"\r\n.\r\n"))
                verb = "TEXT"
                continue
            line = await reader.readline()
            if not line:
                return
            self.heard.append(line.decode("latin-1").strip())
            verb = line[:4].decode().upper().strip()
