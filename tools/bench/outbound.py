"""Badge mails out of the outbox, beside a bare aiosmtplib loop, to the same Postfix.

Ours: rows of kind `badge` are due; the door's own delivery takes them under a lease, fills the
letter, splices both credentials into the picture, writes text, HTML, preview and file, sends, and
notes each row as sent, on a SQLite file that is synchronised at every commit.
The peer: one aiosmtplib connection sends the same mails, built beforehand, one after the other.
Both wait until Postfix has handed the mails of the round before on to Dovecot.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import aiosmtplib
from sqlalchemy import update
from sqlmodel import col, select

from core.claims.moves import COCARDE
from core.ground import garbage_collector
from core.ground.message_kinds import MessageKind
from core.ground.rows.outbox import SENT, WAITING
from core.ground.tables import Address, Claim, Outbox
from core.ground.world import World
from core.issuing.issue import issue_approved
from core.people import people
from core.review import decide
from mail import deliver
from mail.servers.routes import Routes
from mail.write import Written
from tests.servers.mail import MailServers
from tests.world.letters import mail_of
from tools.bench.mail_servers import mail_servers
from tools.bench.rounds import Rates, in_turns
from tools.bench.volunteers import invite, new_world

MAILS, ROUNDS = 300, 5
PATIENCE = 120.0


def bench(mails: int = MAILS, rounds: int = ROUNDS) -> Rates:
    """Badge mails a second, of the door and of the bare loop."""
    with mail_servers() as servers, tempfile.TemporaryDirectory() as folder:
        ours, them = servers.create("badges"), servers.create("volunteers")
        world = new_world(Path(folder), smtp_url=servers.smtp_url, mail_address=ours)
        name, _, domain = them.partition("@")
        issue(world, [f"{name}+{number:05}@{domain}" for number in range(mails)])
        built = [mail_of(world, row) for row in rows(world)]
        garbage_collector.settle()  # as `cocarde run` does; here for both
        return in_turns(
            lambda _: settled(servers, lambda: of_the_door(world)),
            lambda _: settled(servers, lambda: of_the_peer(servers, built)),
            rounds, mails,
        )  # fmt: skip


def issue(world: World, mails: list[str]) -> None:
    """A badge for each of these addresses; nothing but the mails with them is left to send."""
    invite(world, mails)
    with world.turn() as turn:
        for address in turn.db.exec(select(Address)).all():
            people.confirm(turn, address)
        for claim in turn.db.exec(select(Claim)).all():
            decide.submit(turn, claim, COCARDE)
    issue_approved(world, turn.effects)
    with world.turn() as turn:
        turn.db.exec(update(Outbox).where(col(Outbox.kind) != MessageKind.BADGE).values(state=SENT))


def rows(world: World) -> list[Outbox]:
    with world.glance() as turn:
        return list(turn.db.exec(select(Outbox).where(Outbox.kind == MessageKind.BADGE)))


def of_the_door(world: World) -> float:
    """Seconds until the door has sent every badge mail; they are due again before."""
    with world.turn() as turn:
        again = update(Outbox).where(col(Outbox.kind) == MessageKind.BADGE)
        turn.db.exec(again.values(state=WAITING, due_at=turn.at, sent_at=None))
    seconds = asyncio.run(delivering(world))
    if any(row.state != SENT for row in rows(world)):
        raise RuntimeError("the door has not sent every mail")
    return seconds


async def delivering(world: World) -> float:
    begun = time.perf_counter()
    async with Routes(world.settings.smtp_urls, workers=deliver.WORKERS) as routes:
        while await deliver.deliver_due(world, routes):
            pass
    return time.perf_counter() - begun


def of_the_peer(servers: MailServers, built: list[Written]) -> float:
    return asyncio.run(sending(servers, built))


async def sending(servers: MailServers, built: list[Written]) -> float:
    begun = time.perf_counter()
    async with aiosmtplib.SMTP(
        hostname="127.0.0.1", port=servers.ports["smtp"], start_tls=False
    ) as client:
        for mail in built:
            await client.sendmail(mail.sender, [mail.to], mail.raw)
    return time.perf_counter() - begun


def settled(servers: MailServers, work: Callable[[], float]) -> float:
    """Do it, then wait until Postfix has nothing left to hand on."""
    seconds = work()
    until = time.monotonic() + PATIENCE
    while queued(servers):
        if time.monotonic() > until:
            raise RuntimeError("Postfix does not empty its queue")
        time.sleep(0.05)
    return seconds


def queued(servers: MailServers) -> bool:
    """Whether Postfix still holds a mail that it means to deliver now."""
    queue = servers.folder / "queue"
    return any(
        path.is_file()
        for name in ("maildrop", "incoming", "active")
        for path in (queue / name).rglob("*")
    )
