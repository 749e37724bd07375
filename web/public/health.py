"""Is it alive, is it ready: for watchers, in no words of a person."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from core.ground.rows import outbox
from core.ground.rows.stuck import Stuck, stuck
from core.ground.world import World
from web.write import site_of

NEVER_KEPT = {"Cache-Control": "no-store"}


def alive(_: Request) -> Response:
    """200 as long as the process answers."""
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


def ready(request: Request) -> Response:
    """200 when the store answers, else 503; with the seconds that the oldest message waits, and the
    doors that fail.

    Pages can be served while a door fails: that alone takes no process out of service.
    """
    world = site_of(request).world
    try:
        oldest = outbox.oldest_waiting(world)
        failing = {each.door: door_report(world, each) for each in stuck(world)}
    except SQLAlchemyError:
        return JSONResponse({"ready": False, "store": "does not answer"}, 503, NEVER_KEPT)
    told = {
        "ready": True,
        "store": "ok",
        "oldest_outbox_seconds": age(world, oldest),
        "failing": failing,
    }
    return JSONResponse(told, headers=NEVER_KEPT)


def door_report(world: World, door: Stuck) -> dict[str, object]:
    """How many messages a door could not hand over, the age of the oldest, and its last error."""
    return {
        "messages": door.messages,
        "oldest_seconds": age(world, door.since),
        "last_error": door.error,
    }


def age(world: World, since: datetime | None) -> float:
    """How many seconds have passed since then; 0 when nothing waits."""
    return max(0.0, (world.now() - since).total_seconds()) if since else 0.0
