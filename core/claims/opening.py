"""Opening a claim: one per person and badge, filled with what the roster already knows."""

from sqlmodel import col, select

from core.claims import (
    changes,
    claim_form,
    eligibility,
    reminders,
    renewals,
    roster_answers,
)
from core.claims.claim_form import ClaimForm
from core.claims.moves import COCARDE, Actor, move, remember
from core.claims.states import Move, State
from core.ground.tables import Claim, Mission, Person
from core.ground.world import REF, Turn
from core.people import people
from core.programmes.answers import answering
from core.programmes.catalogue import catalogue
from core.programmes.form import QuestionKind

REF_LETTERS, LOOKED_AT = 8, 5
ENGLISH = "en"  # what a programme speaks with who speaks none of its languages


def open_claim(
    turn: Turn,
    person: Person,
    programme: str,
    badge: str,
    *,
    language: str = "",
    mission: Mission | None = None,
    actor: Actor = COCARDE,
) -> Claim:
    """The person's open claim for this badge, or a new draft filled with what the roster knows.
    Raises `Trouble` for an unknown programme or badge."""
    for claim in people.open_claims(turn, person):
        if (claim.programme, claim.badge) == (programme, badge):
            return claim
    claim = Claim(
        id=turn.chance.uuid(),
        ref=turn.chance.letters(REF_LETTERS, REF),
        programme=programme,
        badge=badge,
        person_id=person.id,
        mission_id=mission.id if mission else None,
        state=State.DRAFT,
        language=speakable(turn, programme, language or person.language),
        opened_at=turn.at,
        updated_at=turn.at,
    )
    turn.db.add(claim)
    turn.db.flush()
    remember(turn, claim, Move.OPEN, "", actor)
    prefill(turn, claim)
    renewals.answers_as_before(turn, claim_form.form_of(turn, claim))
    name_as_before(turn, claim)
    reminders.plan(turn, claim_form.form_of(turn, claim))
    return claim


def speakable(turn: Turn, programme: str, language: str) -> str:
    """The language if the programme has it; else English for who speaks another, where it has
    that; else the programme's first."""
    known = catalogue(turn.settings.programmes_folder)[programme].languages
    spoken = (language, ENGLISH) if language else ()
    return next((each for each in spoken if each in known), known[0])


def reopen(turn: Turn, claim: Claim, actor: Actor) -> None:
    """Make a refused or returned claim a draft again; only what was wrong will be asked."""
    changes.remember(turn, claim_form.form_of(turn, claim))
    move(turn, claim, Move.RECLAIM, actor)


def prefill(turn: Turn, claim: Claim) -> bool:
    """Write in what the roster knows of the person's latest mission, and judge by today's facts.

    What the roster gave follows it until the person touches it; a refusal that time or the roster
    has cured stands no longer. Gives whether an answer is now another, or counts again.
    """
    form = claim_form.form_of(turn, claim)
    told = roster_answers.on_roster(turn, form)
    followed = [name for name, value in told.items() if follow(turn, form, name, value)]
    cured = eligibility.cured(turn, form)
    for name in cured:
        claim_form.mark_right(turn, form, name)
    return bool(followed or cured)


def name_as_before(turn: Turn, claim: Claim) -> None:
    """Write in the name that the person gave in their last claim in this programme, where nothing
    says it yet: it stands in the recap, and can be corrected there."""
    form = claim_form.form_of(turn, claim)
    names = [each.name for each in form.questions if each.kind is QuestionKind.NAME]
    lacking = [name for name in names if form.lacks(name)]
    query = select(Claim).where(Claim.person_id == claim.person_id, Claim.id != claim.id)
    query = query.where(Claim.programme == claim.programme)
    query = query.order_by(col(Claim.opened_at).desc(), col(Claim.id).desc())
    for last in turn.db.exec(query.limit(LOOKED_AT)) if lacking else ():
        before = claim_form.form_of(turn, last)
        told = [name for name in lacking if name in before.values]
        for name in told:
            claim_form.copy(turn, before.rows[name], form)
        if told:
            return


def follow(turn: Turn, form: ClaimForm, name: str, value: str) -> bool:
    """Write one value of the roster down, unless the person or the roster has said it already."""
    row = form.rows.get(name)
    if row and not form.half(name) and (row.source != claim_form.ROSTER or row.value == value):
        return False
    claim_form.record(
        turn, form, name, answering.CheckedAnswer(value=value, said=value), claim_form.ROSTER
    )
    return row is not None
