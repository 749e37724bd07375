"""Values of a programme that managers changed on a page: they hold in place of the file's."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from core.ground.tables import ChangedSetting
from core.ground.world import Turn
from core.programmes.changed.values import with_values
from core.programmes.contacts import written_contact
from core.programmes.programme import Programme

EMAIL = "email"
CHANGED = select(ChangedSetting).order_by(col(ChangedSetting.programme), col(ChangedSetting.name))


def changed(turn: Turn, programme: str) -> Mapping[str, Any]:
    """What was changed of a programme: the path of each value in its file, and the value as plain
    JSON. Read once in a turn."""
    if ChangedSetting not in turn.memo:
        found: dict[str, dict[str, Any]] = {}
        for row in turn.db.exec(CHANGED):
            found.setdefault(row.programme, {})[row.name] = json.loads(row.value)
        turn.memo[ChangedSetting] = found
    known: dict[str, dict[str, Any]] = turn.memo[ChangedSetting]
    return known.get(programme, {})


def in_force(turn: Turn, programme: Programme) -> Programme:
    """A programme as it runs now: its file, with what was changed on a page."""
    values = changed(turn, programme.slug)
    if not values:
        return programme
    key = (ChangedSetting, programme.slug)
    if key not in turn.memo:
        turn.memo[key] = with_values(programme, values)
    made: Programme = turn.memo[key]
    return made


def contact_of(turn: Turn, programme: Programme) -> str:
    """Where a person of a programme answers: as a page changed it, else as the installation or the
    file has it."""
    told = changed(turn, programme.slug).get(EMAIL, "")
    return str(told) or written_contact(turn.settings, programme)
