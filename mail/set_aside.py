"""Who wrote a mail that nobody can read, as far as its head says; nothing proves it."""

from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parseaddr
from uuid import UUID

from core.claims import people
from core.ground.world import Turn

HEAD, LONGEST = 64_000, 1_000  # bytes of a mail, signs of its From


def writer(turn: Turn, raw: bytes) -> UUID | None:
    """The person of the address in From, if that address is known."""
    try:
        head = BytesHeaderParser(policy=compat32).parsebytes(raw[:HEAD])
        named = parseaddr(str(head["From"] or "")[:LONGEST])[1]
    except (MessageError, ValueError, LookupError):
        return None
    address = people.find(turn, people.MAIL, named) if named else None
    return address.person_id if address else None
