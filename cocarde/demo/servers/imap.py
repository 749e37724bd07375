"""The demo's IMAP server: one session per connection over the mailboxes in memory.

What a mail client needs is there (RFC 3501, IDLE 2177, MOVE 6851, UIDPLUS 4315). pymap does
more, but would bring its own mail store beside the SMTP server's, and five more packages.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hmac import compare_digest

from cocarde.demo.servers.imap_folder import OpenFolder
from cocarde.demo.servers.imap_grammar import ImapCommand, UnknownCommand, literal
from cocarde.demo.servers.mailboxes import DemoFolder, Post

ABILITIES = "CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS UNSELECT LITERAL+"
LONGEST = 65_536
BEFORE_LOGIN = {"CAPABILITY", "LOGIN", "LOGOUT", "NOOP", "ID"}
NUMBERED = {"FETCH", "STORE", "SEARCH"}  # without UID they forbid EXPUNGE (RFC 3501, 7.4.1)


class Session:
    """One client, from its greeting to its goodbye."""

    def __init__(
        self, post: Post, password: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._post, self._password = post, password
        self._reader, self._writer = reader, writer
        self._box: dict[str, DemoFolder] | None = None
        self._open: OpenFolder | None = None
        self._over = False
        self._acts: dict[str, Callable[[ImapCommand], Awaitable[str] | str]] = {
            "CAPABILITY": self._capability,
            "CHECK": self._nothing,
            "CLOSE": self._close,
            "CREATE": self._create,
            "ID": self._nothing,
            "IDLE": self._idle,
            "LIST": self._list,
            "LOGIN": self._login,
            "LOGOUT": self._logout,
            "LSUB": self._list,
            "NOOP": self._nothing,
            "SELECT": self._select,
            "SUBSCRIBE": self._nothing,
            "UNSELECT": self._unselect,
        }

    async def talk(self) -> None:
        """Greet, then answer until LOGOUT or the end of the connection."""
        self._say(f"* OK [{ABILITIES}] Cocarde's demo")
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while not self._over:
                await self._answer(await self._line())
                await self._writer.drain()
        self._leave()

    async def _line(self) -> str:
        """One command; literals in it become quoted strings."""
        text = ""
        while True:
            text += (await self._reader.readuntil(b"\r\n"))[:-2].decode("utf-8", "replace")
            size = literal(text)
            if size is None or size > LONGEST:
                return text
            if not text.endswith("+}"):
                self._say("+ go on")
                await self._writer.drain()
            read = (await self._reader.readexactly(size)).decode("utf-8", "replace")
            text = f'{text[: text.rindex("{")]}"{_escaped(read)}"'

    async def _answer(self, line: str) -> None:
        tag = line.partition(" ")[0] or "*"
        try:
            command = ImapCommand.read(line)
            told = await self._do(command)
            if self._open is not None and (command.uid or command.name not in NUMBERED):
                self._open.sync()
        except (UnknownCommand, IndexError, ValueError):
            told = "BAD not understood"
        self._say(f"{tag} {told} {line.partition(' ')[2].partition(' ')[0]}")

    async def _do(self, command: ImapCommand) -> str:
        if self._box is None and command.name not in BEFORE_LOGIN:
            return "NO log in first"
        if command.name in self._acts:
            told = self._acts[command.name](command)
            return told if isinstance(told, str) else await told
        return self._in_folder(command) if self._open is not None else "BAD select first"

    def _in_folder(self, command: ImapCommand) -> str:
        assert self._open is not None
        if command.name in ("COPY", "MOVE"):
            act = self._open.copy if command.name == "COPY" else self._open.move
            return act(command, self._named(command.words[1]))
        acts = {
            "EXPUNGE": self._open.expunge,
            "FETCH": self._open.fetch,
            "SEARCH": self._open.search,
            "STORE": self._open.store,
        }
        return acts[command.name](command) if command.name in acts else "BAD no such command"

    def _say(self, line: str) -> None:
        self._writer.write(line.encode() + b"\r\n")

    def _nothing(self, _: ImapCommand) -> str:
        return "OK"

    def _capability(self, _: ImapCommand) -> str:
        self._say(f"* {ABILITIES}")
        return "OK"

    def _login(self, command: ImapCommand) -> str:
        address, password = command.words
        if not compare_digest(password.encode(), self._password.encode()):
            return "NO [AUTHENTICATIONFAILED] wrong name or password"
        self._box = self._post.box(address)
        return f"OK [{ABILITIES}]"

    def _logout(self, _: ImapCommand) -> str:
        self._over = True
        self._say("* BYE until soon")
        return "OK"

    def _select(self, command: ImapCommand) -> str:
        self._leave()
        folder = self._named(command.words[0])
        if folder is None:
            return "NO no such folder"
        self._open = OpenFolder(folder, self._writer.write)
        self._open.greet()
        return "OK [READ-WRITE]"

    def _close(self, command: ImapCommand) -> str:
        if self._open is not None:
            self._open.expunge(ImapCommand(command.tag, uid=False, name="EXPUNGE", words=()))
        return self._unselect(command)

    def _unselect(self, _: ImapCommand) -> str:
        self._leave()
        return "OK"

    def _leave(self) -> None:
        if self._open is not None:
            self._open.leave()
        self._open = None

    def _named(self, name: str) -> DemoFolder | None:
        return (self._box or {}).get("INBOX" if name.upper() == "INBOX" else name)

    def _create(self, command: ImapCommand) -> str:
        box, name = self._box or {}, command.words[0].rstrip("/")
        if name in box:
            return "NO [ALREADYEXISTS]"
        box[name] = DemoFolder()
        return "OK"

    def _list(self, command: ImapCommand) -> str:
        pattern = command.words[1]
        if not pattern:
            self._say(rf'* {command.name} (\Noselect) "/" ""')
        for name in self._box or {}:
            if pattern in ("*", "%", name):
                self._say(f'* {command.name} () "/" "{_escaped(name)}"')
        return "OK"

    async def _idle(self, _: ImapCommand) -> str:
        """Push every change at once until the client says DONE (RFC 2177)."""
        if self._open is None:
            return "BAD select first"
        self._say("+ idling")
        done = asyncio.ensure_future(self._reader.readuntil(b"\r\n"))
        try:
            while not done.done():
                self._open.sync()
                await self._writer.drain()
                change = asyncio.ensure_future(self._open.change.wait())
                await asyncio.wait({done, change}, return_when=asyncio.FIRST_COMPLETED)
                change.cancel()
            return "OK" if done.result().strip().upper() == b"DONE" else "BAD expected DONE"
        finally:
            done.cancel()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
