"""Pages for what went wrong: kind, and with a way on."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.ground.database.store import is_away
from web.write import Site, site_of

TOLD = frozenset({400, 404, 405, 410, 413})
# Read by programs, not by people.
FOR_PROGRAMS = ("/ob2/", "/ob3/", "/telegram/", "/metrics")


async def fault(request: Request, error: Exception) -> Response:
    """The page of an HTTP error, 500 for any other error; JSON on the paths that are for
    programs."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    if is_away(error):  # a database that changes its primary is back within half a minute
        status, headers = 503, {"Retry-After": "15"}
    path = request.url.path
    if path.startswith(FOR_PROGRAMS) or path.endswith(".json"):
        body = {"error": status}
        return JSONResponse(body, status, {"Access-Control-Allow-Origin": "*", **(headers or {})})
    site = site_of(request)
    word = str(status) if status in TOLD else "other" if status < 500 else "500"
    page = site.page(request, "fault", site.language(request), status=status, word=word)
    page.headers.update(headers or {})
    page.headers["Cache-Control"] = "no-store"
    return page


def lost(site: Site, request: Request, status: int = 404, *, deciding: bool = False) -> Response:
    """The page for a link that opens nothing (any more), and what to do then; `deciding`: for a
    reviewer, whom the mails of the claim lead on."""
    language, mail = site.language(request), site.world.settings.mail_address
    return site.page(request, "lost", language, status=status, mail=mail, deciding=deciding)
