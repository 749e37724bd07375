"""A card or a human's answer that did not arrive, on its way to another place of its reader."""

from dataclasses import replace
from uuid import UUID

from core.claims import people, tokens
from core.claims.tokens import Purpose
from core.ground import outbox
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.outbox import To
from core.ground.tables import Address, Entry, Outbox
from core.ground.world import Turn

OF_CASES = (MessageKind.CASE, MessageKind.HUMAN)


def redirect(turn: Turn, row: Outbox, address: Address) -> bool:
    """Send a card or an answer of the staff to another address of its reader, by mail with a secret
    of its own so that their answer finds the case. False where it was sent there before."""
    entry = turn.db.get(Entry, UUID(row.subject.rpartition(":")[2].partition(">")[0]))
    message = Message.from_json(row.message)
    if entry is not None and address.door == people.MAIL:
        purpose = Purpose.SUPPORT if row.kind == MessageKind.CASE else Purpose.CASE
        secret = tokens.give(turn, purpose, address, about=entry.case_id)
        message = replace(message, token=secret)
    to = To(address.door, address.value, address.person_id, row.claim_id)
    return outbox.put(turn, to, MessageKind(row.kind), f"{row.subject}>{address.door}", message)
