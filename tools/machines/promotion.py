"""`python -m tools.machines.promotion`: a primary and its synchronous standby behind pgbouncer; the
primary's machine is lost by `kill -9` with its cable pulled while somebody writes and reads. Tells
after how long one can write again, and whether an acknowledged write is gone. Needs what
`tools.machines.failover` needs; a minute. 0 where nothing was lost, and it took below 30 seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.ground.database.store import Store
from tools.machines import cluster
from tools.machines.network import Network

BEFORE, AFTER, PATIENCE = 50, 50, 60.0


def put(store: Store, name: str) -> bool:
    """Write one row; whether that was acknowledged."""
    try:
        with store.write() as db:
            db.execute(text("INSERT INTO mark VALUES (:name, '')"), {"name": name})
    except SQLAlchemyError:
        return False
    return True


def held(store: Store) -> set[str]:
    """The names of the rows there are."""
    with store.read() as db:
        return set(db.scalars(text("SELECT name FROM mark")))


def lose_primary(network: Network, folder: Path) -> int:
    """Set it all up, lose the primary, tell what came of it; the exit status."""
    monitor = network.machine("monitor")
    servers = [network.machine(name) for name in ("pg1", "pg2")]
    address = cluster.start_monitor(monitor, folder)
    for each in servers:
        cluster.start_server(each, address, folder)
    states = cluster.settled(monitor)
    hosts = ",".join(f"{each.address}:{cluster.POOLED}" for each in servers)
    url = f"postgresql://postgres@{hosts}/cocarde?target_session_attrs="
    writing, reading = Store(f"{url}read-write"), Store(f"{url}prefer-standby")
    writing.prepare()
    done = [f"before {n}" for n in range(BEFORE) if put(writing, f"before {n}")]
    lost = next(each for each in servers if states[each.name] == "primary")
    lost.cut()
    lost.power_off()
    begun = time.monotonic()
    seen = len(held(reading))
    read = time.monotonic() - begun
    tries = 0
    while not put(writing, f"try {tries}") and time.monotonic() - begun < PATIENCE:
        tries += 1
        time.sleep(0.2)
    back = time.monotonic() - begun
    done += [f"after {n}" for n in range(AFTER) if put(writing, f"after {n}")]
    gone = [name for name in done if name not in held(writing)]
    writing.close()
    reading.close()
    print(f"{seen} rows read from the standby after {read:.1f} s")
    print(f"written again after {back:.1f} s; of {len(done)} acknowledged writes {len(gone)} lost")
    return int(bool(gone) or back > 30)


def main() -> int:
    """Make the machines, run, remove them; gives the exit status."""
    with tempfile.TemporaryDirectory(prefix="cocarde-promotion-") as name, Network(79) as network:
        Path(name).chmod(0o755)
        return lose_primary(network, Path(name))


if __name__ == "__main__":
    sys.exit(main())
