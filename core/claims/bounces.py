"""Mails that came back: noted on their outbox row, and the person reached another way."""

from uuid import UUID

from core.claims import people, places
from core.claims.cases import CASE, Matter, Occasion, open_case
from core.ground import outbox
from core.ground.effects import Outcome
from core.ground.tables import Claim, Outbox, Person
from core.ground.world import Turn, World


def bounced(turn: Turn, row_id: UUID | None, why: str, *, hard: bool, final: bool = False) -> None:
    """A mail did not arrive, for good or for now; a row that is not ours changes nothing.

    A `final` one goes where else its person can be reached, else to the staff. A `hard` one is
    final, and its address is left until the person writes from there.
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
    if hard or final:
        row.state = outbox.DEAD
        turn.db.add(row)
        turn.db.flush()
        if hard:
            places.closed(turn, row.door, row.place)
        if not places.elsewhere(turn, row):
            tell_staff(turn, row, Occasion.BOUNCED, why)
    turn.db.add(row)


def not_taken(world: World, row: Outbox, why: str, *, permanent: bool, wait: float = 0.0) -> None:
    """A door could not hand a message over: later, or else elsewhere, or to the staff."""
    if outbox.failed(world, row, why, permanent=permanent, wait=wait) and row.kind != CASE:
        with world.turn() as turn:
            if not places.elsewhere(turn, row):
                tell_staff(turn, row, Occasion.UNDELIVERED, why)


def tell_staff(turn: Turn, row: Outbox, occasion: Occasion, why: str) -> None:
    """A case; of a campaign nobody is told one by one: `roster show` lists what came back."""
    claim = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    person = turn.db.get(Person, row.person_id) if row.person_id else None
    programme = claim.programme if claim else ""
    matter = Matter(
        occasion, str(row.id), f"{row.kind} → {row.place}: {why}", programme, person, claim
    )
    open_case(turn, matter, told=not row.bulk)
