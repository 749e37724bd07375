"""Every mission of a roster accounted for: each in exactly one state, after any crash.

What has neither an invitation nor the timer of one, though it should, is named, and invited when
that is mended. Putting an invitation twice is one invitation, so that mending is safe beside a
campaign that runs.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from core.ground.message_kinds import MessageKind
from core.ground.rows import timers
from core.ground.rows.ends import How, MessageEnd, end_of
from core.ground.rows.lookup import among
from core.ground.tables import Mission, Outbox, Timer
from core.ground.world import Turn, World
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.roster.invitations import report, schedule
from core.roster.invitations.campaign import ASKED_FIRST
from core.roster.invitations.report_rows import Batch, InvitedMission, batches
from core.roster.invitations.schedule import INVITE


class InvitationState(StrEnum):
    """The state of a mission's invitation: planned, not to be sent, one of those of a message, or
    not to be found."""

    PLANNED = "planned"
    ON_ITS_WAY = MessageEnd.ON_ITS_WAY
    DELIVERED = MessageEnd.DELIVERED
    NO_ADDRESS = MessageEnd.NO_ADDRESS
    REFUSED = MessageEnd.REFUSED
    OUR_FAULT = MessageEnd.OUR_FAULT
    HELD_BACK = MessageEnd.HELD_BACK
    NOT_INVITED = "not_invited"
    UNACCOUNTED = "unaccounted"


class InvitationTimer(NamedTuple):
    """When a mission is to be invited, unless that is over, and what the last try came to."""

    subject: str
    due_at: datetime
    done_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class AccountedMission:
    """One mission with its state, since or until when, and why."""

    mission: InvitedMission
    account: InvitationState
    at: datetime | None = None
    why: str = ""
    how: How | None = None
    put: bool = False  # whether there is an invitation


@dataclass(slots=True)
class Reconciliation:
    """The account of one programme's roster.

    `missions` counts them as the store does, and `left` the invitations to missions that are no
    longer on the roster. `mended` says how many of those not accounted for are planned now.
    """

    programme: str
    missions: int = 0
    counts: Counter[InvitationState] = field(default_factory=Counter)
    unaccounted: list[AccountedMission] = field(default_factory=list)
    doubted: int = 0
    left: int = 0
    mended: int = 0

    @property
    def sound(self) -> bool:
        """Whether the states add up to the roster, and nothing is left unaccounted for."""
        summed = sum(self.counts.values()) == self.missions
        return summed and len(self.unaccounted) == self.mended


NOTHING = "no invitation, and none planned"
TIMERS: Any = [getattr(Timer, name) for name in InvitationTimer._fields]


def accounted(turn: Turn, slug: str) -> Iterator[AccountedMission]:
    """Every mission of a programme with its state, a thousand at once."""
    programme = catalogue(turn.settings.programmes_folder)[slug]
    for batch in batches(turn, slug, ""):
        rowless = [str(each.id) for each in batch.missions if batch.row_of(each) is None]
        planned = planned_for(turn, rowless)
        for mission in batch.missions:
            yield account_of(turn, programme, batch, mission, planned.get(str(mission.id)))


def planned_for(turn: Turn, subjects: Sequence[str]) -> dict[str, InvitationTimer]:
    """The timers of these missions' invitations."""
    if not subjects:
        return {}
    query = select(*TIMERS).where(Timer.kind == INVITE, among(turn, col(Timer.subject), subjects))
    found = turn.db.connection().execute(query)
    return {row.subject: InvitationTimer(*row) for row in found}


def account_of(
    turn: Turn,
    programme: Programme,
    batch: Batch,
    mission: InvitedMission,
    timer: InvitationTimer | None,
) -> AccountedMission:
    """The state of one mission: what became of its invitation, else what is planned."""
    row = batch.row_of(mission)
    if row is not None:
        ended = end_of(row, turn.at)
        if ended.end is MessageEnd.CALLED_OFF:
            why = report.of_row(row)[2]
            return AccountedMission(mission, InvitationState.NOT_INVITED, None, why, put=True)
        account = InvitationState(ended.end.value)
        return AccountedMission(mission, account, ended.at, row.error, ended.how, put=True)
    due = schedule.due_at(programme, mission)
    if due is None:
        stand = report.Stand.INTERRUPTED if mission.interrupted else None
        why = stand or report.of_calendar(programme, mission, turn.at)[0]
        return AccountedMission(mission, InvitationState.NOT_INVITED, None, why)
    if timer is not None and timer.done_at is None:
        return AccountedMission(mission, InvitationState.PLANNED, timer.due_at, timer.error)
    badge = mission.badge or (programme.invitation.badge if programme.invitation else "")
    if batch.claim_of(mission, badge) is not None:
        return AccountedMission(mission, InvitationState.NOT_INVITED, None, ASKED_FIRST)
    return AccountedMission(mission, InvitationState.UNACCOUNTED, due, NOTHING)


def reconcile(
    world: World, slug: str, note: Callable[[AccountedMission], object], *, mend: bool = True
) -> Reconciliation:
    """The account of a programme's roster; each mission is told to `note` in passing. Those not
    accounted for are planned anew where that is to be mended."""
    told = Reconciliation(slug)
    with world.glance() as turn:
        told.missions = missions(turn, slug)
        put = 0
        for each in accounted(turn, slug):
            told.counts[each.account] += 1
            put += each.put
            if each.account is InvitationState.UNACCOUNTED:
                told.unaccounted.append(each)
            note(each)
        ours = select(func.count()).select_from(Outbox).where(*invitations_of(slug))
        told.left = max(0, turn.db.exec(ours).one() - put)
        told.doubted = turn.db.exec(ours.where(col(Outbox.doubted_at).is_not(None))).one()
    if mend and told.unaccounted:
        due = {str(each.mission.id): each.at for each in told.unaccounted if each.at}
        with world.turn() as turn:
            timers.put_all(turn, INVITE, due)
        told.mended = len(due)
    return told


def missions(turn: Turn, slug: str) -> int:
    """How many missions a programme has."""
    query = select(func.count()).select_from(Mission).where(Mission.programme == slug)
    return turn.db.exec(query).one()


def invitations_of(slug: str) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row is a programme's invitation, but for those taken back before (their
    subject bears their own key as well)."""
    taken_back = col(Outbox.subject).like("%/%")
    kind = col(Outbox.kind) == MessageKind.INVITATION
    return kind, col(Outbox.programme) == slug, ~taken_back
