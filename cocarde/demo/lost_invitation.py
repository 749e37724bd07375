"""What has gone wrong before the demo begins: the invitation of somebody came back."""

from sqlmodel import select

from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.tables import Outbox
from core.ground.world import World
from core.support.returned_mail.bounces import bounced

FULL = "552 5.2.2 Mailbox full"


def lose_invitation(world: World, mail: str) -> None:
    """What is due goes out; the invitation to this address comes back, and is a case for staff."""
    due(world)
    with world.turn() as turn:
        query = select(Outbox).where(Outbox.kind == MessageKind.INVITATION, Outbox.place == mail)
        row = turn.db.exec(query).one()
        bounced(turn, row.id, FULL, hard=False, final=True)
