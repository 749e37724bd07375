"""`/manage/{programme}/roster`: a list is looked at first, then brought in by a press."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from core.ground.errors import Refusal
from core.ground.tables import UploadedList
from core.ground.world import Turn
from core.managing import rosters
from core.managing.rosters import LookedAt
from web.forms.problems import Problem
from web.manage.guard import Posted, Visit

SHOWN = 20


def show(visit: Visit, turn: Turn) -> Response:
    """The form that takes a list."""
    return drawn(visit, turn)


def drawn(
    visit: Visit,
    turn: Turn,
    problem: str = "",
    looked: LookedAt | None = None,
    *,
    written: bool = False,
) -> Response:
    """The form; what became of a list that was looked at, or brought in (`written`)."""
    label = visit.said("manage.roster_file")
    return visit.shown(
        turn,
        "roster",
        status=422 if problem else 200,
        looked=looked,
        refused=looked.done.refused[:SHOWN] if looked else (),
        more=max(0, len(looked.done.refused) - SHOWN) if looked else 0,
        written=written,
        problems=[Problem(problem, "list", label)] if problem else (),
    )


def act(visit: Visit, form: Posted) -> Response:
    """Look at a list that was sent, or bring in the one that was looked at."""
    world = visit.site.world
    with visit.turn():
        pass  # who lost the right meanwhile is refused before the file is worked
    try:
        if form["act"].startswith("write:"):
            upload = of_key(visit, form["act"].partition(":")[2])
            looked = rosters.bring_in(world, upload, visit.by, visit.language)
        else:
            key = rosters.keep(world, visit.slug, visit.person, *sent(form))
            looked = rosters.look(world, of_key(visit, str(key)), visit.language)
    except Refusal as refusal:
        problem = visit.said(refusal.word, **refusal.values)
        with world.glance() as turn:
            return drawn(visit, turn, problem)
    with world.glance() as turn:
        return drawn(visit, turn, looked=looked, written=form["act"].startswith("write:"))


def sent(form: Posted) -> tuple[str, bytes]:
    """The name and content of the file; raises `Refusal` for none, and for one too large."""
    file = next(iter(form.files), None)
    if file is None:
        raise Refusal("manage.roster_missing")
    if not file.content:
        raise Refusal("manage.roster_large")
    return file.name, file.content


def of_key(visit: Visit, key: str) -> UploadedList:
    """A list of this programme that is kept; `HTTPException(404)` for any other."""
    with visit.site.world.glance() as turn:
        found = rosters.kept(turn, visit.slug, key)
    if found is None:
        raise HTTPException(404)
    return found


def refused(visit: Visit, turn: Turn) -> Response:
    """The refused rows of a list, as a file to mend and send again."""
    found = rosters.kept(turn, visit.slug, visit.request.path_params["list"])
    if found is None:
        raise HTTPException(404)
    reason = visit.said("roster.reason")
    content = rosters.refused(visit.site.world, found, visit.language, reason)
    headers = {"Content-Disposition": 'attachment; filename="refused.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
