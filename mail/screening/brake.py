"""A brake: two machines that answer each other must come to rest."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from core.desk.incoming import Incoming
from core.ground.effects import Effects, Outcome
from core.ground.message_kinds import MessageKind
from core.ground.rows import inbox
from core.ground.tables import Outbox, Token
from core.ground.world import Turn, World
from core.people import tokens
from core.people.people import fold
from core.people.tokens import Purpose

WITHIN = timedelta(hours=1)
MOST = 12
MOST_PROVEN = 40  # more, so that forged mails in a person's name do not silence the person
MOST_STAFF = 400  # somebody who decides on a pile of claims answers one letter after another
BY_STAFF = (Purpose.DECIDE, Purpose.SUPPORT)
ANSWERS = (
    select(func.count())
    .select_from(Outbox)
    .where(Outbox.door == bindparam("door"), Outbox.kind == MessageKind.REPLY)
    .where(col(Outbox.created_at) > bindparam("since"))
)
TO_PLACE = ANSWERS.where(Outbox.place == bindparam("place"))
ABOUT_CLAIM = ANSWERS.where(col(Outbox.claim_id) == bindparam("claim"))


def too_many(world: World, incoming: Incoming) -> Effects | None:
    """Remember a mail without answering it, when its address or claim had its share this hour;
    gives what that caused.

    None when the mail may be answered. The mail stays kept either way.
    """
    with world.glance() as turn:
        why = braked(turn, incoming)
    if not why:
        return None
    with world.turn() as turn:
        if inbox.first_time(turn, incoming.source, incoming.source_id):
            turn.effects.conclude(Outcome.IGNORED, why)
        else:
            turn.effects.conclude(Outcome.DUPLICATE, "this mail was worked before")
        return turn.effects


def braked(turn: Turn, incoming: Incoming) -> str:
    """Why nothing more is answered for now; empty when it may be."""
    since = {"door": incoming.door, "since": turn.at - WITHIN}
    place = {**since, "place": fold(incoming.door, incoming.value)}
    token = tokens.find(turn, incoming.token) if incoming.token else None
    most = share(incoming, token)
    if answers(turn, TO_PLACE, place) >= most:
        return f"{most} answers to its address within an hour"
    about = {**since, "claim": token.claim_id if token else None}
    if token is not None and answers(turn, ABOUT_CLAIM, about) >= MOST_PROVEN:
        return f"{MOST_PROVEN} answers about its claim within an hour"
    return ""


def share(incoming: Incoming, token: Token | None) -> int:
    """How many answers an hour an address may get."""
    if token is not None and token.purpose in BY_STAFF and incoming.authentic:
        return MOST_STAFF
    return MOST_PROVEN if incoming.token or incoming.authentic else MOST


def answers(turn: Turn, query: Any, values: Mapping[str, object]) -> int:
    return int(turn.db.connection().execute(query, values).scalar_one())
