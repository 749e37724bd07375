"""What came of an invitation."""

from core.claims.diagnosis.causes import Cause
from core.claims.diagnosis.facts import Known, Put
from core.ground import outbox


def came_of(rows: list[Put]) -> tuple[Cause, Put]:
    """The cause that an invitation gives, and the row that shows it; of several rows, one that
    arrived counts most."""
    by_state = {row.state: row for row in rows}
    if outbox.SENT in by_state:
        return Cause.UNANSWERED, by_state[outbox.SENT]
    if outbox.DEAD in by_state and outbox.WAITING not in by_state:
        return Cause.INVITATION_BOUNCED, by_state[outbox.DEAD]
    return Cause.INVITATION_DUE, by_state.get(outbox.WAITING, rows[-1])


def sent_to(known: Known, row: Put) -> dict[str, str]:
    """The values of the sentence about a message: where it went, when, and what the other side
    said."""
    at = row.sent_at or row.due_at
    return {"place": known.place(row), "at": at.isoformat(), "why": row.error}
