"""Mails that came back: noted on their outbox row, and the person reached another way."""

from uuid import UUID

from core.claims import people, places
from core.ground import outbox
from core.ground.effects import Outcome
from core.ground.tables import Outbox
from core.ground.world import Turn


def bounced(turn: Turn, row_id: UUID | None, why: str, *, hard: bool) -> None:
    """A mail did not arrive, for good (`hard`) or for now; a row that is not ours changes nothing.

    For good: the address is left until its person writes from there, and what bounced goes where
    else they can be reached.
    """
    row = turn.db.get(Outbox, row_id) if row_id else None
    known = row is not None and row.door == people.MAIL
    turn.effects.told(
        Outcome.BOUNCE_HARD if hard else Outcome.BOUNCE_SOFT,
        why if known else f"{why} (not a mail of ours that is still known)",
    )
    if row is None or not known:
        return
    row.error = why
    if hard:
        row.state = outbox.DEAD
        turn.db.add(row)
        turn.db.flush()
        places.closed(turn, row.door, row.place)
        places.elsewhere(turn, row)
    turn.db.add(row)
