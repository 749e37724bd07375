"""The mail servers by which mails go out: the first as long as it works, else the next.

A server that cannot be entered, stops answering or refuses one mail after another for now is left
alone for a while; meanwhile the next one is used, and it is looked at until it works again. A mail
that a server may have goes to that same server for a quarter of an hour, whatever the others do.
"""

import asyncio
import logging
import ssl
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from core.ground.errors import DeliveryError, InDoubt, WayClosed
from mail.servers.smtp_pool import Postman

log = logging.getLogger(__name__)

ALONE, BESIDE = 60.0, 20.0  # seconds for an answer, with one server and with several
REST, LONGEST_REST = 30.0, 300.0  # seconds until a server that failed is looked at again
MISSES = 3  # mails in a row that a server refused for now


@dataclass(frozen=True, slots=True)
class Sending:
    """One mail to hand over. `envelope_id` asks for reports by that name, `bound` is the server
    that may have it, `avoid` the one that refused it for now."""

    raw: bytes
    sender: str
    to: str
    envelope_id: str = ""
    bound: str = ""
    avoid: str = ""


@dataclass(slots=True)
class Route:
    """One server, and how it has served."""

    postman: Postman
    misses: int = 0
    looking: asyncio.Task[None] | None = None

    @property
    def place(self) -> str:
        """Where its server listens."""
        return self.postman.place

    @property
    def rests(self) -> bool:
        """Whether it failed, and has not been found working since."""
        return self.looking is not None and not self.looking.done()


class Routes:
    """Sends each mail over the first server that serves; the settings name them in order."""

    def __init__(
        self,
        urls: Sequence[str],
        *,
        workers: int = 2,
        tls: ssl.SSLContext | None = None,
        timeout: float | None = None,
        rest: float = REST,
    ) -> None:
        patience = timeout or (BESIDE if len(urls) > 1 else ALONE)
        self._routes = [
            Route(Postman(url, workers=workers, tls=tls, timeout=patience)) for url in urls
        ]
        self._rest = rest
        self._exits = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for route in self._routes:
            await self._exits.enter_async_context(route.postman)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        looking = [route.looking for route in self._routes if route.looking]
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        await self._exits.aclose()

    @property
    def several(self) -> bool:
        """Whether there is another way than the first."""
        return len(self._routes) > 1

    async def send(self, mail: Sending) -> str:
        """Hand one mail over; gives the server that took it. Raises `DeliveryError` with the server
        that was asked last as its `route`."""
        routes = self._in_turn(mail)
        for number, route in enumerate(routes, 1):
            try:
                await route.postman.send(mail.raw, mail.sender, mail.to, mail.envelope_id)
            except WayClosed as closed:
                self._leave(route, str(closed))
                if number == len(routes):
                    closed.by(route.place)
                    raise
            except DeliveryError as error:
                self._count(route, error)
                error.by(route.place)
                raise
            else:
                route.misses = 0
                return route.place
        raise AssertionError("there is at least one route")

    def _in_turn(self, mail: Sending) -> list[Route]:
        """The servers to ask, those that serve first: a server that refused the mail for now comes
        after the others, and a mail that one may have goes to no other."""
        bound = [route for route in self._routes if route.place == mail.bound]
        if bound:
            return bound
        return sorted(self._routes, key=lambda route: (route.rests, route.place == mail.avoid))

    def _count(self, route: Route, error: DeliveryError) -> None:
        """Note an answer of a server: one that only ever says "later" serves nobody."""
        if isinstance(error, InDoubt):
            self._leave(route, str(error))
        elif error.permanent:
            route.misses = 0
        else:
            route.misses += 1
            if route.misses >= MISSES:
                route.misses = MISSES - 1  # the next refusal ends another try at once
                self._leave(route, str(error))

    def _leave(self, route: Route, why: str) -> None:
        """Use a server no more until it has been looked at, where there is another."""
        if self.several and not route.rests:
            log.warning("Mails go another way than by %s for now: %s", route.place, why)
            route.looking = asyncio.create_task(self._look(route))

    async def _look(self, route: Route) -> None:
        """Wait until a server can be entered again."""
        rest = self._rest
        while True:
            await asyncio.sleep(rest)
            try:
                await route.postman.enter()
            except DeliveryError as error:
                log.info("%s does not serve yet: %s", route.place, error)
            else:
                log.warning("Mails may go by %s again.", route.place)
                return
            rest = min(2 * rest, LONGEST_REST)
