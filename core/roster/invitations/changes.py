"""The invitation follows its mission: put off, cancelled, sent elsewhere, or sent again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.moves import history, move
from core.claims.states import ASKING, Move
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox, timers
from core.ground.rows.lookup import among
from core.ground.tables import Claim, Outbox
from core.ground.world import Turn
from core.programmes.programme import Programme
from core.roster.invitations import schedule
from core.roster.invitations.schedule import INVITE

CORRECTED = "the address was corrected"


@dataclass(frozen=True, slots=True)
class RosterMission:
    """A mission as the roster has it now, in what its invitation needs."""

    id: UUID
    mail: str
    ends_on: date | None
    interrupted: bool


def plan(turn: Turn, programme: Programme, missions: Iterable[RosterMission]) -> None:
    """Set or move the invitations of these missions, or drop them where there is none to come."""
    due = {str(each.id): schedule.due_at(programme, each) for each in missions}
    timers.put_all(turn, INVITE, {subject: at for subject, at in due.items() if at})
    timers.drop_all(turn, INVITE, [subject for subject, at in due.items() if at is None])


def follow(turn: Turn, programme: Programme, missions: Sequence[RosterMission]) -> None:
    """Bring the invitations of changed missions in line, also where the mail waits in the outbox
    already or has gone.

    One that should not have been (the mission goes on, was interrupted, or has another address) is
    taken back and planned anew, unless the person has answered it.
    """
    subjects = [str(each.id) for each in missions]
    put = select(Outbox).where(Outbox.kind == MessageKind.INVITATION)
    found = turn.db.exec(put.where(among(turn, col(Outbox.subject), subjects)))
    rows = {row.subject: row for row in found}
    anew = []
    for each in missions:
        row = rows.get(str(each.id))
        if row is None or taken_back(turn, row, each, schedule.due_at(programme, each)):
            anew.append(each)
    turn.db.flush()
    plan(turn, programme, anew)


def taken_back(turn: Turn, row: Outbox, mission: RosterMission, due: datetime | None) -> bool:
    """Whether the invitation was withdrawn, so that the mission may be invited anew."""
    why = wrong(turn, row, mission, due)
    if row.state == outbox.WAITING and not row.message:
        return unput(turn, row, mission, why)
    if row.state != outbox.DROPPED:
        if not why or not withdrawn(turn, row, why):
            return False
        if row.state == outbox.WAITING:
            row.state, row.error = outbox.DROPPED, why
    row.subject = f"{row.subject}/{row.id}"
    return True


def wrong(turn: Turn, row: Outbox, mission: RosterMission, due: datetime | None) -> str:
    """Why the invitation that was put should not have been, if so."""
    if due is None:
        return "the mission was interrupted, or has no end"
    if due > turn.at:
        return "the mission goes on"
    return CORRECTED if row.place != mission.mail else ""


def unput(turn: Turn, row: Outbox, mission: RosterMission, why: str) -> bool:
    """A row without words yet: gone as if it had never been, or on its way to the new address."""
    if why and why != CORRECTED:
        turn.db.delete(row)
        return True
    row.place = mission.mail
    return False


def withdrawn(turn: Turn, row: Outbox, why: str) -> bool:
    """Whether the claim that the invitation began is out of the way; not once they answered."""
    claim = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    if claim is None:
        return True
    if answered(turn, claim):
        return False
    move(turn, claim, Move.WITHDRAW, reason=why)
    return True


def answered(turn: Turn, claim: Claim) -> bool:
    """Whether the claim is more than what the roster said and we did."""
    if claim.state not in ASKING:
        return True
    sources = {row.source for row in claim_form.form_of(turn, claim).rows.values()}
    return bool(sources - {claim_form.ROSTER}) or any(
        each.actor_id for each in history(turn, claim)
    )
