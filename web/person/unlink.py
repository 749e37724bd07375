"""`/unlink/{token}`: taking a link of two addresses back. GET shows it; POST undoes it, once."""

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.ground.world import runs_again
from core.joining.undo_link import LinkToUndo, opened, take_back
from web.public.errors import lost
from web.write import site_of


def show(request: Request) -> Response:
    """The page that says what was linked and until when that can be undone, or what became of it;
    404 with a way on for another secret."""
    site = site_of(request)
    with site.world.glance() as turn:
        told = opened(turn, request.path_params["token"])
    return drawn(request, told) if told else lost(site, request)


async def act(request: Request) -> Response:
    """Undo the link that the secret is for, and say what became of it."""
    return await run_in_threadpool(work, request)


@runs_again
def work(request: Request) -> Response:
    site, token = site_of(request), request.path_params["token"]
    with site.world.turn() as turn:
        told = opened(turn, token)
        why = take_back(turn, told) if told else ""
    return drawn(request, replace(told, why=why)) if told else lost(site, request)


def drawn(request: Request, told: LinkToUndo) -> Response:
    """The question, or what became of the link."""
    site = site_of(request)
    say = site.world.words.say
    done = say(told.locale, told.why, what=told.what) if told.why else ""
    return site.page(
        request,
        "unlink",
        told.locale,
        what=told.what,
        when=told.when,
        until=told.until,
        done=done,
    )
