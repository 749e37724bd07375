"""`python -m tools.machines`: two machines with Cocarde and one with PostgreSQL, joined by a
bridge; people claim by chat and mail while each fails in turn. Prints a table; 0 where nothing was
lost and nothing came twice. Needs root, ip(8), PostgreSQL, Postfix and Dovecot; takes about four
minutes."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from tools.machines import postgres
from tools.machines.network import Machine, Network
from tools.machines.playing import Event, nothing, play, table
from tools.machines.world import Outside, outside

CHATTERS, MAILERS = 110, 40


def events(out: Outside, apps: list[Machine], db: Machine) -> list[Event]:
    """What happens, one after the other; whoever holds the leases is hit."""
    hit: list[Machine] = []

    def owner() -> Machine:
        hit.append(out.owner(apps))
        return hit[-1]

    def cut() -> None:
        owner().cut()

    def back() -> None:
        hit[-1].mend()

    def off() -> None:
        owner().power_off()

    return [
        Event("nothing", nothing, nothing, 10),
        Event("owner killed -9", off, lambda: out.start(hit[-1]), 20),
        Event(
            "owner stopped, back after 20 s",
            lambda: owner().signal(signal.SIGSTOP),
            lambda: hit[-1].signal(signal.SIGCONT),
            20,
        ),
        Event("owner cut off for 25 s", cut, back, 25),
        Event("database cut off for 12 s", db.cut, db.mend, 12),
    ]


async def run(network: Network, folder: Path) -> int:
    db, apps = network.machine("db"), [network.machine(name) for name in ("app1", "app2")]
    (folder / "postgres").mkdir()
    url = postgres.server(db, folder / "postgres")
    with outside(network, url, folder) as out:
        await out.open_ports()
        out.crowd.prepare(CHATTERS, MAILERS)
        for each in apps:
            out.start(each)
        await asyncio.sleep(12)
        return table(out, await play(out, events(out, apps, db)))


def main() -> int:
    """Make the machines, run, remove them; gives the exit status."""
    with tempfile.TemporaryDirectory(prefix="cocarde-machines-") as name, Network() as network:
        Path(name).chmod(0o755)
        return asyncio.run(run(network, Path(name)))


if __name__ == "__main__":
    sys.exit(main())
