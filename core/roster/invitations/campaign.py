"""A campaign: the invitations that are due become outbox rows, a thousand at once, without words.

Their words are found by the delivery (`letter.write_out`), when each one's turn has come.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.ground.effects import Effects
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox, timers
from core.ground.rows.lookup import among
from core.ground.rows.outbox import Unworded
from core.ground.tables import Mission, Outbox
from core.ground.world import Turn, World, runs_again
from core.people import people
from core.programmes.catalogue import catalogue
from core.roster.invitations import schedule
from core.roster.invitations.schedule import INVITE

BATCH, BATCHES = 1000, 10
ASKED_FIRST = "the person asked for it first"
UNKNOWN_WAIT = timedelta(hours=4)  # until we look whether a programme that is gone came back


def put_due(world: World) -> Effects | None:
    """Put the next ten thousand invitations that are due into the outbox, without words; None when
    no timer is due."""
    done = None
    for _ in range(BATCHES):
        put = put_batch(world)
        if put is None:
            break
        done = done.joined(put) if done else put
    return done


@runs_again
def put_batch(world: World) -> Effects | None:
    """One transaction of it, short enough for answers to get through in between."""
    with world.turn() as turn:
        subjects = timers.take_kind(turn, INVITE, BATCH)
        if not subjects:
            return None
        now, later = sorted_out(turn, subjects)
        if now:
            outbox.put_bulk(turn, people.MAIL, MessageKind.INVITATION, now)
        timers.put_all(turn, INVITE, later)
    return turn.effects


def sorted_out(turn: Turn, subjects: Sequence[str]) -> tuple[list[Unworded], dict[str, datetime]]:
    """Which missions are invited now (subject and address), and which later (subject and when)."""
    now: list[Unworded] = []
    later: dict[str, datetime] = {}
    known = catalogue(turn.settings.programmes_folder).programmes
    for mission in uninvited(turn, subjects):
        programme, subject = known.get(mission.programme), str(mission.id)
        due = schedule.due_at(programme, mission) if programme else turn.at + UNKNOWN_WAIT
        if due and due > turn.at:
            later[subject] = due
        elif due:
            now.append(Unworded(subject, mission.mail, mission.programme))
    return now, later


def call_off(turn: Turn, mission: Mission) -> None:
    """Take back the invitation to a mission whose person asked first. One that has its words is on
    its way and stays."""
    timers.drop(turn, INVITE, str(mission.id))
    turn.db.exec(
        update(Outbox)
        .where(col(Outbox.kind) == MessageKind.INVITATION, col(Outbox.subject) == str(mission.id))
        .where(col(Outbox.state) == outbox.WAITING, col(Outbox.message) == "")
        .values(state=outbox.DROPPED, error=ASKED_FIRST)
    )


class EndedMission(NamedTuple):
    """What of a mission its invitation needs."""

    id: UUID
    programme: str
    mail: str
    ends_on: date | None
    interrupted: bool


COLUMNS: Any = [getattr(Mission, name) for name in EndedMission._fields]


def uninvited(turn: Turn, subjects: Sequence[str]) -> list[EndedMission]:
    """The missions that have no invitation yet, in the order of their timers."""
    before = select(Outbox.subject).where(
        Outbox.kind == MessageKind.INVITATION, among(turn, col(Outbox.subject), subjects)
    )
    over = set(turn.db.exec(before))
    ids = [UUID(subject) for subject in subjects if subject not in over]
    found = turn.db.connection().execute(select(*COLUMNS).where(col(Mission.id).in_(ids)))
    known = {row.id: EndedMission(*row) for row in found}
    return [known[each] for each in ids if each in known]
