"""`/manage/{programme}/changes`: what the staff changed, and taking it back."""

import json
from dataclasses import dataclass
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.responses import Response

from core.claims import sending
from core.ground.errors import Refusal, Trouble
from core.ground.tables import Person, StaffChange
from core.ground.world import Turn
from core.managing import changes, undo
from core.managing.changes import ChangeKind
from core.managing.settings import as_text
from core.people import roles
from core.sessions import sessions
from web.forms.problems import Problem
from web.manage.delays import label
from web.manage.guard import Posted, Visit
from web.manage.team import told

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change as it is read."""

    id: UUID
    what: str
    before: str
    after: str
    who: str
    when: str
    undoable: bool
    undone: bool


def show(visit: Visit, turn: Turn) -> Response:
    """The latest changes."""
    return drawn(visit, turn)


def drawn(visit: Visit, turn: Turn, problem: str = "") -> Response:
    """The list; 422 with why something was not taken back."""
    found = changes.of_programme(turn, visit.slug, SHOWN)
    undone = {each.undoes_id for each in found}
    return visit.shown(
        turn,
        "changes",
        status=422 if problem else 200,
        changes=[listed(visit, turn, each, each.id in undone) for each in found],
        problems=[Problem(problem)] if problem else (),
    )


def listed(visit: Visit, turn: Turn, change: StaffChange, undone: bool) -> ListedChange:
    """A change in the words of the page."""
    mine = may_undo(visit, turn, change)
    return ListedChange(
        change.id,
        what(visit, turn, change),
        plain(visit, change, change.before),
        plain(visit, change, change.after),
        name(turn, change.by_id) or visit.said("manage.change_operator"),
        sending.moment(turn, change.at, visit.locale),
        mine and not undone and changes.undoable(turn, change),
        undone,
    )


def what(visit: Visit, turn: Turn, change: StaffChange) -> str:
    """« Rôle : Sam Okafor, relecteur » in the words of the page."""
    kind = visit.said(f"manage.change_{change.kind}")
    subject = change.subject
    if change.kind == ChangeKind.ROLE:
        subject = visit.said(f"manage.role_{change.subject}")
    elif change.kind == ChangeKind.SETTING:
        subject = label(visit.said, change.subject)
    elif change.kind in (ChangeKind.ROSTER, ChangeKind.FACTOR):
        subject = ""
    parts = (name(turn, change.person_id), subject)
    return " · ".join(filter(None, (kind, *parts)))


def name(turn: Turn, person_id: UUID | None) -> str:
    """What somebody is called; empty for nobody, and for who is gone."""
    person = turn.db.get(Person, person_id) if person_id else None
    return person.name if person else ""


def plain(visit: Visit, change: StaffChange, value: str) -> str:
    """A value that was written down, as people read it; empty for none."""
    held = json.loads(value)
    if held is None or not isinstance(held, dict):
        days = held if isinstance(held, list) and held and isinstance(held[0], dict) else []
        return ", ".join(f"{each['from']} → {each['to']}" for each in days) or as_text(held)
    if change.kind == ChangeKind.ORGANISATION:
        return visit.said("manage.change_member" if held["member"] else "manage.change_gone")
    if change.kind == ChangeKind.ROSTER:
        return visit.said("manage.change_rows", **{key: str(each) for key, each in held.items()})
    lists = ", ".join(each.replace(",", ", ") for each in held.values() if each)
    return lists or visit.said("manage.change_all")


def may_undo(visit: Visit, turn: Turn, change: StaffChange) -> bool:
    """Whether who is here may take a change back: they could have made it, and it is not of their
    own role."""
    right = undo.RIGHTS.get(ChangeKind(change.kind))
    own = change.kind == ChangeKind.ROLE and change.person_id == visit.person.id
    return right is not None and not own and roles.may(turn, visit.person, right, visit.slug)


def act(visit: Visit, form: Posted) -> Response:
    """Take a change back; a role only after a second factor, as giving one. Raises
    `HTTPException(403)` for who could not have made it."""
    if not form["undo"]:
        return visit.back()
    try:
        with visit.turn() as turn:
            change = found(visit, turn, form["undo"])
            if not may_undo(visit, turn, change):
                raise HTTPException(403)
            grave = change.kind == ChangeKind.ROLE
            if grave and turn.at - visit.session.proved_at >= sessions.PROVED:
                return visit.back(f"/manage/again?to=/manage/{visit.slug}/changes")
            undo.undo(turn, visit.by, change)
    except (Trouble, Refusal) as error:
        with visit.site.world.glance() as turn:
            return drawn(visit, turn, told(visit, error))
    return visit.back()


def found(visit: Visit, turn: Turn, key: str) -> StaffChange:
    """The change of this key in the programme of the page; `HTTPException(404)` for any other."""
    try:
        change = turn.db.get(StaffChange, UUID(key))
    except ValueError:
        change = None
    if change is None or change.programme != visit.slug:
        raise HTTPException(404)
    return change
