"""Who alone may do something, for how long: one row a name, refreshed by its holder."""

import os
import socket
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.ground.tables import Lease
from core.ground.world import World, runs_again


def this_process() -> str:
    """The name of a holder: the machine and the process."""
    return f"{socket.gethostname()}/{os.getpid()}"


def is_gone(holder: str) -> bool:
    """Whether a holder was a process of this machine that has ended."""
    host, _, number = holder.rpartition("/")
    if host != socket.gethostname() or os.name == "nt":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(number) == os.getpid()


@runs_again
def take(
    world: World,
    name: str,
    holder: str,
    life: timedelta,
    gone: Callable[[str], bool] = lambda _: False,
) -> bool:
    """Take a lease for so long, or refresh one's own; false while another holder has it.

    `gone` tells of a holder whose end is known for sure: its lease need not run out first.
    """
    with world.turn() as turn:
        lease = turn.db.exec(select(Lease).where(Lease.name == name).with_for_update()).first()
        if lease is None:
            turn.db.add(Lease(name=name, holder=holder, until=turn.at + life))
            return True
        if lease.holder != holder and lease.until > turn.at and not gone(lease.holder):
            return False
        turn.db.exec(
            update(Lease).where(col(Lease.name) == name).values(holder=holder, until=turn.at + life)
        )
        return True


@runs_again
def drop(world: World, name: str, holder: str) -> None:
    """Give a lease back, so that the next one can take it at once."""
    with world.turn() as turn:
        turn.db.exec(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))
