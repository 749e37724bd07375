"""Opening a case: once for each occasion and subject, diagnosed where there is a person."""

from datetime import timedelta

from sqlmodel import col, select

from core.ground.rows.insert import add_new
from core.ground.tables import Case
from core.ground.world import REF, Turn
from core.support import cards, case_diagnosis, case_life
from core.support.case import CaseState, CaseSubject, Occasion

REF_LETTERS, DIGITS = 5, "23456789"
LONGEST = 500
HOUR = timedelta(hours=1)


def open_case(turn: Turn, about: CaseSubject, *, told: bool = True) -> Case:
    """Open a case and tell the staff. The case that was opened before for this occasion and subject
    comes back as it is, and nobody is told again."""
    case = Case(
        id=turn.chance.uuid(),
        ref=turn.chance.letters(REF_LETTERS, REF) + turn.chance.letters(1, DIGITS),
        occasion=about.occasion,
        subject=about.subject,
        programme=about.programme,
        person_id=about.person.id if about.person else None,
        claim_id=about.claim.id if about.claim else None,
        mission_id=about.mission.id if about.mission else None,
        state=CaseState.OPEN,
        cause=about.cause,
        why=about.why[:LONGEST],
        opened_at=turn.at,
    )
    if not add_new(turn, case):
        return known(turn, about)
    opened = turn.db.get_one(Case, case.id)
    diagnose(turn, opened)
    if told:
        case_life.waits(turn, opened)
        cards.deal(turn, opened)
    return opened


def diagnose(turn: Turn, case: Case) -> None:
    """Write down what its person is diagnosed with, as far as nobody has told more."""
    found = case_diagnosis.diagnosis(turn, case)
    if found is None:
        return
    case.cause = case.cause or found.cause
    case.programme = case.programme or found.programme
    case.claim_id = case.claim_id or (found.claim.id if found.claim else None)
    case.mission_id = case.mission_id or (found.mission.id if found.mission else None)
    turn.db.add(case)
    turn.db.flush()


def poisoned(turn: Turn, source_id: str, why: str) -> None:
    """Open a case for an input that was set aside after its third failure; of many within an hour
    the staff are told of the first."""
    lately = select(Case.id).where(
        Case.occasion == Occasion.POISON, col(Case.opened_at) > turn.at - HOUR
    )
    told = turn.db.exec(lately).first() is None
    open_case(turn, CaseSubject(Occasion.POISON, source_id, why), told=told)


def known(turn: Turn, about: CaseSubject) -> Case:
    """The case that was opened for this occasion and subject."""
    query = select(Case).where(Case.occasion == about.occasion, Case.subject == about.subject)
    return turn.db.exec(query).one()
