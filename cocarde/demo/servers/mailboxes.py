"""The mailboxes of the demo, in memory: every address that gets a mail has one."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parseaddr
from itertools import count

FROM = re.compile(rb"^from[\t ]*:((?:[^\n]|\n[\t ])*)", re.I | re.M)
# another number after every start: a client that remembers the last one reads anew
_numbering = count(int(time.time() * 1000) % (1 << 31) + 1)


@dataclass(slots=True)
class KeptMail:
    """One mail in a folder."""

    uid: int
    raw: bytes
    at: datetime
    flags: set[str] = field(default_factory=set)


class DemoFolder:
    """Mails by UID, in order; whoever listens is told of every change."""

    def __init__(self) -> None:
        self.uidvalidity = next(_numbering)
        self.uidnext = 1
        self.mails: dict[int, KeptMail] = {}
        self.listeners: set[asyncio.Event] = set()

    def add(self, raw: bytes, at: datetime, flags: set[str] | None = None) -> int:
        """Put a mail in; gives the UID that it keeps for good (RFC 3501 section 2.3.1.1)."""
        uid = self.uidnext
        self.uidnext += 1
        self.mails[uid] = KeptMail(uid, raw, at, set(flags or ()))
        self.changed()
        return uid

    def remove(self, uid: int) -> None:
        """Take a mail out; `KeyError` where no such UID is there."""
        del self.mails[uid]
        self.changed()

    def changed(self) -> None:
        """Wake every client that has the folder open (IDLE, RFC 2177)."""
        for listener in self.listeners:
            listener.set()


class Post:
    """Takes every mail in, and says in its own Authentication-Results what it knows (RFC 8601)."""

    def __init__(self, authserv_id: str, now: Callable[[], datetime]) -> None:
        self.now = now
        self._authserv_id = authserv_id
        self._boxes: dict[str, dict[str, DemoFolder]] = {}
        self._arrival = asyncio.Condition()

    def box(self, address: str) -> dict[str, DemoFolder]:
        """The folders of an address by name; `anna+x@…` has the box of `anna@…`."""
        return self._boxes.setdefault(_owner(address), {"INBOX": DemoFolder()})

    async def deliver(self, raw: bytes, sender: str, to: str) -> None:
        """Put one mail into the box of one address, with the marks of a real delivery."""
        mail = b"".join((self._marks(raw, sender, to), _without(raw, self._authserv_id)))
        self.box(to)["INBOX"].add(mail, self.now())
        async with self._arrival:
            self._arrival.notify_all()

    async def arrived(self, address: str, count: int = 1) -> list[bytes]:
        """Wait until the address has had `count` mails; give all that are in its inbox."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: self.box(address)["INBOX"].uidnext > count)
        return self.inbox(address)

    def inbox(self, address: str) -> list[bytes]:
        """The raw mails in the INBOX of an address, the oldest first; none for one that had no mail
        yet."""
        return [kept.raw for kept in self.box(address)["INBOX"].mails.values()]

    def _marks(self, raw: bytes, sender: str, to: str) -> bytes:
        told = format_datetime(self.now())
        lines = (
            f"Return-Path: <{sender}>",
            f"Delivered-To: {to}",
            f"Authentication-Results: {self._authserv_id}; {_known(raw, sender)}",
            f"Received: by {self._authserv_id} with SMTP for <{to}>; {told}",
        )
        return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape")


def _owner(address: str) -> str:
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _domain(address: str) -> str:
    domain = address.lower().rpartition("@")[2]
    return domain if domain.replace(".", "").replace("-", "").isalnum() else ""


def _known(raw: bytes, sender: str) -> str:
    """On this loop an envelope is always true; it passes for one From of the same domain."""
    head = raw.partition(b"\r\n\r\n")[0]
    authors = [parseaddr(found.decode("utf-8", "replace"))[1] for found in FROM.findall(head)]
    author = _domain(authors[0]) if len(authors) == 1 else ""
    if not sender:
        return "spf=none; dmarc=none"
    verdict = "pass" if author and author == _domain(sender) else "fail"
    return f"spf=pass smtp.mailfrom={_domain(sender)}; dmarc={verdict} header.from={author}"


def _without(raw: bytes, authserv_id: str) -> bytes:
    """The mail less the Authentication-Results that a sender wrote in our name."""
    head, blank, body = raw.partition(b"\r\n\r\n")
    kept: list[bytes] = []
    forged = False
    for line in head.split(b"\r\n"):
        if line[:1] not in (b" ", b"\t"):
            name, _, value = line.lower().partition(b":")
            ours = authserv_id.lower().encode() in value
            forged = name.strip() == b"authentication-results" and ours
        if not forged:
            kept.append(line)
    return b"\r\n".join(kept) + blank + body
