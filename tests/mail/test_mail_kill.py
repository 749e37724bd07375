"""kill -9 of `cocarde run` between fetch and flag: nothing is lost, nothing comes twice."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import timedelta
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlmodel import select

from core.ground.clock import real_now
from core.ground.database.store import Store
from core.ground.rows import outbox
from core.ground.settings import Settings
from core.ground.tables import Badge, Outbox
from core.ground.world import World
from tests.servers.mail import MailServers
from tests.servers.mail_talk import PATIENCE, Correspondence, RealPost
from tests.servers.mailbox_reader import until
from tests.servers.proxy import Proxy
from tests.world.letters import MISSION, reply
from tests.world.world import make_stage

COMMAND = (sys.executable, "-m", "cocarde", "run", "--only", "mail,worker")
_names = count(1)


class Kill(NamedTuple):
    """What the person answers, and the words on the IMAP line before which it is cut off then.

    `mails` is how many the person has got in all once that answer was worked.
    """

    when: str
    answer: str
    words: bytes
    by_the_server: bool
    mails: int


KILLS = (
    Kill("before the mail came", "Organisme d'accueil : Emmaüs", b"BODY[]", True, 2),
    Kill("before it was marked", "Domaine de la mission : Santé", b"UID STORE", False, 3),
    Kill("before it was moved", "oui", b"UID MOVE", False, 5),
    Kill("before the move was confirmed", "Où est mon badge ?", b"COPYUID", True, 6),
)


@pytest.fixture
def talk(mail_servers: MailServers, tmp_path: Path) -> Iterator[Correspondence]:
    """An installation on disk by the real clock, whose mission ended two days ago."""
    number = next(_names)
    ours, them = (mail_servers.create(f"{each}{number}") for each in ("killed", "patient"))
    Store(f"sqlite:///{tmp_path / 'cocarde.db'}").prepare()
    stage = make_stage(tmp_path)
    stage.clock.at = real_now() - timedelta(days=2)
    settings = replace(
        stage.world.settings,
        smtp_url=mail_servers.smtp_url,
        imap_url=mail_servers.imap_url(f"killed{number}"),
        mail_address=ours,
        public_url="http://127.0.0.1:8000",
    )
    world = replace(stage.world, settings=settings, now=real_now)
    today = stage.clock.at.date()
    mission = {"starts_on": str(today - timedelta(days=250)), "ends_on": str(today), "mail": them}
    stage.mission("service-civique", **{**MISSION, "domain": "", "organisation": "", **mission})
    yield Correspondence(stage, world, RealPost(mail_servers), them)
    world.store.close()


@contextmanager
def process(world: World, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`cocarde run` with its IMAP line through a port of ours; killed at the end."""
    environment = dict(os.environ)
    for each in fields(Settings):
        if each.name != "unknown":
            environment[f"COCARDE_{each.name.upper()}"] = getattr(world.settings, each.name)
    line = world.settings.imap_url.rpartition(":")[0]
    environment["COCARDE_IMAP_URL"] = f"{line}:{port}/INBOX"
    with log.open("ab") as written:
        running = subprocess.Popen(COMMAND, env=environment, stderr=written)
    try:
        yield running
    finally:
        running.kill()
        running.wait(10)


async def waits_for_mail(proxy: Proxy) -> None:
    """The process has worked all that is in its mailbox, and listens."""
    idles = asyncio.Event()

    def heard(chunk: bytes, answer: bool) -> bool:
        if not answer and b" IDLE\r\n" in chunk:
            idles.set()
        return False

    proxy.holds = heard
    async with asyncio.timeout(PATIENCE):
        await idles.wait()


def all_sent(talk: Correspondence) -> bool:
    with talk.world.glance() as turn:
        query = select(Outbox).where(Outbox.state == outbox.WAITING)
        return turn.db.exec(query).first() is None


async def caught_up(talk: Correspondence, proxy: Proxy, mails: int) -> EmailMessage:
    """Everything was worked and sent: the last mail, and there are no more than that."""
    await waits_for_mail(proxy)
    last = await talk.mail(mails)
    await until(lambda: all_sent(talk))
    assert len(await asyncio.to_thread(talk.post.arrived, talk.them)) == mails
    return last


async def test_kills_between_fetch_and_flag_lose_and_repeat_nothing(
    talk: Correspondence, mail_servers: MailServers, tmp_path: Path
) -> None:
    """Cut off at each step of one mail after the other, killed, and started again."""
    log, mails = tmp_path / "log", 1
    async with Proxy("127.0.0.1", mail_servers.ports["imap"]) as proxy:
        for number, kill in enumerate(KILLS):
            with process(talk.world, proxy.port, log) as running:
                asked = await caught_up(talk, proxy, mails)
                proxy.holds = lambda chunk, answer, kill=kill: (
                    answer is kill.by_the_server and kill.words in chunk
                )
                await talk.write(reply(asked, kill.answer, number, From=talk.them))
                async with asyncio.timeout(PATIENCE):
                    await proxy.held.wait()
                if kill.when != "before the mail came":
                    await talk.mail(kill.mails)
                    await until(lambda: all_sent(talk))
                running.kill()
                running.wait(10)
            proxy.cut()
            proxy.silent = False
            proxy.held.clear()
            mails = kill.mails
        with process(talk.world, proxy.port, log):
            await caught_up(talk, proxy, mails)
    assert await asyncio.to_thread(talk.post.arrived, talk.world.settings.mail_address) == []
    with talk.world.glance() as turn:
        assert len(turn.db.exec(select(Badge)).all()) == 1
    assert "Traceback" not in log.read_text()
