"""What the staff change, written down with who, before and after."""

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.claims.moves import Actor
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.tables import StaffChange
from core.ground.world import Turn

UNDO = timedelta(hours=72)


class ChangeKind(StrEnum):
    """What was changed."""

    ROLE = "role"
    ABSENCE = "absence"
    SETTING = "setting"
    ORGANISATION = "organisation"
    ROSTER = "roster"
    SESSION = "session"
    FACTOR = "factor"
    RECOVERY = "recovery"
    ENROLMENT = "enrolment"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of what kind, in which programme, about whom, or what else; before and after are
    plain values without any person's words, None for nothing."""

    kind: ChangeKind
    programme: str = ""
    about: UUID | None = None
    subject: str = ""
    before: Any = None
    after: Any = None


def record(
    turn: Turn, by: Actor, changed: Changed, *, undoes: StaffChange | None = None
) -> StaffChange:
    """Write one change down, in the transaction that makes it, and that under the seals of
    events."""
    made = StaffChange(
        id=turn.chance.uuid(),
        programme=changed.programme,
        kind=changed.kind,
        subject=changed.subject,
        person_id=changed.about,
        before=json.dumps(changed.before, ensure_ascii=False, sort_keys=True),
        after=json.dumps(changed.after, ensure_ascii=False, sort_keys=True),
        by_id=by.person_id,
        door=by.door,
        undoes_id=undoes.id if undoes else None,
        at=turn.at,
    )
    turn.db.add(made)
    turn.db.flush()
    told = Happened(
        EventKind.STAFF_CHANGE,
        person_id=changed.about,
        actor_id=by.person_id,
        door=by.door,
        programme=changed.programme,
        subject=str(made.id),
        reason=f"{made.kind} {made.subject}: {made.before} → {made.after}",
    )
    events.write(turn, told)
    return made


def of_programme(turn: Turn, programme: str, most: int) -> list[StaffChange]:
    """The latest changes in a programme, the newest first."""
    query = select(StaffChange).where(StaffChange.programme == programme)
    newest = query.order_by(col(StaffChange.at).desc(), col(StaffChange.id).desc())
    return list(turn.db.exec(newest.limit(most)))


def undoable(turn: Turn, change: StaffChange) -> bool:
    """Whether a change may still be taken back: made within 72 hours, of a kind that can be, and
    the same was not changed again since."""
    kinds = (ChangeKind.ROLE, ChangeKind.ABSENCE, ChangeKind.SETTING, ChangeKind.ORGANISATION)
    if change.kind not in kinds or turn.at - change.at >= UNDO:
        return False
    query = select(StaffChange.id).where(
        StaffChange.programme == change.programme,
        StaffChange.kind == change.kind,
        StaffChange.subject == change.subject,
        StaffChange.at >= change.at,
        StaffChange.id > change.id,
    )
    if change.person_id is not None:
        query = query.where(StaffChange.person_id == change.person_id)
    return turn.db.exec(query.limit(1)).first() is None
