"""Is it alive, is it ready: for watchers, in no words of a person."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from core.ground import outbox
from core.ground.world import World
from web.site import site_of

NEVER_KEPT = {"Cache-Control": "no-store"}


def alive(_: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


def ready(request: Request) -> Response:
    """The store answers; with the age in seconds of the oldest message not yet delivered."""
    world = site_of(request).world
    try:
        oldest = outbox.oldest_waiting(world)
    except SQLAlchemyError:
        return JSONResponse({"ready": False, "store": "does not answer"}, 503, NEVER_KEPT)
    told = {"ready": True, "store": "ok", "oldest_outbox_seconds": age(world, oldest)}
    return JSONResponse(told, headers=NEVER_KEPT)


def age(world: World, since: datetime | None) -> float:
    """Seconds since then; 0 when nothing waits."""
    return max(0.0, (world.now() - since).total_seconds()) if since else 0.0
