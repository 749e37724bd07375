"""A change is taken back: within 72 hours, and while the same was not changed again."""

import json
from collections.abc import Callable

from core.claims.moves import Actor
from core.ground.errors import Refusal
from core.ground.tables import Person, StaffChange
from core.ground.world import Turn
from core.managing import membership_changes, settings, staff_roles
from core.managing.changes import Changed, ChangeKind, record, undoable
from core.people import people
from core.people.roles import Right
from core.programmes.catalogue import catalogue
from core.programmes.members import membership
from core.staff import StaffMember

RIGHTS = {
    ChangeKind.ROLE: Right.SET_STAFF,
    ChangeKind.ABSENCE: Right.SET_STAFF,
    ChangeKind.SETTING: Right.SET_PROGRAMME,
    ChangeKind.ORGANISATION: Right.ENROL,
}


def undo(turn: Turn, by: Actor, change: StaffChange) -> None:
    """Take a change back, which is a change itself. Raises `Refusal` where it is too late, or the
    same was changed again; `Trouble` where what was there cannot be had again."""
    if not undoable(turn, change):
        raise Refusal("manage.undo_late")
    WAYS[ChangeKind(change.kind)](turn, by, change)


def role(turn: Turn, by: Actor, change: StaffChange) -> None:
    """Give the role back as it was, or take it away again."""
    who = turn.db.get_one(Person, change.person_id)
    mails = [each.value for each in people.addresses(turn, who) if each.door == people.MAIL]
    if not mails:
        raise Refusal("manage.undo_late")
    member = StaffMember(mails[0], change.programme, change.subject)
    before = json.loads(change.before)
    if before is None:
        staff_roles.take(turn, by, member, undoes=change)
    else:
        whole = StaffMember(mails[0], change.programme, change.subject, **before)
        staff_roles.give(turn, by, whole, undoes=change)


def absence(turn: Turn, by: Actor, change: StaffChange) -> None:
    """Let somebody be away as it was noted before; claims that went to others stay there."""
    who = turn.db.get_one(Person, change.person_id)
    before, now = json.loads(change.before), staff_roles.away(turn, who)
    staff_roles.restore(turn, who, before)
    what = Changed(ChangeKind.ABSENCE, change.programme, who.id, "", now, before)
    record(turn, by, what, undoes=change)


def setting(turn: Turn, by: Actor, change: StaffChange) -> None:
    """Let the value hold again that held before, or the file's."""
    programme = catalogue(turn.settings.programmes_folder)[change.programme]
    before = json.loads(change.before)
    if before is None:
        settings.reset(turn, by, programme, change.subject, undoes=change)
    else:
        settings.change(turn, by, programme, change.subject, before, undoes=change)


def organisation(turn: Turn, by: Actor, change: StaffChange) -> None:
    """Let an organisation be in the programme, or not, as it was."""
    row = membership.member(turn, change.programme, change.subject)
    was = json.loads(change.before)
    if was is not None and was["member"]:
        membership_changes.stay(turn, by, row, undoes=change)
    else:
        membership_changes.leave(turn, by, row, undoes=change)


WAYS: dict[ChangeKind, Callable[[Turn, Actor, StaffChange], None]] = {
    ChangeKind.ROLE: role,
    ChangeKind.ABSENCE: absence,
    ChangeKind.SETTING: setting,
    ChangeKind.ORGANISATION: organisation,
}
