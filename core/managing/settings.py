"""The values of a programme that a page may change: checked as the file is, and written down."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from core.claims.moves import Actor
from core.ground.errors import Refusal
from core.ground.findings import Weight
from core.ground.tables import ChangedSetting, StaffChange
from core.ground.world import Turn
from core.managing.changes import Changed, ChangeKind, record
from core.programmes.changed.in_force import EMAIL, changed
from core.programmes.changed.values import as_toml, value_at, with_values
from core.programmes.contacts import written_contact
from core.programmes.form import ReviewBy
from core.programmes.mistakes.programme_mistakes import wrong_in
from core.programmes.programme import Programme

HOURS: Final = ("support.at", "delays.review_from", "delays.review_to")
LISTS: Final = ("delays.reminder_days",)
OPTIONAL: Final = ("delays.next_reviewer_days",)
PLAIN: Final = (
    EMAIL,
    "support.days",
    "support.at",
    "delays.reminder_days",
    "delays.last_reminder_hours",
    "delays.next_reviewer_days",
    "delays.review_from",
    "delays.review_to",
    "delays.undo_minutes",
    "delays.renewal_days",
    "delays.objection_hours",
)
REVIEW = ("form.", ".review.days")


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """One value as it is shown: what holds, what the file says, and whether a page changed it."""

    name: str
    value: str
    written: str
    changed: bool


def form_of(name: str) -> str:
    """The form whose days for a decision a value is; empty for another value."""
    begins, ends = REVIEW
    named = name.startswith(begins) and name.endswith(ends)
    return name[len(begins) : -len(ends)] if named else ""


def names(programme: Programme) -> Iterator[str]:
    """The paths of the values that a page may change."""
    yield from PLAIN
    for name, form in programme.form.items():
        if form.review.by is not ReviewBy.NOBODY:
            yield f"{REVIEW[0]}{name}{REVIEW[1]}"


def shown(turn: Turn, programme: Programme) -> list[ShownSetting]:
    """Every value that a page may change."""
    values = changed(turn, programme.slug)
    return [
        ShownSetting(
            name,
            as_text(values.get(name, written(turn, programme, name))),
            as_text(written(turn, programme, name)),
            name in values,
        )
        for name in names(programme)
    ]


def written(turn: Turn, programme: Programme, name: str) -> Any:
    """What the file says, or of the address what the installation's settings say."""
    if name == EMAIL:
        return written_contact(turn.settings, programme)
    return value_at(programme, name)


def as_text(value: Any) -> str:
    """A value as somebody types it: « 7, 30 »; empty for none."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def read(name: str, said: str) -> Any:
    """What somebody typed as the value of a setting. Raises `Refusal` for what is no number."""
    told = said.strip()
    if name == EMAIL or name in HOURS:
        return told.lower()
    if name in OPTIONAL and not told:
        return None
    try:
        if name in LISTS:
            return [int(each) for each in told.replace(";", ",").split(",") if each.strip()]
        return int(told)
    except ValueError:
        raise Refusal("manage.setting_number") from None


def change(
    turn: Turn,
    by: Actor,
    programme: Programme,
    name: str,
    value: Any,
    *,
    undoes: StaffChange | None = None,
) -> bool:
    """Let a value hold in place of the file's; the file's own value lets the file hold again. Gives
    whether that changed anything. Raises `Refusal` for one that the file could not have."""
    if name not in set(names(programme)):
        raise Refusal("manage.setting_unknown")
    before = changed(turn, programme.slug).get(name)
    if value == written(turn, programme, name):
        return reset(turn, by, programme, name, undoes=undoes)
    if name in changed(turn, programme.slug) and before == value:
        return False
    check(turn, programme, name, value)
    key = (programme.slug, name)
    row = turn.db.get(ChangedSetting, key) or ChangedSetting(
        programme=programme.slug, name=name, value="", changed_at=turn.at
    )
    row.value, row.changed_at = json.dumps(value, ensure_ascii=False), turn.at
    turn.db.add(row)
    done(turn, by, Changed(ChangeKind.SETTING, programme.slug, None, name, before, value), undoes)
    return True


def reset(
    turn: Turn, by: Actor, programme: Programme, name: str, *, undoes: StaffChange | None = None
) -> bool:
    """Let the file's value hold again; gives whether that changed anything."""
    row = turn.db.get(ChangedSetting, (programme.slug, name))
    if row is None:
        return False
    before = json.loads(row.value)
    turn.db.delete(row)
    done(turn, by, Changed(ChangeKind.SETTING, programme.slug, None, name, before, None), undoes)
    return True


def done(turn: Turn, by: Actor, what: Changed, undoes: StaffChange | None) -> None:
    turn.db.flush()
    turn.memo.pop(ChangedSetting, None)
    turn.memo.pop((ChangedSetting, what.programme), None)
    record(turn, by, what, undoes=undoes)


def check(turn: Turn, programme: Programme, name: str, value: Any) -> None:
    """Raise `Refusal` for a value that the programme's file could not have."""
    values = {**changed(turn, programme.slug), name: value}
    try:
        anew = with_values(programme, values)
    except ValidationError:
        raise Refusal("manage.setting_wrong") from None
    path = turn.settings.programmes_folder / programme.slug / "programme.toml"
    before = {each.sentence.in_words() for each in wrong_in(path, programme)}
    for each in wrong_in(path, anew):
        if each.weight is Weight.WRONG and each.sentence.in_words() not in before:
            raise Refusal("manage.setting_clash")


def exported(turn: Turn, programme: str) -> str:
    """What was changed of a programme, as lines for its file."""
    return as_toml(changed(turn, programme))
