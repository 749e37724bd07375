"""`/manage/{programme}/figures`: how it goes, in bars and tables."""

from starlette.responses import Response

from core.ground.world import Turn
from web.manage.guard import Visit
from web.staff.figures import DAYS, USUAL, values


def show(visit: Visit, turn: Turn) -> Response:
    """The figures of the programme, of the days in the query."""
    asked = visit.request.query_params.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in DAYS else USUAL
    shown = values(turn, visit.person, visit.locale, visit.slug, days)
    return visit.shown(turn, "figures", **shown)
