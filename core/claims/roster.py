"""The roster: missions written in from rows, and the invitations that follow from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import select

from core.claims.roster_rows import Row, Unreadable, read_row
from core.ground import timers
from core.ground.tables import Mission
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme

INVITE = "invite"


@dataclass(slots=True)
class Import:
    """What became of each row of a file."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[tuple[Mapping[str, str], str]] = field(default_factory=list)


def write(turn: Turn, slug: str, rows: Iterable[Mapping[str, str]]) -> Import:
    """Add or change the missions of a programme; a row that cannot be read is handed back."""
    programme = catalogue(turn.settings.programmes_folder)[slug]
    done = Import()
    for written in rows:
        try:
            row = read_row(written, programme)
        except Unreadable as problem:
            done.refused.append((written, str(problem)))
            continue
        mission, changed = merge(turn, programme.slug, row)
        done.added += mission is None
        done.changed += mission is not None and changed
        done.same += mission is not None and not changed
    return done


def merge(turn: Turn, slug: str, row: Row) -> tuple[Mission | None, bool]:
    """The mission as it was before (none for a new one), and whether the row changes it."""
    query = select(Mission).where(Mission.programme == slug, Mission.reference == row.reference)
    known = turn.db.exec(query).first()
    mission = known or Mission(
        id=turn.chance.uuid(), programme=slug, reference=row.reference, mail="", imported_at=turn.at
    )
    changed = known is None
    for name, value in row.values.items():
        if getattr(mission, name) != value:
            setattr(mission, name, value)
            changed = True
    if changed:
        mission.imported_at = turn.at
        turn.db.add(mission)
        turn.db.flush()
        plan_invitation(turn, mission)
    return known, changed


def plan_invitation(turn: Turn, mission: Mission) -> None:
    """Set, move or drop the invitation of a mission."""
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    subject = str(mission.id)
    if programme.invitation is None or mission.ends_on is None or mission.interrupted:
        timers.drop(turn, INVITE, subject)
        return
    timers.put(turn, INVITE, subject, invited_at(programme, mission.ends_on))


def invited_at(programme: Programme, ends_on: date) -> datetime:
    """The moment of the invitation, in the programme's own zone."""
    if programme.invitation is None:
        raise ValueError(f"{programme.slug} sends no invitations")
    hour, minute = map(int, programme.invitation.at.split(":"))
    day = ends_on + timedelta(days=programme.invitation.days)
    return datetime.combine(day, time(hour, minute), tzinfo=programme.zone)


def mission(turn: Turn, mission_id: str) -> Mission | None:
    return turn.db.get(Mission, UUID(mission_id))
