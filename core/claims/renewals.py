"""A badge whose time ends soon, or is over, may be had again; its holder's answers were kept."""

from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.ground.tables import Badge, Claim
from core.ground.world import Turn
from core.programmes import validity
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import in_force
from core.programmes.form import QuestionKind

GIVEN_EACH_TIME = (QuestionKind.CONSENT, QuestionKind.CODE, QuestionKind.FILE)
HELD = (
    select(Badge)
    .where(
        Badge.person_id == bindparam("person"),
        Badge.programme == bindparam("programme"),
        Badge.badge == bindparam("badge"),
        Badge.organisation == bindparam("by"),
        col(Badge.revoked_at).is_(None),
    )
    .order_by(col(Badge.issued_at).desc())
    .limit(1)
)


def held(
    turn: Turn, person_id: UUID, programme: str, badge: str, organisation: str = ""
) -> Badge | None:
    """The person's latest badge of this class that is not revoked; of a badge that organisations
    confirm, from this organisation. None where there is none."""
    given = {"person": person_id, "programme": programme, "badge": badge, "by": organisation}
    return turn.db.exec(HELD, params=given).first()


def renewable(turn: Turn, badge: Badge) -> bool:
    """Whether the badge's time ends so soon, or is over, that its holder may have another."""
    programme = catalogue(turn.settings.programmes_folder)[badge.programme]
    delays = in_force(turn, programme).delays
    return validity.ends_soon(badge.expires_at, turn.at, delays.renewal_days)


def answers_as_before(turn: Turn, form: ClaimForm) -> None:
    """Write in what the person said for the badge that this claim renews, where nothing says it
    yet; not a consent or a file, which are given each time, nor a code, which is used once."""
    claim = form.claim
    query = select(Badge).where(
        Badge.person_id == claim.person_id,
        Badge.programme == claim.programme,
        Badge.badge == claim.badge,
        col(Badge.revoked_at).is_(None),
    )
    last = turn.db.exec(query.order_by(col(Badge.issued_at).desc()).limit(1)).first()
    if last is None or not renewable(turn, last):
        return
    before = claim_form.form_of(turn, turn.db.get_one(Claim, last.claim_id))
    for question in form.definition.question:
        if question.kind in GIVEN_EACH_TIME:
            continue
        if question.name in before.values and form.lacks(question.name):
            claim_form.copy(turn, before.rows[question.name], form)
