"""Is it alive, is it ready, what is wrong: for watchers, in no words of a person."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from core.ground.world import Turn, World
from core.watching import backlog
from core.watching.conditions import STORE, Ailment, conditions
from core.watching.stuck import Stuck, stuck
from web.http.watchers import may_watch
from web.write import site_of

INSIDE = ("process", "place", "error")  # for watchers alone
NEVER_KEPT = {"Cache-Control": "no-store"}


def alive(_: Request) -> Response:
    """200 as long as the process answers."""
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


def ready(request: Request) -> Response:
    """200 where pages can be served, else 503; what is wrong stands under `wrong`, each thing by
    its name. With `?strict` anything wrong is a 503, for watchers that look at the status alone.

    Pages can be served while a door fails: that alone takes no process out of service.
    """
    world = site_of(request).world
    try:
        wrong, told = conditions(world), waiting(world)
    except SQLAlchemyError:
        gone = {"name": STORE, "out_of_service": True}
        away = {"ready": False, "store": "does not answer", "wrong": [gone]}
        return JSONResponse(away, 503, NEVER_KEPT)
    out = any(each.out_of_service for each in wrong)
    status = 503 if out or (wrong and "strict" in request.query_params) else 200
    details = may_watch(request, world.settings)
    told["wrong"] = [shape(each, details=details) for each in wrong]
    return JSONResponse({"ready": not out, "store": "ok", **told}, status, NEVER_KEPT)


def shape(condition: Ailment, *, details: bool) -> dict[str, Any]:
    """A condition as anybody reads it; with machines, paths and errors for who may see figures."""
    named = {"name": condition.name, "out_of_service": condition.out_of_service}
    told = condition.told.items()
    return named | {name: value for name, value in told if details or name not in INSIDE}


def waiting(world: World) -> dict[str, Any]:
    """How long the oldest message waits, and the doors that fail."""
    with world.glance() as turn:
        failing = {each.door: door_report(turn, each) for each in stuck(turn)}
        return {"oldest_outbox_seconds": age(turn, backlog.oldest(turn)), "failing": failing}


def door_report(turn: Turn, door: Stuck) -> dict[str, object]:
    """How many messages a door could not hand over, the age of the oldest, and its last error."""
    return {
        "messages": door.messages,
        "oldest_seconds": age(turn, door.since),
        "last_error": door.error,
    }


def age(turn: Turn, since: datetime | None) -> float:
    """How many seconds have passed since then; 0 when nothing waits."""
    return max(0.0, (turn.at - since).total_seconds()) if since else 0.0
