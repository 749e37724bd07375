"""Mails that went out: invitations and what came of them, and reports that they were spam."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, or_
from sqlmodel import col, select

from core.claims import claim_form
from core.claims.states import State
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox
from core.ground.tables import Answer, Claim, Inbox, Outbox
from core.ground.world import Turn
from core.programmes.period import Period
from core.support.returned_mail.bounce_rates import tried

SILENT = (State.DRAFT, State.READY, State.WITHDRAWN)
ELSEWHERE = ">"  # in the subject of what is sent once more at another address


@dataclass(frozen=True, slots=True)
class Invitations:
    """Those that left in the period, and what has come of them by now."""

    sent: int
    bounced: int
    answered: int


def invitations(turn: Turn, period: Period) -> Invitations:
    """Each person's invitation counts once, however often it was sent."""
    said = select(Answer.claim_id).where(
        Answer.claim_id == Outbox.claim_id, Answer.source != claim_form.ROSTER
    )
    answered = or_(said.exists(), col(Claim.state).not_in(SILENT))
    query = select(func.count(), many(Outbox.state == outbox.DEAD), many(answered))
    query = query.select_from(Outbox).join(
        Claim, col(Claim.id) == col(Outbox.claim_id), isouter=True
    )
    query = query.where(*tried(period.start, period.end), Outbox.kind == MessageKind.INVITATION)
    query = query.where(~col(Outbox.subject).contains(ELSEWHERE), period.concerns(Claim.programme))
    return Invitations(*(count or 0 for count in turn.db.exec(query).one()))


def complaints(turn: Turn, period: Period) -> int:
    """The reports that a mail was called spam; their mailboxes name no programme, so of all."""
    query = select(func.count()).select_from(Inbox).where(Inbox.outcome == Outcome.COMPLAINT)
    return turn.db.exec(query.where(period.holds(Inbox.received_at))).one()


def many(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
