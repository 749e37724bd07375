"""What the roster answers to the questions of a claim."""

from sqlmodel import col, select

from core.claims import eligibility
from core.claims.claim_form import ClaimForm
from core.ground.tables import Badge, Claim, Mission, Person, Revocation
from core.ground.world import Turn
from core.people import joined
from core.programmes.form import Question


def on_roster(turn: Turn, form: ClaimForm) -> dict[str, str]:
    """What the roster says to each question, of the mission that the claim is about."""
    known = eligibility.missions_of(turn, form)
    mission = next((each for each in known if each.id == form.claim.mission_id), None)
    mission = mission or next(iter(known), None)
    if mission is None:
        return {}
    told = {each.name: from_roster(each, mission) for each in form.questions}
    named = [each.name for each in form.questions if each.prefill == "name" and told[each.name]]
    if right := corrected_name(turn, form.claim) if named else "":
        told |= dict.fromkeys(named, right)
    return {name: value for name, value in told.items() if value}


def corrected_name(turn: Turn, claim: Claim) -> str:
    """The name that the staff of this programme have put right on a badge of the person last: what
    the list says has been found wrong. Empty where they have not."""
    person = turn.db.get_one(Person, claim.person_id)
    query = select(Revocation.new_name).join(Badge, col(Badge.id) == Revocation.badge_id)
    query = query.where(col(Badge.person_id).in_(joined.selves(turn, person)))
    query = query.where(Badge.programme == claim.programme, Badge.replaced_by != "")
    query = query.where(Revocation.new_name != "").order_by(col(Revocation.closed_at).desc())
    return turn.db.exec(query.limit(1)).first() or ""


def from_roster(question: Question, mission: Mission) -> str:
    """What the roster says to a question, in the form that answers are kept in; empty where it says
    nothing."""
    if question.prefill == "mission" and mission.starts_on and mission.ends_on:
        return f"{mission.starts_on.isoformat()}/{mission.ends_on.isoformat()}"
    if question.prefill == "domain":
        return domain(question, mission.domain)
    if question.prefill in ("name", "organisation", "place"):
        return str(getattr(mission, question.prefill))
    return ""


def domain(question: Question, written: str) -> str:
    """A roster's domain is one of the question's options, by value or by label."""
    folded = written.strip().casefold()
    for option in question.options:
        if folded in {option.value, *(label.casefold() for label in option.label.values())}:
            return option.value
    return "" if question.options else written
