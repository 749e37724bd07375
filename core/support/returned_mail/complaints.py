"""Complaints: a reader called a mail of ours spam, and their provider tells us (RFC 5965)."""

from uuid import UUID

from core.ground.effects import Outcome
from core.ground.tables import Outbox
from core.ground.world import Turn
from core.people import people
from core.people.opt_outs import stop
from core.support.returned_mail.bounces import programme_of

COMPLAINED = "a reader called a mail of ours spam: no more unasked ones go there"


def complained(turn: Turn, row_id: UUID | None) -> None:
    """Send no more invitations and reminders of that mail's programme to its reader, who called it
    spam."""
    row = turn.db.get(Outbox, row_id) if row_id else None
    if row is None or row.door != people.MAIL:
        turn.effects.conclude(Outcome.COMPLAINT, "a complaint about no mail of ours that is known")
        return
    address = people.meet(turn, people.MAIL, row.place)
    if programme := programme_of(turn, row):
        stop(turn, address, programme)
    turn.effects.conclude(Outcome.COMPLAINT, COMPLAINED)
