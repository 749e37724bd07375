"""A badge that a wider one was given for is revoked: a human decides what becomes of the wider."""

from core.claims import claim_form
from core.claims.gathering import in_words
from core.claims.gathering.lost import LostGround, lost_ground
from core.ground.tables import Claim
from core.ground.world import Turn
from core.programmes.file_values import said
from core.support import CaseSubject, Occasion, open_case


def look(turn: Turn, subject: str) -> None:
    """Open a case for each wider badge that has too little ground without the badge which a timer
    names. Its holder is told nothing: nobody has decided yet."""
    for lost in lost_ground(turn, subject):
        claim = turn.db.get_one(Claim, lost.wider.claim_id)
        about = CaseSubject(
            Occasion.COMPONENT,
            f"{lost.component.id}:{lost.wider.id}",
            why(turn, lost, claim),
            lost.wider.programme,
            lost.person,
            claim,
        )
        open_case(turn, about)


def why(turn: Turn, lost: LostGround, claim: Claim) -> str:
    """Which badge is revoked, which wider one was given for it, what is missing, what can be
    done."""
    form = claim_form.form_of(turn, claim)
    language = form.programme.languages[0]
    return turn.say(
        language,
        "case.component_lost",
        badge=lost.component.name,
        organisation=lost.component.organisation or said(form.programme.name, language),
        wider=lost.wider.name,
        day=form.day(lost.wider.issued_at, language),
        missing=in_words.missing(turn, form.programme, language, lost.far),
    )
