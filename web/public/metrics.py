"""Figures for Prometheus: what the store holds, how the web door answers."""

import hmac
from collections.abc import Iterator
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func
from sqlmodel import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.ground.effects import Outcome
from core.ground.rows import outbox
from core.ground.rows.stuck import stuck
from core.ground.tables import Badge, Claim, Inbox, Outbox
from core.ground.world import World
from web.http.forwarded import passed_on, within
from web.public.health import age

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


class StoreFigures(Collector):
    """What the store holds, counted when asked."""

    def __init__(self, world: World) -> None:
        self.world = world

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauges = {
            "claims": GaugeMetricFamily("cocarde_claims", "Claims.", labels=["state"]),
            "outbox": GaugeMetricFamily("cocarde_outbox", "Messages.", labels=["door", "state"]),
            "badges": GaugeMetricFamily("cocarde_badges", "Badges.", labels=["programme"]),
        }
        for name, labels, count in self.counted():
            gauges[name].add_metric(labels, count)
        yield from gauges.values()
        oldest = age(self.world, outbox.oldest_waiting(self.world))
        yield GaugeMetricFamily("cocarde_outbox_oldest_seconds", "Age of the oldest.", oldest)
        yield GaugeMetricFamily("cocarde_complaints", "Mails called spam.", self.complaints())
        yield from self.failing()

    def complaints(self) -> int:
        """How many reports have come that a mail was called spam."""
        with self.world.glance() as turn:
            query = select(func.count()).select_from(Inbox)
            return turn.db.exec(query.where(Inbox.outcome == Outcome.COMPLAINT)).one()

    def failing(self) -> Iterator[GaugeMetricFamily]:
        """The gauges of each door that could not hand messages over: how many, since when, the last
        error."""
        door = ["door"]
        count = GaugeMetricFamily("cocarde_outbox_failing", "Tried in vain.", labels=door)
        since = GaugeMetricFamily(
            "cocarde_outbox_failing_oldest_seconds", "Age of the oldest of them.", labels=door
        )
        error = GaugeMetricFamily(
            "cocarde_outbox_last_error", "Its last error.", labels=["door", "error"]
        )
        for each in stuck(self.world):
            count.add_metric([each.door], each.messages)
            since.add_metric([each.door], age(self.world, each.since))
            error.add_metric([each.door, each.error], 1)
        yield from (count, since, error)

    def counted(self) -> Iterator[tuple[str, list[str], int]]:
        with self.world.glance() as turn:
            claims = select(Claim.state, func.count()).group_by(Claim.state)
            badges = select(Badge.programme, func.count()).group_by(Badge.programme)
            rows = select(Outbox.door, Outbox.state, func.count())
            yield from (("claims", [state], count) for state, count in turn.db.exec(claims))
            yield from (("badges", [slug], count) for slug, count in turn.db.exec(badges))
            for door, state, count in turn.db.exec(rows.group_by(Outbox.door, Outbox.state)):
                yield "outbox", [door, state], count


class DoorCounters:
    """The figures of one web door."""

    def __init__(self, world: World) -> None:
        self.settings = world.settings
        self.registry = CollectorRegistry()
        self.registry.register(StoreFigures(world))
        self.answers = Counter(
            "cocarde_web_answers", "Answers.", ["page", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "cocarde_web_seconds", "Time to answer.", ["page"], registry=self.registry
        )

    def give(self, request: Request) -> Response:
        """The figures in the text format of Prometheus; `HTTPException(404)` to who has no token
        and sits at no address that was allowed."""
        if not (self.token_fits(request) or self.is_near(request)):
            raise HTTPException(404)
        return Response(generate_latest(self.registry), media_type=TEXT_FORMAT)

    def token_fits(self, request: Request) -> bool:
        """Whether the request bears the token of the settings (`Authorization: Bearer …`)."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        token = self.settings.metrics_token.encode()
        fits = hmac.compare_digest(given.strip().encode("latin-1"), token)
        return bool(token) and scheme.lower() == "bearer" and fits

    def is_near(self, request: Request) -> bool:
        """Whether the request comes from an address that was allowed; not from a proxy that nobody
        named, which speaks for anybody."""
        host = request.client.host if request.client else ""
        return within(host, self.settings.metrics_networks) and not passed_on(request.scope)


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
