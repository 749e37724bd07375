"""`/manage/{programme}`: how it goes, what waits, and the ways to everything else."""

from starlette.responses import Response

from core.ground.world import Turn
from core.reports import access
from core.reports.drawing import tiles
from core.reports.figures import figures
from web.manage.guard import Visit


def show(visit: Visit, turn: Turn) -> Response:
    """The figures of thirty days in tiles, then the pages that this person may open."""
    reader = access.reader(turn, visit.person, visit.slug, visit.locale)
    return visit.shown(turn, "overview", tiles=tiles(reader, figures(turn, visit.slug)))
