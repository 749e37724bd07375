"""A claim that waited too long is decided after all: its case has nothing left to do."""

from sqlmodel import col, select

from core.claims.cases import cards, entries, life
from core.claims.cases.entries import Kind
from core.claims.cases.matter import Occasion, State
from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn


def decided(turn: Turn, claim: Claim, member: Person, door: str) -> None:
    """Close the case of an overdue claim, by whom it was decided; not where its person wrote.

    One that somebody holds at this moment is left: whoever decides holds the claim already.
    """
    query = select(Case).where(Case.claim_id == claim.id, Case.occasion == Occasion.OVERDUE)
    query = query.where(Case.state == State.OPEN, col(Case.merged_into_id).is_(None))
    for case in turn.db.exec(query.with_for_update(skip_locked=True)).all():
        if not entries.of(turn, case, Kind.SAID):
            life.close(turn, case, member, door)
            cards.refresh(turn, case)
