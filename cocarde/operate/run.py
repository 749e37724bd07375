"""Run every configured door and the worker, until the process is told to stop."""

import asyncio
import logging
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.ground.world import World

PARTS = ("web", "bot", "mail", "worker")

log = logging.getLogger(__name__)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        metavar="PARTS",
        default=",".join(PARTS),
        help=f"some of {','.join(PARTS)}, separated by commas",
    )


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.ground import logs
    from core.ground.settings import read_settings

    settings = read_settings()
    logs.configure(settings)
    parts = chosen(given.only)
    asyncio.run(run(open_world(settings), parts))
    return 0


def chosen(only: str) -> list[str]:
    """The parts named; an unknown one is a mistake of the operator."""
    from core.ground.errors import Trouble

    parts = [part.strip() for part in only.split(",") if part.strip()]
    for part in parts:
        if part not in PARTS:
            raise Trouble(f"There is no part {part!r}.", mend=f"Use some of {', '.join(PARTS)}.")
    return parts


async def run(world: "World", parts: list[str]) -> None:
    """All parts side by side; when one fails the others are stopped, and the reason is told."""
    from core.ground import garbage_collector

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tasks = [asyncio.create_task(work) for work in doors(world, parts, stop)]
    garbage_collector.settle()
    log.info("Running: %s. Pages at %s", ", ".join(parts), world.settings.base)
    ended, _ = await asyncio.wait(
        [*tasks, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED
    )
    stop.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()
    world.store.close()


def doors(world: "World", parts: list[str], stop: asyncio.Event) -> list[Coroutine[Any, Any, None]]:
    """The work of each part that is configured; the others are said to be off."""
    from cocarde.operate.worker import work

    settings = world.settings
    works: list[Coroutine[Any, Any, None]] = []
    if "worker" in parts:
        works.append(work(world, stop))
    if "web" in parts:
        works.append(web(world, stop))
    if "bot" in parts and configured("bot", settings.telegram_token, "COCARDE_TELEGRAM_TOKEN"):
        from bot import listen as bot

        works.append(bot.run(world, stop))
    if "mail" in parts and configured("mail", settings.smtp_url, "COCARDE_SMTP_URL"):
        from mail import deliver

        works.append(deliver.run(world, stop))
    if "mail" in parts and configured("mail", settings.imap_url, "COCARDE_IMAP_URL"):
        from mail import listen

        works.append(listen.run(world, stop))
    return works


async def web(world: "World", stop: asyncio.Event) -> None:
    from web import listen

    webhook = None
    if world.settings.telegram_webhook_secret:
        from bot.updates import webhook as bot_webhook

        webhook = bot_webhook.take
    await listen.run(world, stop, webhook=webhook)


def configured(part: str, setting: str, name: str) -> bool:
    if not setting:
        log.warning("%s is off: %s is not set.", part, name)
    return bool(setting)
