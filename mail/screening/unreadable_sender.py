"""Who wrote a mail that nobody can read, as far as its head says; nothing proves it."""

from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parseaddr
from uuid import UUID

from core.ground.world import Turn
from core.people import people

HEAD, LONGEST = 64_000, 1_000  # bytes of a mail, signs of its From
MOST_BRACKETS = 50


def nested(written: str) -> bool:
    """Whether a header has more brackets than any person's: the standard parser recurses."""
    return written.count("(") + written.count("<") + written.count("[") > MOST_BRACKETS


def writer(turn: Turn, raw: bytes) -> UUID | None:
    """The key of the person whose address stands in From; None where it is not known or cannot be
    read."""
    try:
        head = BytesHeaderParser(policy=compat32).parsebytes(raw[:HEAD])
        written = str(head["From"] or "")[:LONGEST]
        named = "" if nested(written) else parseaddr(written)[1]
    except (MessageError, ValueError, LookupError, RecursionError):
        return None
    address = people.find(turn, people.MAIL, named) if named else None
    return address.person_id if address else None
