"""What a case was about has happened after all: it has nothing left to do and closes by itself."""

from sqlmodel import col, select

from core.claims.cases import cards, entries, life
from core.claims.cases.entries import Kind
from core.claims.cases.matter import Occasion, State
from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn


def decided(turn: Turn, claim: Claim, member: Person, door: str) -> None:
    """Close the case of a claim that waited too long, in the name of who decided it."""
    close(turn, claim, Occasion.OVERDUE, member, door)


def close(
    turn: Turn, claim: Claim, occasion: Occasion, member: Person | None = None, door: str = ""
) -> None:
    """Close the open case of a claim with this occasion, in the name of nobody of the staff where
    none is given; not where its person wrote, who waits for an answer.

    One that somebody holds at this moment is left: whoever decides holds the claim already.
    """
    query = select(Case).where(Case.claim_id == claim.id, Case.occasion == occasion)
    query = query.where(Case.state == State.OPEN, col(Case.merged_into_id).is_(None))
    for case in turn.db.exec(query.with_for_update(skip_locked=True)).all():
        if not entries.of(turn, case, Kind.SAID):
            life.rests(turn, case, State.CLOSED)
            entries.add(turn, case, Kind.CLOSED, member, door=door)
            cards.refresh(turn, case)
