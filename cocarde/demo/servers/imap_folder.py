"""A folder that a client of the demo's IMAP server has open, with the commands on it (RFC 3501
section 6.4, RFC 6851)."""

import asyncio
from collections.abc import Callable, Sequence

from cocarde.demo.servers.imap_grammar import (
    ITEM,
    ImapCommand,
    UnknownCommand,
    internal,
    members,
    piece,
    search,
)
from cocarde.demo.servers.mailboxes import DemoFolder

FLAGS = r"(\Answered \Flagged \Deleted \Seen \Draft)"
NO_TARGET = "NO [TRYCREATE] no such folder"


class OpenFolder:
    """The mails that the client was told of; their place in `view` is their number."""

    def __init__(self, folder: DemoFolder, write: Callable[[bytes], None]) -> None:
        self._folder = folder
        self._write = write
        self._view: list[int] = []
        self.change = asyncio.Event()
        folder.listeners.add(self.change)

    def leave(self) -> None:
        """Nobody listens here any more."""
        self._folder.listeners.discard(self.change)

    def greet(self) -> None:
        """What SELECT tells."""
        self._say(f"* FLAGS {FLAGS}")
        self._say(rf"* OK [PERMANENTFLAGS {FLAGS[:-1]} \*)] keywords too")
        self._say(f"* OK [UIDVALIDITY {self._folder.uidvalidity}] numbering")
        self._say(f"* OK [UIDNEXT {self._folder.uidnext}] next")
        self._say("* 0 RECENT")
        self._view = list(self._folder.mails)
        self._say(f"* {len(self._view)} EXISTS")

    def sync(self) -> None:
        """Tell the client which mails went and came since it was last told."""
        self.change.clear()
        for number in range(len(self._view), 0, -1):
            if self._view[number - 1] not in self._folder.mails:
                self._say(f"* {number} EXPUNGE")
                del self._view[number - 1]
        if len(self._view) != len(self._folder.mails):
            self._view = list(self._folder.mails)
            self._say(f"* {len(self._view)} EXISTS")

    def search(self, command: ImapCommand) -> str:
        """SEARCH: tell the numbers of the mails that fit, UIDs where they were asked for."""
        here = [uid for uid in self._view if uid in self._folder.mails]
        uids = search(command.words, here, self._folder.mails)
        numbers = uids if command.uid else map(self._number, uids)
        self._say(" ".join(("* SEARCH", *map(str, numbers))))
        return "OK"

    def fetch(self, command: ImapCommand) -> str:
        """FETCH: tell the asked items of each chosen mail."""
        items = " ".join(command.words[1:]).strip("()")
        for uid in self._chosen(command):
            self._tell(uid, items, with_uid=command.uid)
        return "OK"

    def store(self, command: ImapCommand) -> str:
        """STORE: set, add or take off flags; with `.SILENT` nothing is told."""
        how, flags = command.words[1].upper(), set(" ".join(command.words[2:]).strip("()").split())
        for uid in self._chosen(command):
            kept = self._folder.mails[uid]
            added = {"+": kept.flags | flags, "-": kept.flags - flags}
            kept.flags = added.get(how[0], flags)
            if not how.endswith(".SILENT"):
                self._tell(uid, "FLAGS", with_uid=command.uid)
        return "OK"

    def copy(self, command: ImapCommand, target: DemoFolder | None) -> str:
        """COPY into another folder, whose UIDs are told (RFC 4315); `target` is None where there is
        none of that name."""
        if target is None:
            return NO_TARGET
        return f"OK {self._copy(self._chosen(command), target)}"

    def move(self, command: ImapCommand, target: DemoFolder | None) -> str:
        """MOVE into another folder (RFC 6851); `target` is None where there is none of that
        name."""
        if target is None:
            return NO_TARGET
        uids = self._chosen(command)
        self._say(f"* OK {self._copy(uids, target)}")
        for uid in uids:
            self._folder.remove(uid)
        self.sync()
        return "OK"

    def expunge(self, command: ImapCommand) -> str:
        r"""EXPUNGE: take out the mails that bear `\Deleted`, of those chosen where UIDs are
        given."""
        for uid in self._chosen(command) if command.uid else list(self._view):
            if uid in self._folder.mails and "\\Deleted" in self._folder.mails[uid].flags:
                self._folder.remove(uid)
        self.sync()
        return "OK"

    def _say(self, line: str) -> None:
        self._write(line.encode() + b"\r\n")

    def _number(self, uid: int) -> int:
        return self._view.index(uid) + 1

    def _chosen(self, command: ImapCommand) -> list[int]:
        if command.uid:
            uids = members(command.words[0], self._view)
        else:
            numbers = members(command.words[0], range(1, len(self._view) + 1))
            uids = [self._view[number - 1] for number in numbers]
        return [uid for uid in uids if uid in self._folder.mails]

    def _copy(self, uids: Sequence[int], target: DemoFolder) -> str:
        mails = [self._folder.mails[uid] for uid in uids]
        new = [target.add(kept.raw, kept.at, kept.flags) for kept in mails]
        if not uids:
            return "nothing"
        return f"[COPYUID {target.uidvalidity} {_joined(uids)} {_joined(new)}] copied"

    def _tell(self, uid: int, items: str, *, with_uid: bool) -> None:
        told = [b"UID %d" % uid] if with_uid else []
        for name, section, start, length in ITEM.findall(items):
            if name.upper() != "UID" or not with_uid:
                told.append(self._item(uid, name.upper(), section, (start, length)))
        self._write(b"* %d FETCH (%b)\r\n" % (self._number(uid), b" ".join(told)))

    def _item(self, uid: int, name: str, section: str, window: tuple[str, str]) -> bytes:
        kept = self._folder.mails[uid]
        match name:
            case "UID":
                return b"UID %d" % uid
            case "FLAGS":
                return f"FLAGS ({' '.join(sorted(kept.flags))})".encode()
            case "RFC822.SIZE":
                return b"RFC822.SIZE %d" % len(kept.raw)
            case "INTERNALDATE":
                return f'INTERNALDATE "{internal(kept.at)}"'.encode()
            case "BODY" | "BODY.PEEK" | "RFC822":
                kept.flags |= set() if name == "BODY.PEEK" else {"\\Seen"}
                text = piece(kept, section.strip("[]"), *window)
                origin = f"<{window[0]}>" if window[0] else ""
                label = f"{name.removesuffix('.PEEK')}{section}{origin} {{{len(text)}}}\r\n"
                return label.encode() + text
        raise UnknownCommand


def _joined(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))
