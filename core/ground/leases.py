"""Who alone may do something, for how long: one row a name, refreshed by its holder."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.ground.tables import Lease
from core.ground.world import World


def take(
    world: World,
    name: str,
    holder: str,
    life: timedelta,
    gone: Callable[[str], bool] = lambda _: False,
) -> bool:
    """Take or refresh a lease; false while another holder has it.

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


def drop(world: World, name: str, holder: str) -> None:
    """Let the next one take it at once."""
    with world.turn() as turn:
        turn.db.exec(delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder))
