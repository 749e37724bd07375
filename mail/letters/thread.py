"""The mail that a row answers, so that the answer stands in its thread."""

import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32

from core.ground.message_kinds import MessageKind
from core.ground.rows import inbox
from core.ground.tables import Outbox
from core.ground.world import Turn
from mail.parsing.headers import raw_value

MOST_REFERENCES = 10
HEAD = 64 * 1024
_IDENTITY = re.compile(r"<[^<>\s]{3,240}>")


@dataclass(frozen=True, slots=True)
class Origin:
    """The mail that is answered: its Message-ID, empty if it has none that can be written, and the
    thread up to it."""

    message_id: str
    references: str


def origin(turn: Turn, row: Outbox) -> Origin | None:
    """The mail whose working put this row; None for what goes out unasked."""
    source, _, rest = row.subject.partition(":")
    if row.kind not in (MessageKind.REPLY, MessageKind.HUMAN) or source != "mail":
        return None
    known = inbox.find(turn, source, rest.partition(":")[0])
    if known is None:
        return None
    head = known.raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0][:HEAD]
    message = BytesHeaderParser(policy=compat32).parsebytes(head)
    own = _IDENTITY.fullmatch(raw_value(message, "message-id"))
    if own is None or not own[0].isascii():
        return Origin("", "")
    thread = _IDENTITY.findall(raw_value(message, "references"))[-MOST_REFERENCES:]
    kept = [each for each in dict.fromkeys([*thread, own[0]]) if each.isascii()]
    return Origin(own[0], " ".join(kept))
