"""The web door, with the paths on which it takes what is pushed to other doors."""

import asyncio
from collections.abc import Iterator

from starlette.routing import BaseRoute

from cocarde.operate import doors
from core.ground.world import World
from web import listen


async def run(world: World, stop: asyncio.Event) -> None:
    """Answer on COCARDE_LISTEN until told to stop; raises `Trouble` where the address is taken."""
    await listen.run(world, stop, list(pushed(world)))


def pushed(world: World) -> Iterator[BaseRoute]:
    """The paths of the doors that have something pushed to them by these settings."""
    for door in doors.DOORS:
        if door.pushed and door.pushed.is_open(world.settings):
            yield from doors.load(door.pushed.run)(world)
