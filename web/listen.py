"""The web door: every path of the contract, and the server that answers on it."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core.ground.errors import Trouble
from core.ground.world import World
from web.asking import begin, choose
from web.badge import certificate, criteria, hosted_files, page
from web.claim import form
from web.http.forwarded import Forwarded
from web.http.no_nul import NoNul
from web.http.patience import Listening, Patience
from web.http.security_headers import Guard
from web.manage import pages as managed
from web.organisation import join
from web.person import lost_badge, stop, unlink
from web.public import event, health, home, issuer, promise, site_map, verify
from web.public.errors import fault
from web.public.from_standby import from_standby, reading
from web.public.metrics import Counted, DoorCounters
from web.showing import manage, my_data, person_page, report, talents
from web.staff import case, decide, evidence_file
from web.staff import figures as staff_figures
from web.write import Site, site_of


def build(
    world: World, extra_routes: Sequence[BaseRoute] = (), site: Site | None = None
) -> Starlette:
    """The web door over a world; the demo and other doors add paths of their own. `site`: what its
    pages are made with, where that is not as usual."""
    site, figures = site or Site(world), DoorCounters(world)
    app = Starlette(
        routes=[*extra_routes, *routes(site, figures)],
        middleware=[
            Middleware(Forwarded, world.settings.proxy_networks),
            Middleware(Counted, figures),
            Middleware(Guard, world.settings.base),
            Middleware(Patience),
            Middleware(NoNul),
        ],
        exception_handlers={HTTPException: fault, ClientDisconnect: hung_up, Exception: fault},
    )
    app.router.redirect_slashes = False  # its redirects lead to whatever Host was sent
    app.state.site = site
    app.state.reading = reading(world)
    app.state.managed = managed.PAGES
    return app


def routes(site: Site, figures: DoorCounters) -> list[BaseRoute]:
    """Every path, the narrower ones first."""
    return [
        Route("/", home.home),
        Route("/ask", choose.programmes),
        Route("/ask/{programme}", choose.badges),
        Route("/ask/{programme}/{badge}", begin.show),
        Route("/ask/{programme}/{badge}", begin.act, methods=["POST"]),
        Route("/b/{id}.png", from_standby(page.picture)),
        Route("/b/{id}.json", from_standby(hosted_files.document)),
        Route("/b/{id}.{language}.pdf", from_standby(certificate.certificate)),
        Route("/b/{id}/card.png", from_standby(page.card)),
        Route("/b/{id}", from_standby(page.page)),
        Route("/i/{programme}/did.json", from_standby(hosted_files.document)),
        Route("/i/{programme}/colours.css", from_standby(issuer.colours)),
        Route("/i/{programme}/talents.json", talents.feed),
        Route("/i/{programme}/{badge}/{language}.png", from_standby(issuer.thumbnail_of)),
        Route("/i/{programme}/join", join.show),
        Route("/i/{programme}/join", join.act, methods=["POST"]),
        Route("/i/{issuer}", from_standby(issuer.issuer)),
        Route("/event/{programme}/{code}", event.show),
        Route("/ob3/a/{issuer}/{badge}/{language}/{version}.html", from_standby(criteria.criteria)),
        Route("/ob2/{path:path}", from_standby(hosted_files.document)),
        Route("/ob3/{path:path}", from_standby(hosted_files.document)),
        Route("/pictures/{name}", from_standby(hosted_files.document)),
        Route("/verify", verify.ask),
        Route("/verify", verify.check, methods=["POST"]),
        Route("/claim/{token}", form.show),
        Route("/claim/{token}", form.act, methods=["POST"]),
        Route("/decide/{token}", decide.show),
        Route("/decide/{token}", decide.act, methods=["POST"]),
        Route("/decide/{token}/file/{digest}", evidence_file.give),
        Route("/case/{token}", case.show),
        Route("/case/{token}", case.act, methods=["POST"]),
        Route("/staff/{token}", staff_figures.show),
        Route("/p/{address}.png", person_page.picture),
        Route("/p/{address}", person_page.page),
        Route("/show/{token}", manage.show),
        Route("/show/{token}", manage.act, methods=["POST"]),
        Route("/data/{token}", my_data.show),
        Route("/data/{token}", my_data.act, methods=["POST"]),
        Route("/report/{token}.{kind}", report.file),
        Route("/report/{token}", report.show),
        Route("/report/{token}", report.act, methods=["POST"]),
        Route("/lost", lost_badge.show),
        Route("/lost", lost_badge.act, methods=["POST"]),
        Route("/stop/{token}", stop.show),
        Route("/stop/{token}", stop.act, methods=["POST"]),
        Route("/unlink/{token}", unlink.show),
        Route("/unlink/{token}", unlink.act, methods=["POST"]),
        *managed.all_routes(),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", figures.give),
        Route("/accessibility", home.accessibility),
        Route("/privacy", home.privacy),
        Route("/map", site_map.site_map),
        Route("/promise", promise.page),
        Route("/promise.json", promise.figures),
        Route("/robots.txt", home.robots),
        Route("/assets/{name}", site.assets.give),
        Route("/{path:path}/", without_slash),
    ]


def without_slash(request: Request) -> Response:
    """Send on to the page whose address this is with a slash too many (307: a post stays one)."""
    return site_of(request).sent_on(
        request, quote(f"/{request.path_params['path']}".rstrip("/")), 307
    )


def hung_up(_: Request, __: Exception) -> Response:
    """Who posted has gone in the middle of it: nobody hears the answer, and nothing is wrong."""
    return Response(status_code=400)


async def run(world: World, stop: asyncio.Event, extra_routes: Sequence[BaseRoute] = ()) -> None:
    """Answer on `COCARDE_LISTEN` until told to stop; raises `Trouble` where the address is
    taken."""
    await serve(build(world, extra_routes), listening(*world.settings.listen_at), stop)


def listening(host: str, port: int) -> socket.socket:
    """A socket that waits at this address; port 0 takes a free one. Raises `Trouble` where the
    address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        where = f"{host}:{port}"
        raise Trouble("trouble.no_listening", where=where, error=error.strerror) from error


async def serve(app: Starlette, place: socket.socket, stop: asyncio.Event) -> None:
    """Answer at a socket until told to stop; answers under way get five seconds to end."""
    # Secrets stand in paths, so nothing writes an access log.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        lifespan="off",
        server_header=False,
        proxy_headers=False,  # see `Forwarded`: by itself it believes whoever is on this machine
        http=Listening,
        timeout_graceful_shutdown=5,
    )
    server = WebServer(config)
    answering = asyncio.create_task(server.serve(sockets=[place]))
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({answering, waiting}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    waiting.cancel()
    await answering


class WebServer(uvicorn.Server):
    """A server that leaves the signals to the command that started it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield
