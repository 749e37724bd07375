"""The outside of the machines: people, Telegram, mail servers; and Cocarde's settings on each."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from cocarde.installation import open_world
from core.ground.paths import ROOT
from core.ground.settings import Settings
from core.ground.tables import Lease
from tests.servers.mail import MailServers
from tests.servers.telegram import BotApi, Limits
from tools.machines.crowd import Crowd
from tools.machines.network import Machine, Network, children
from tools.machines.relay import serve

if TYPE_CHECKING:
    from core.ground.world import World

PYTHON = sys.executable
MAILBOX = "badges"


@dataclass(slots=True)
class Holders:
    """Who holds each lease, looked at four times a second from a place that never fails."""

    world: World
    seen: list[tuple[float, str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until told to stop; while the store is away nothing is seen."""
        last: dict[str, str] = {}
        while not self.stop.wait(0.25):
            with contextlib.suppress(SQLAlchemyError), self.world.glance() as turn:
                for lease in turn.db.exec(select(Lease)):
                    if last.get(lease.name) != lease.holder:
                        last[lease.name] = lease.holder
                        self.seen.append((time.monotonic(), lease.name, lease.holder))

    def holder(self, name: str) -> str:
        """The one that was seen last; empty for nobody."""
        return next((holder for _, lease, holder in reversed(self.seen) if lease == name), "")

    def changed(self, begun: float, ended: float) -> str:
        """Each lease that changed hands in this time, with the seconds until it first did."""
        first: dict[str, float] = {}
        for at, name, _ in self.seen:
            if begun < at < ended:
                first.setdefault(name, at - begun)
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in sorted(first.items()))


@dataclass(slots=True)
class Outside:
    """Everything that stands on this machine: Telegram's stand-in, Postfix, Dovecot, people."""

    network: Network
    folder: Path
    api: BotApi
    post: MailServers
    settings: Settings
    world: World
    crowd: Crowd
    holders: Holders
    servers: list[asyncio.Server] = field(default_factory=list)

    async def open_ports(self) -> None:
        """Let the machines reach the stand-ins by the bridge."""
        for port in self.ports():
            target = f"127.0.0.1:{port}"
            self.servers.append(await serve(f"{self.network.gateway}:{port}", target))

    def ports(self) -> list[int]:
        """The ports of the stand-ins: Telegram, SMTP, IMAP."""
        mail = [self.post.ports[name] for name in ("smtp", "imap")]
        return [int(self.api.url.rpartition(":")[2]), *mail]

    def start(self, machine: Machine) -> None:
        """Start Cocarde on a machine, every door and the worker, and the way to the stand-ins."""
        pairs = [f"127.0.0.1:{port}={self.network.gateway}:{port}" for port in self.ports()]
        more = environment(replace(self.settings, listen=f"{machine.address}:8000"))
        log = self.folder / f"{machine.name}.log"
        machine.start([PYTHON, "-m", "tools.machines.relay", *pairs], log, more)
        machine.start([PYTHON, "-m", "tools.machines.node"], log, more)

    def owner(self, machines: list[Machine], name: str = "telegram.polling") -> Machine:
        """The machine whose process holds a lease: the one whose namespace the holder names."""
        holder = self.holders.holder(name)
        return next((each for each in machines if numbers_of(each) in holder), machines[0])


def numbers_of(machine: Machine) -> str:
    """The namespace of the numbers of a machine's Cocarde, as its holders are named."""
    for process in reversed(machine.running):
        for child in children(process.pid):
            with contextlib.suppress(OSError):
                return str(Path(f"/proc/{child}/ns/pid").readlink())
    return "nobody"


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, and where Cocarde lies."""
    names = [name for name in settings.__dataclass_fields__ if name != "unknown"]
    told = {f"COCARDE_{name.upper()}": str(getattr(settings, name)) for name in names}
    return {**told, "PYTHONPATH": str(ROOT), "PWD": str(ROOT)}


@contextlib.contextmanager
def outside(network: Network, url: str, folder: Path, read_url: str = "") -> Iterator[Outside]:
    """Telegram's stand-in and the mail servers running, the store of an address prepared."""
    with (
        tempfile.TemporaryDirectory(prefix="cocarde-mail-") as name,
        BotApi(limits=Limits()) as api,
    ):
        Path(name).chmod(0o755)
        post = MailServers(Path(name))
        post.start()
        address = post.create(MAILBOX)
        settings = Settings(
            database_url=url,
            database_read_url=read_url,
            public_url="http://127.0.0.1:8000",
            key_file=str(folder / "keys.json"),
            telegram_api=api.url,
            telegram_token=api.token,
            smtp_url=post.smtp_url,
            imap_url=post.imap_url(MAILBOX),
            mail_address=address,
            mail_authserv_id="mx.example.org",
            mail_pace="120",
        )
        world = open_world(settings)
        holders = Holders(world)
        watching = threading.Thread(target=holders.watch, daemon=True)
        watching.start()
        try:
            yield Outside(
                network, folder, api, post, settings, world, Crowd(world, api, post), holders
            )
        finally:
            holders.stop.set()
            watching.join()
            world.store.close()
            post.end()
