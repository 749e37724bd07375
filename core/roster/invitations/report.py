"""Where each invitation of a roster stands: one word a mission, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.claims.states import State
from core.ground.rows import outbox
from core.ground.rows.ends import Ended, end_of
from core.ground.world import Turn
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.roster.invitations import schedule
from core.roster.invitations.report_rows import Batch, Begun, InvitationRow, InvitedMission, batches


class Stand(StrEnum):
    """The words for where an invitation stands, in the order of a mission's life."""

    OPEN = "no end date"
    UNINVITED = "the programme invites nobody"
    COMING = "not ended yet"
    DUE = "due now"
    WAITING = "waiting to be sent"
    RETRIED = "being tried again"
    SENT = "sent"
    ANSWERED = "answered"
    REVIEWED = "in review"
    RETURNED = "returned"
    REFUSED = "refused"
    APPROVED = "approved"
    ISSUED = "badge issued"
    WITHDRAWN = "withdrawn"
    BOUNCED = "bounced"
    STOPPED = "stopped"
    UNSENT = "not invited"
    INTERRUPTED = "interrupted"
    HELD = "held back"


OF_CLAIM = {
    State.IN_REVIEW: Stand.REVIEWED,
    State.RETURNED: Stand.RETURNED,
    State.REFUSED: Stand.REFUSED,
    State.APPROVED: Stand.APPROVED,
    State.ISSUED: Stand.ISSUED,
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mission with where its invitation stands: since when or until when, and why; `message` is
    what became of the mail, where one was put."""

    reference: str
    mail: str
    name: str
    stand: Stand
    at: datetime | None = None
    why: str = ""
    message: Ended | None = None


Found = tuple[Stand, datetime | None, str]


def deliveries(turn: Turn, slug: str, mail: str = "") -> Iterator[Delivery]:
    """Every mission of a programme, or those of one address, in the order they were imported."""
    programme = catalogue(turn.settings.programmes_folder)[slug]
    for batch in batches(turn, slug, people.fold(people.MAIL, mail)):
        for mission in batch.missions:
            found, row = stand(programme, batch, mission, turn.at), batch.row_of(mission)
            ended = end_of(row, turn.at) if row else None
            yield Delivery(mission.reference, mission.mail, mission.name, *found, ended)


def stand(programme: Programme, batch: Batch, mission: InvitedMission, now: datetime) -> Found:
    """What has come of a mission: its claim says most, then its invitation, then the calendar."""
    badge = mission.badge or (programme.invitation.badge if programme.invitation else "")
    claim, row = batch.claim_of(mission, badge), batch.row_of(mission)
    if claim and (found := of_claim(claim, batch.answered)):
        return found
    if mission.interrupted:
        return Stand.INTERRUPTED, None, ""
    if mission.mail in batch.stopped:
        return Stand.STOPPED, batch.stopped[mission.mail], ""
    if claim and row and claim.state == State.WITHDRAWN and row.state == outbox.SENT:
        return Stand.WITHDRAWN, claim.updated_at, claim.reason
    return of_row(row) if row else of_calendar(programme, mission, now)


def of_claim(claim: Begun, answered: set[UUID]) -> Found | None:
    """A claim tells where it stands once the person has said something, or it is decided."""
    decided = OF_CLAIM.get(State(claim.state))
    if decided:
        return decided, claim.updated_at, claim.reason
    if claim.id in answered and claim.state != State.WITHDRAWN:
        return Stand.ANSWERED, claim.updated_at, ""
    return None


def of_row(row: InvitationRow) -> Found:
    """Where an invitation stands by its outbox row, since or until when, and with which error."""
    if row.state == outbox.SENT:
        return Stand.SENT, row.sent_at, row.error
    if row.state == outbox.DEAD:
        return Stand.BOUNCED, row.sent_at, row.error
    if row.state == outbox.HELD:
        return Stand.HELD, row.created_at, ""
    if row.state == outbox.DROPPED:
        return Stand.UNSENT, None, row.error.removeprefix("rules.").replace("_", " ")
    return (Stand.RETRIED if row.attempts else Stand.WAITING), row.due_at, row.error


def of_calendar(programme: Programme, mission: InvitedMission, now: datetime) -> Found:
    """Where an invitation stands that has no row yet, by the end of its mission."""
    due = schedule.due_at(programme, mission)
    if due is None:
        return (Stand.OPEN if programme.invitation else Stand.UNINVITED), None, ""
    return (Stand.COMING if due > now else Stand.DUE), due, ""
