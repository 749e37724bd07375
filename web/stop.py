"""`/stop/{token}`: no more mails about a claim. GET asks; POST stops (one click: RFC 8058)."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import filling, tokens
from core.claims.filling import Sheet
from core.claims.life import ASKING, MENDABLE
from core.claims.stopping import stop
from core.claims.tokens import Purpose
from core.ground.tables import Claim, Person
from core.ground.world import Turn
from core.programmes.programme import said
from web.form import lost
from web.site import site_of


def show(request: Request) -> Response:
    """What would stop, and a button that stops it."""
    site = site_of(request)
    with site.world.glance() as turn:
        filled = opened(turn, request.path_params["token"])
    return drawn(request, filled) if filled else lost(site, request)


async def act(request: Request) -> Response:
    """Stop; a mail program posts here by itself when its reader unsubscribes."""
    return await run_in_threadpool(work, request)


def work(request: Request) -> Response:
    site, token = site_of(request), request.path_params["token"]
    with site.world.turn() as turn:
        filled = opened(turn, token)
        if filled is not None:
            person = turn.db.get_one(Person, filled.claim.person_id)
            stop(turn, filled.claim, person, "web")
    return drawn(request, filled) if filled else lost(site, request)


def opened(turn: Turn, token: str) -> Sheet | None:
    """The claim of the mail that bore this secret."""
    found = tokens.find(turn, token, Purpose.CLAIM)
    if found is None or found.claim_id is None:
        return None
    return filling.sheet(turn, turn.db.get_one(Claim, found.claim_id))


def drawn(request: Request, filled: Sheet) -> Response:
    """The question, or that it is done."""
    return site_of(request).page(
        request,
        "stop",
        filled.locale,
        badge=said(filled.badge.name, filled.language),
        waiting=filled.claim.state in ASKING | MENDABLE,
    )
