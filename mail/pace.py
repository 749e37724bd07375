"""A brake: two machines that answer each other must come to rest."""

from datetime import timedelta

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from core.claims.people import fold
from core.desk.incoming import Incoming
from core.desk.speaker import REPLY
from core.ground import inbox
from core.ground.effects import Effects, Outcome
from core.ground.tables import Outbox
from core.ground.world import World

WITHIN = timedelta(hours=1)
MOST = 12
MOST_PROVEN = 40  # more, so that forged mails in a person's name do not silence the person
ANSWERS = (
    select(func.count())
    .select_from(Outbox)
    .where(Outbox.door == bindparam("door"), Outbox.kind == REPLY)
    .where(Outbox.place == bindparam("place"), col(Outbox.created_at) > bindparam("since"))
)


def too_many(world: World, incoming: Incoming) -> Effects | None:
    """Remember a mail without an answer, when its address had its share of answers this hour.

    The mail stays kept; none when the address may be answered.
    """
    place = fold(incoming.door, incoming.value)
    most = MOST_PROVEN if incoming.token or incoming.authentic else MOST
    with world.glance() as turn:
        since = {"door": incoming.door, "place": place, "since": turn.at - WITHIN}
        if turn.db.connection().execute(ANSWERS, since).scalar_one() < most:
            return None
    with world.turn() as turn:
        if inbox.first_time(turn, incoming.source, incoming.source_id):
            turn.effects.told(Outcome.IGNORED, f"{most} answers to its address within an hour")
        else:
            turn.effects.told(Outcome.DUPLICATE, "this mail was worked before")
        return turn.effects
