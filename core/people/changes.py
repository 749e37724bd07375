"""What the staff change, written down with who, before and after."""

import json
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from core.ground.tables import Person, StaffChange
from core.ground.world import Turn


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
class By:
    """Who changes something, by which door; nobody for a command of the operator's."""

    person: Person | None = None
    door: str = "command"


OPERATOR = By()


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of what kind, in which programme, about whom, or what else; before and after are
    plain values without any person's words, None for nothing."""

    kind: ChangeKind
    programme: str = ""
    about: UUID | None = None
    subject: str = ""
    before: object = None
    after: object = None


def record(
    turn: Turn, by: By, changed: Changed, *, undoes: StaffChange | None = None
) -> StaffChange:
    """Write one change down, in the transaction that makes it."""
    made = StaffChange(
        id=turn.chance.uuid(),
        programme=changed.programme,
        kind=changed.kind,
        subject=changed.subject,
        person_id=changed.about,
        before=json.dumps(changed.before, ensure_ascii=False, sort_keys=True),
        after=json.dumps(changed.after, ensure_ascii=False, sort_keys=True),
        by_id=by.person.id if by.person else None,
        door=by.door,
        undoes_id=undoes.id if undoes else None,
        at=turn.at,
    )
    turn.db.add(made)
    turn.db.flush()
    return made
