"""Answers out of a mailbox, beside a bare fetch-and-parse loop, from the same Dovecot.

The mails: those of `tests/inbox/` that have text and HTML and answer the invitation (Gmail,
Outlook, Yahoo, Proton, Zimbra, iPhone …), with the headers that servers write above a real mail,
each from another volunteer and with the secret of that volunteer's own claim.
Ours: the running door, from its start until the last mail is worked and moved away: fetched, kept
raw, checked, parsed in the right order, the words taken out, read as answers, the claim changed
and the answer put into the outbox; those that say yes get their badge, signed, in the same stroke.
The peer: aioimaplib fetches the same mails one after the other, `email` parses each (policy
`default`), and the headers and the body are read. It keeps, decides and moves nothing.
"""

import asyncio
import smtplib
import tempfile
import time
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import cycle
from pathlib import Path

from aioimaplib import aioimaplib as imap  # type: ignore[import-untyped]
from sqlalchemy import func
from sqlmodel import col, select

from core.ground import garbage_collector
from core.ground.rows import inbox
from core.ground.tables import Bookmark, Inbox
from core.ground.world import World
from mail import listen
from tests.servers.mail import PASSWORD, MailServers
from tools.bench.mail_servers import mail_servers
from tools.bench.rounds import Rates, in_turns
from tools.bench.volunteers import answer, answers, invite, new_world

MAILS, ROUNDS = 200, 5
PATIENCE = 120.0
HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References")


def bench(mails: int = MAILS, rounds: int = ROUNDS) -> Rates:
    """Mails a second, of the door and of the bare loop."""
    with mail_servers() as servers, tempfile.TemporaryDirectory() as folder:
        servers.create("peer")
        world = new_world(
            Path(folder), imap_url=servers.imap_url("badges"), mail_address=servers.create("badges")
        )
        asyncio.run(door(world, lambda: bookmarked(world)))
        prepared = [batch(world, number, mails) for number in range(rounds + 1)]
        garbage_collector.settle()  # as `cocarde run` does; here for both
        return in_turns(
            lambda number: of_the_door(servers, world, prepared[number]),
            lambda number: of_the_peer(servers, prepared[number]),
            rounds, mails,
        )  # fmt: skip


def batch(world: World, number: int, mails: int) -> list[bytes]:
    """Invite as many volunteers, and give the answer of each."""
    first = number * mails
    invited = invite(world, [f"awa{first + each:06}@example.org" for each in range(mails)])
    styles = cycle(answers())
    return [answer(next(styles), row, first + at) for at, row in enumerate(invited)]


def drop(servers: MailServers, name: str, mails: list[bytes]) -> None:
    """Hand the mails to Dovecot, as Postfix does."""
    with smtplib.LMTP("127.0.0.1", servers.ports["lmtp"]) as line:
        for raw in mails:
            line.sendmail("awa@example.org", [f"{name}@example.org"], raw)


def of_the_door(servers: MailServers, world: World, mails: list[bytes]) -> float:
    """Seconds from the start of the door until no mail is left in the mailbox."""
    drop(servers, "badges", mails)
    before = worked(world)
    seconds = asyncio.run(door(world, lambda: not left(servers, "badges")))
    if worked(world) - before != len(mails):
        raise RuntimeError(f"{worked(world) - before} of {len(mails)} mails were worked")
    return seconds


async def door(world: World, over: Callable[[], bool]) -> float:
    """Seconds until it is over, looked at beside the running door."""
    stop, begun = asyncio.Event(), time.perf_counter()
    running = asyncio.create_task(listen.run(world, stop))
    while not over():
        if time.perf_counter() - begun > PATIENCE:
            raise RuntimeError("the door does not come to its end")
        await asyncio.sleep(0.01)
    seconds = time.perf_counter() - begun
    stop.set()
    await running
    return seconds


def left(servers: MailServers, name: str) -> bool:
    """Whether a mail lies in the inbox, looked up in its folder so that nobody is kept busy."""
    maildir = servers.folder / "home" / name / "Maildir"
    return any(any((maildir / each).iterdir()) for each in ("new", "cur"))


def bookmarked(world: World) -> bool:
    """Whether the door has been at the mailbox: from then on what comes is new."""
    with world.glance() as turn:
        return (
            turn.db.exec(select(Bookmark).where(col(Bookmark.name).startswith("imap:"))).first()
            is not None
        )


def worked(world: World) -> int:
    with world.glance() as turn:
        query = select(func.count()).select_from(Inbox).where(col(Inbox.state) == inbox.WORKED)
        return turn.db.exec(query).one()


def of_the_peer(servers: MailServers, mails: list[bytes]) -> float:
    drop(servers, "peer", mails)
    seconds = asyncio.run(fetching(servers, len(mails)))
    with servers.login("peer") as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS.SILENT", "\\Deleted")
        client.expunge()
    return seconds


async def fetching(servers: MailServers, mails: int) -> float:
    """Seconds of the bare loop, from connecting on."""
    begun = time.perf_counter()
    client = imap.IMAP4("127.0.0.1", servers.ports["imap"])
    await client.wait_hello_from_server()
    await client.login("peer@example.org", PASSWORD)
    await client.select("INBOX")
    found = await client.uid_search("ALL")
    uids = found.lines[0].split()
    for uid in uids:
        fetched = await client.uid("fetch", uid.decode(), "BODY.PEEK[]")
        read(bytes(fetched.lines[1]))
    seconds = time.perf_counter() - begun
    await client.logout()
    if len(uids) != mails:
        raise RuntimeError(f"{len(uids)} of {mails} mails were fetched")
    return seconds


def read(raw: bytes) -> tuple[list[str], str]:
    """What anything that reads mail has to do at least."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    headers = [str(message[name]) for name in HEADERS]
    body = message.get_body(("plain", "html"))
    return headers, str(body.get_content()) if body else ""
