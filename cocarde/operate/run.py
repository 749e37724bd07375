"""Run every configured door and the worker, until the process is told to stop."""

import asyncio
import logging
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Coroutine
from typing import Any

from cocarde import beating
from cocarde.installation import open_world
from cocarde.language import text
from cocarde.operate import doors
from cocarde.worker import work
from core.ground import garbage_collector, logs
from core.ground.rows import in_hand
from core.ground.settings import read_settings
from core.ground.world import World

log = logging.getLogger(__name__)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        metavar="PARTS",
        help=text("help.run_only", parts=",".join(doors.parts())),
    )


def main(given: Namespace) -> int:
    settings = read_settings()
    logs.configure(settings)
    wanted = doors.chosen(given.only or settings.run)
    with garbage_collector.paused():
        world = open_world(settings)
    asyncio.run(run(world, wanted))
    return 0


async def run(world: World, wanted: list[str]) -> None:
    """All parts side by side; when one fails the others are stopped, and the reason is told."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with garbage_collector.paused():  # the doors are imported
        tasks = [asyncio.create_task(each) for each in works(world, wanted, stop)]
    telling = asyncio.create_task(beating.tell(world, wanted, stop))
    garbage_collector.settle()
    log.info("Running: %s. Pages at %s", ", ".join(wanted), world.settings.base)
    ended, _ = await asyncio.wait(
        [*tasks, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED
    )
    stop.set()
    await asyncio.gather(*tasks, telling, return_exceptions=True)
    for task in ended:
        task.result()
    world.store.close()


def works(world: World, wanted: list[str], stop: asyncio.Event) -> list[Coroutine[Any, Any, None]]:
    """The work of each part that is wanted and configured; the others are said to be off."""
    found = [in_hand.keep(world, stop), *([work(world, stop)] if doors.WORKER in wanted else [])]
    for door in doors.DOORS:
        for opening in door.openings if door.part in wanted else ():
            if opening.is_open(world.settings):
                found.append(doors.load(opening.run)(world, stop))
            else:
                setting = f"COCARDE_{opening.setting.upper()}"
                log.warning("%s is off: %s is not set.", door.part, setting)
    return found
