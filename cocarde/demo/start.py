"""The demo begins: its store filled, its mail servers, its doors and its pages opened."""

import asyncio
import fcntl
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

from cocarde.demo import lost_invitation, mail_page, people, sites
from cocarde.demo.servers.mail_loop import MailLoop
from cocarde.demo.stage import MAILBOX, Clock, Stage
from cocarde.installation import open_world
from cocarde.worker import work
from core.ground.paths import at_home
from core.ground.settings import Settings
from mail import deliver as mail_deliver
from mail import listen as mail_listen
from web import listen as web_app

PORT = 8000


@asynccontextmanager
async def stage(
    public_url: str = "", folder: Path | None = None, *, live: bool = False
) -> AsyncIterator[Stage]:
    """Open the stage on free ports of 127.0.0.1; its store starts empty, its keys stay.

    `live`: what the pages ask for is done by itself, as in `cocarde run`; else whoever plays the
    demo says when, and the same play gives the same words.
    """
    clock, stop = Clock(), asyncio.Event()
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(own_folder(folder or at_home("var/demo")))
        empty_store(folder)
        loop = await stack.enter_async_context(MailLoop(now=clock.now))
        place = web_app.listening("127.0.0.1", free_port())
        port = int(place.getsockname()[1])
        elsewhere = stack.enter_context(sites.standin())
        settings = demo_settings(folder, loop, port, public_url, elsewhere)
        world = await asyncio.to_thread(open_world, settings, now=clock.now)
        with world.turn() as turn:
            people.seed(turn, clock.now().date())
        await asyncio.to_thread(lost_invitation.lose_invitation, world, people.UNLUCKY)
        on = Stage(world, clock, loop, folder)
        pages = web_app.build(world, extra_routes=mail_page.routes(on))
        doors = [
            web_app.serve(pages, place, stop),
            mail_listen.run(world, stop),
            mail_deliver.run(world, stop),
            *([work(world, stop)] if live else []),
        ]
        on.tasks = [asyncio.create_task(door) for door in doors]
        try:
            yield on
        finally:
            stop.set()
            await asyncio.gather(*on.tasks, return_exceptions=True)
            world.store.close()


def demo_settings(
    folder: Path, loop: MailLoop, port: int, public_url: str, elsewhere: str
) -> Settings:
    """The settings of a demo: everything on 127.0.0.1, its state in this folder; `elsewhere` sends
    evidence to the played sites."""
    here = f"http://127.0.0.1:{port}"
    return Settings(
        database_url=f"sqlite:///{folder / 'cocarde.db'}",
        public_url=public_url or here,
        smtp_url=loop.smtp_url,
        imap_url=loop.imap_url(MAILBOX),
        mail_address=MAILBOX,
        mail_authserv_id="demo.invalid",
        key_file=str(folder / "keys.json"),
        fetch_map=elsewhere,
        listen=f"127.0.0.1:{port}",
        log_level="WARNING",
    )


@contextmanager
def own_folder(wanted: Path) -> Iterator[Path]:
    """The folder that no other demo plays in: the one wanted, else `demo-2`, `demo-3` …"""
    for number in count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder
            return


def empty_store(folder: Path) -> None:
    """Yesterday's demo is forgotten; its keys are kept, so that its badges still verify."""
    for left in folder.glob("cocarde.db*"):
        left.unlink()
    shutil.rmtree(folder / "badges", ignore_errors=True)


def free_port() -> int:
    """Port 8000 when nobody has it, else any."""
    for wanted in (PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on 127.0.0.1")
