"""Figures for Prometheus: what the store holds, what all processes counted, how pages answer."""

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.ground.world import World
from web.http.watchers import may_watch
from web.public.counted_figures import CountedFigures
from web.public.store_figures import StoreFigures

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


class DoorCounters:
    """The figures of one web door."""

    def __init__(self, world: World) -> None:
        self.settings = world.settings
        self.registry = CollectorRegistry()
        self.registry.register(StoreFigures(world))
        self.registry.register(CountedFigures(world))
        self.answers = Counter(
            "cocarde_web_answers", "Answers.", ["page", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "cocarde_web_seconds", "Time to answer.", ["page"], registry=self.registry
        )

    def give(self, request: Request) -> Response:
        """The figures in the text format of Prometheus; `HTTPException(404)` to who has no token
        and sits at no address that was allowed."""
        if not may_watch(request, self.settings):
            raise HTTPException(404)
        return Response(generate_latest(self.registry), media_type=TEXT_FORMAT)


class Counted:
    """Counts each answer by the pattern of its path, so that no secret becomes a label."""

    def __init__(self, app: ASGIApp, figures: DoorCounters) -> None:
        self.app = app
        self.figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            page = label(scope)
            self.figures.answers.labels(page, str(status)).inc()
            self.figures.seconds.labels(page).observe(perf_counter() - began)


def label(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", "none"))
