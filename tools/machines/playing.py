"""What fails, one thing after the other, while people come; and the table of what came of it."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.machines.crowd import account

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.machines.world import Outside

EVERY = 1.6  # seconds until somebody new comes
BETWEEN = 30.0  # seconds from one event to the next, at least


@dataclass(slots=True)
class Event:
    """What happens to whom, and for how many seconds."""

    name: str
    begin: Callable[[], None]
    end: Callable[[], None]
    seconds: float


@dataclass(slots=True)
class Line:
    """A line of the table."""

    name: str
    begun: float
    ended: float


def nothing() -> None:
    """Nothing fails."""


async def play(out: Outside, happening: list[Event]) -> list[Line]:
    """Let people come while one thing after the other happens; gives when each did."""
    lines = []
    coming = asyncio.create_task(out.crowd.come(EVERY))
    for event in happening:
        begun = time.monotonic()
        await asyncio.to_thread(event.begin)
        await asyncio.sleep(event.seconds)
        await asyncio.to_thread(event.end)
        await asyncio.sleep(max(BETWEEN - event.seconds, 8))
        lines.append(Line(event.name, begun, time.monotonic()))
        sys.stderr.write(f"{event.name}\n")
    await coming
    await out.crowd.end()
    return lines


def table(out: Outside, lines: list[Line]) -> int:
    """Print what came of it; the exit status."""
    crowd = out.crowd
    print("| what failed | answers | longest wait | leases taken over after |")
    print("|---|---|---|---|")
    for line in lines:
        moved = out.holders.changed(line.begun, line.ended)
        waited = f"{crowd.longest(line.begun, line.ended):.1f} s"
        print(
            f"| {line.name} | {crowd.asked(line.begun, line.ended)} | {waited} | {moved or '–'} |"
        )
    found = account(crowd)
    print(
        f"\n{len(crowd.chatters)} claims by chat, {len(crowd.mailers)} by mail: {len(found.lost)} "
        f"lost, {len(found.doubled)} doubled, {found.repeated} messages repeated."
    )
    print(*found.lost[:20], *found.doubled[:20], sep="\n")
    return int(bool(found.lost or found.doubled))
