"""What a wider badge was given for is gone: a human decides what becomes of the wider one."""

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.gathering import in_words
from core.claims.gathering.lost import PARTED, LostGround, lost_ground
from core.ground.tables import Case, Claim
from core.ground.world import Turn
from core.programmes.file_values import said
from core.support import CaseSubject, Occasion, open_case


def look(turn: Turn, subject: str) -> None:
    """Open a case for each wider badge that has too little ground without what a timer names. Its
    holder is told nothing: nobody has decided yet."""
    for lost in lost_ground(turn, subject):
        claim = turn.db.get_one(Claim, lost.wider.claim_id)
        if waits(turn, claim):
            continue
        about = CaseSubject(
            Occasion.COMPONENT,
            f"{lost.component.id if lost.component else PARTED}:{lost.wider.id}",
            why(turn, lost, claim),
            lost.wider.programme,
            lost.person,
            claim,
        )
        open_case(turn, about)


def waits(turn: Turn, claim: Claim) -> bool:
    """Whether a human has already to decide about the wider badge of this claim."""
    about = select(Case.id).where(Case.occasion == Occasion.COMPONENT, Case.claim_id == claim.id)
    return turn.db.exec(about.where(col(Case.closed_at).is_(None))).first() is not None


def why(turn: Turn, lost: LostGround, claim: Claim) -> str:
    """What is gone, which wider badge was given for it, what is missing, what can be done."""
    form = claim_form.form_of(turn, claim)
    language, component = form.programme.languages[0], lost.component
    values = {
        "wider": lost.wider.name,
        "day": form.day(lost.wider.issued_at, language),
        "missing": in_words.missing(turn, form.programme, language, lost.far),
    }
    if component is None:
        return turn.say(language, "case.ground_parted", **values)
    values["organisation"] = component.organisation or said(form.programme.name, language)
    return turn.say(language, "case.component_lost", badge=component.name, **values)
