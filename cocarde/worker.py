"""The worker: does what is due, once a second; while nothing is, it draws what badges will need."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator

from core.desk.page_forms.asked import answer_waiting
from core.due import due
from core.ground.rows import bodies
from core.ground.world import World
from core.issuing.drawing import draw_ahead
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.rights.retention import jobs

EVERY, TIDY_EVERY = 1.0, 600.0

log = logging.getLogger(__name__)


async def work(world: World, stop: asyncio.Event) -> None:
    """Do what is due until told to stop; a store that is away for a while is tried again."""
    ahead, loop = to_draw(world), asyncio.get_running_loop()
    tidy_at = loop.time() + EVERY
    while not stop.is_set():
        try:
            await asyncio.to_thread(answer_waiting, world)
            await asyncio.to_thread(due, world)
            await asyncio.to_thread(draw_next, world, ahead)
            if loop.time() >= tidy_at:
                await asyncio.to_thread(bodies.forget, world)
                await asyncio.to_thread(jobs.begin, world)
                tidy_at = loop.time() + TIDY_EVERY
        except Exception:
            log.exception("What is due could not be done; trying again.")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)


def to_draw(world: World) -> Iterator[tuple[Programme, BadgeClass]]:
    """Every badge class, once in the life of a process."""
    for programme in catalogue(world.settings.programmes_folder).programmes.values():
        for badge in programme.badge:
            yield programme, badge


def draw_next(world: World, ahead: Iterator[tuple[Programme, BadgeClass]]) -> None:
    """The pictures of the next badge class that has none: nobody's first badge waits for them."""
    for programme, badge in ahead:
        if draw_ahead(world, programme, badge):
            return
