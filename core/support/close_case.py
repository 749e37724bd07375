"""The case of a claim closes by itself: what it waited for has come."""

from sqlmodel import col, select

from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn
from core.support import cards, case_life, case_log
from core.support.case import CaseState, Occasion
from core.support.case_log import EntryKind


def close_overdue(turn: Turn, claim: Claim, member: Person, door: str) -> None:
    """Close the case of a claim that waited too long, in the name of who decided it."""
    close_of_claim(turn, claim, Occasion.OVERDUE, member, door)


def close_of_claim(
    turn: Turn, claim: Claim, occasion: Occasion, member: Person | None = None, door: str = ""
) -> None:
    """Close the open case of a claim with this occasion, in the name of nobody of the staff where
    none is given; not where its person wrote, who waits for an answer.

    One that somebody holds at this moment is left: whoever decides holds the claim already.
    """
    query = select(Case).where(Case.claim_id == claim.id, Case.occasion == occasion)
    query = query.where(Case.state == CaseState.OPEN, col(Case.merged_into_id).is_(None))
    for case in turn.db.exec(query.with_for_update(skip_locked=True)).all():
        if not case_log.of(turn, case, EntryKind.SAID):
            case_life.rests(turn, case, CaseState.CLOSED)
            case_log.add(turn, case, EntryKind.CLOSED, member, door=door)
            cards.refresh(turn, case)
