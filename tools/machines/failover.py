"""`python -m tools.machines.failover`: two machines with Cocarde over a primary and a synchronous
standby (pg_auto_failover) behind pgbouncer; people claim while the primary and the standby are lost
in turn, and a reader looks at public pages. Prints a table; 0 where nothing was lost and nothing
came twice. Needs root and Debian's pg-auto-failover-cli, postgresql-15-auto-failover and pgbouncer;
takes about five minutes."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from sqlmodel import col, select

from core.ground.tables import Badge
from tools.machines import cluster
from tools.machines.network import Machine, Network
from tools.machines.playing import Event, Line, nothing, play, table
from tools.machines.world import Outside, outside

if TYPE_CHECKING:
    from collections.abc import Callable

CHATTERS, MAILERS = 120, 40


@dataclass(slots=True)
class Reader:
    """Somebody who looks at public pages on both machines, four times a second."""

    apps: list[Machine]
    looks: list[tuple[float, float, bool]] = field(default_factory=list)

    async def read(self, out: Outside) -> None:
        """Look on and on, once there is a badge."""
        while not (badge := await asyncio.to_thread(first_badge, out)):  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        paths = (f"/b/{badge}", f"/b/{badge}.json", "/i/service-civique",
                 "/ob3/status/service-civique/1.json")  # fmt: skip
        async with httpx.AsyncClient(timeout=20) as web:
            while True:
                for path in paths:
                    for app in self.apps:
                        await self.look(web, f"http://{app.address}:8000{path}")
                await asyncio.sleep(0.25)

    async def look(self, web: httpx.AsyncClient, url: str) -> None:
        """Read a page, and note whether it came and how long that took."""
        begun = time.monotonic()
        try:
            found = (await web.get(url)).status_code == 200
        except httpx.HTTPError:
            found = False
        self.looks.append((begun, time.monotonic() - begun, found))

    def told(self, line: Line) -> str:
        """How many pages were read in the time of an event, and the longest that one took."""
        seen = [each for each in self.looks if line.begun <= each[0] < line.ended]
        right = sum(found for _, _, found in seen)
        longest = max((took for _, took, _ in seen), default=0.0)
        return f"{line.name}: {right} of {len(seen)} pages, the slowest in {longest:.1f} s"


def first_badge(out: Outside) -> str:
    """The id of a badge; empty before the first."""
    with out.world.glance() as turn:
        return turn.db.exec(select(Badge.id).order_by(col(Badge.issued_at)).limit(1)).first() or ""


def events(monitor: Machine, servers: list[Machine], folder: Path, address: str) -> list[Event]:
    """What happens, one after the other."""
    lost: list[Machine] = []

    def lose(state: str) -> Callable[[], None]:
        def begin() -> None:
            found = cluster.states(monitor)
            lost.append(next(each for each in servers if found[each.name] == state))
            lost[-1].cut()
            lost[-1].power_off()

        return begin

    def bring_back() -> None:
        lost[-1].mend()
        cluster.start_server(lost[-1], address, folder)
        cluster.settled(monitor)

    return [
        Event("nothing", nothing, nothing, 10),
        Event("primary killed -9, its cable pulled", lose("primary"), bring_back, 40),
        Event("the other one, primary by then", lose("primary"), bring_back, 40),
        Event("standby killed -9, its cable pulled", lose("secondary"), bring_back, 30),
    ]


async def run(network: Network, folder: Path) -> int:
    monitor = network.machine("monitor")
    servers = [network.machine(name) for name in ("pg1", "pg2")]
    apps = [network.machine(name) for name in ("app1", "app2")]
    address = cluster.start_monitor(monitor, folder)
    for each in servers:
        cluster.start_server(each, address, folder)
    sys.stderr.write(f"{cluster.settled(monitor)}\n")
    hosts = ",".join(f"{each.address}:{cluster.POOLED}" for each in servers)
    url = f"postgresql://postgres@{hosts}/cocarde?target_session_attrs="
    with outside(network, f"{url}read-write", folder, f"{url}prefer-standby") as out:
        await out.open_ports()
        out.crowd.prepare(CHATTERS, MAILERS)
        for each in apps:
            out.start(each)
        await asyncio.sleep(12)
        reader = Reader(apps)
        reading = asyncio.create_task(reader.read(out))
        lines = await play(out, events(monitor, servers, folder, address))
        reading.cancel()
        status = table(out, lines)
        print("\nPublic pages, read on both machines:", *map(reader.told, lines), sep="\n- ")
        return status


def main() -> int:
    """Make the machines, run, remove them; gives the exit status."""
    with tempfile.TemporaryDirectory(prefix="cocarde-failover-") as name, Network(78) as network:
        Path(name).chmod(0o755)
        return asyncio.run(run(network, Path(name)))


if __name__ == "__main__":
    sys.exit(main())
