"""Writing down a badge that Open Badge Factory has issued: in one transaction, once per claim."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import col, select

from core.claims import claim_form, recipients
from core.claims.claim_form import ClaimForm
from core.claims.states import ISSUE, State
from core.ground.effects import Effects
from core.ground.errors import Trouble
from core.ground.rows import timers
from core.ground.tables import Badge, Claim, IssuedElsewhere
from core.ground.world import Turn, World, runs_again
from core.issuing import issue
from core.issuing.handing_over import FactoryRevocation, put_revocation


@dataclass(frozen=True, slots=True)
class GivenBadge:
    """A badge as that service has it: its event, for whom, from when to when (in seconds since
    1970), where it stands, where it is taken."""

    client: str
    event_id: str
    mail: str
    issued_on: int | None = None
    expires_on: int | None = None
    assertion_url: str = ""
    receive_url: str = ""


@runs_again
def record(world: World, claim_id: UUID, given: GivenBadge) -> Effects:
    """Write the badge down, move its claim and tell its holder. A claim that was taken back while
    the service worked gets none: what was issued there is revoked there."""
    with world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(Claim.id == claim_id).with_for_update()).one()
        if claim.state == State.APPROVED:
            write(turn, claim_form.form_of(turn, claim), given)
        elif not known(turn, given.event_id):
            unwanted = FactoryRevocation(given.client, given.event_id, given.mail)
            put_revocation(turn, claim.programme, unwanted)
        timers.drop(turn, ISSUE, str(claim.id))
        return turn.effects


def known(turn: Turn, event_id: str) -> bool:
    """Whether a badge that stands was issued by this event of theirs."""
    query = select(IssuedElsewhere.badge_id).join(Badge)
    query = query.where(IssuedElsewhere.event_id == event_id, col(Badge.revoked_at).is_(None))
    return turn.db.exec(query).first() is not None


def write(turn: Turn, form: ClaimForm, given: GivenBadge) -> None:
    """The badge's row, which has no credential of ours, and where it is."""
    badge = row(turn, form, given)
    there = IssuedElsewhere(
        badge_id=badge.id,
        client=given.client,
        event_id=given.event_id,
        recipient=given.mail,
        assertion_url=given.assertion_url,
        receive_url=given.receive_url,
    )
    issue.write_down(turn, form, badge, there)
    turn.effects.badges.append(badge.id)
    issue.offer_with(turn, badge)


def row(turn: Turn, form: ClaimForm, given: GivenBadge) -> Badge:
    """The row of a badge of somebody else's, with the days that it bears there. Raises
    `Trouble` where its holder has no address."""
    claim, address = form.claim, recipients.recipient(turn, form.claim)
    if address is None:
        raise Trouble("trouble.no_recipient", ref=claim.ref)
    return issue.row_of(
        form,
        address,
        id=turn.chance.letters(issue.ID_LETTERS),
        organisation=claim.organisation,
        issued_at=moment(given.issued_on) or turn.at,
        expires_at=moment(given.expires_on),
        status_index=issue.free_index(turn, claim.programme),
        credential=b"",
        assertion=b"",
    )


def moment(seconds: int | None) -> datetime | None:
    """An aware moment; None for none."""
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
