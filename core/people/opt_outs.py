"""« STOP »: an address asks for no more mails of a programme that it did not ask for.

Nothing is lost by it: what was begun stays, and an answer a year later still works.
"""

from core.ground.rows.insert import add_new
from core.ground.tables import Address, Stop
from core.ground.world import Turn

STOPPED = "the person asked for no more mails"


def stop(turn: Turn, address: Address, programme: str) -> None:
    """Send no more invitations and reminders of this programme to this address."""
    add_new(turn, Stop(address_id=address.id, programme=programme, stopped_at=turn.at))


def stopped(turn: Turn, address: Address, programme: str) -> bool:
    """Whether only what the person asks for may still be sent there."""
    return turn.db.get(Stop, (address.id, programme)) is not None
