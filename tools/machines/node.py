"""`python -m tools.machines.node`: Cocarde as `run` starts it, every door and the worker; evidence
behind links is always found."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from cocarde.installation import open_world
from cocarde.operate.doors import parts
from cocarde.operate.run import run
from core.ground import logs
from core.ground.settings import read_settings
from core.programmes.link_check import LinkCheck

if __name__ == "__main__":
    settings = read_settings()
    logs.configure(settings)
    world = replace(open_world(settings), fetch=lambda url: LinkCheck("found", 200))
    asyncio.run(run(world, parts()))
