"""Public pages read from a standby of the database: they stand while the primary is down."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps

from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.ground.world import World
from web.write import Site, site_of

Page = Callable[[Request], Response]
STALE = 60.0  # seconds without news from the primary after which it is asked first, if it answers
LOOKS = 5.0  # seconds between two looks at how far behind the standby is
AWAY = 10.0  # seconds for which a server that did not answer is left alone


@dataclass(slots=True)
class StandbyPages:
    """The two servers that public pages can be read from, and what was last known of each."""

    standby: World
    primary: World
    clock: Callable[[], float] = time.monotonic
    _away: dict[int, float] = field(default_factory=dict)
    _looked: float = float("-inf")
    _stale: bool = False

    def worlds(self) -> Iterator[World]:
        """Each to ask in turn: the standby first, unless it has heard nothing for a minute; last
        those that did not answer just now."""
        order = [self.primary, self.standby] if self.is_stale() else [self.standby, self.primary]
        now = self.clock()
        yield from sorted(order, key=lambda world: self._away.get(id(world), now) > now)

    def is_stale(self) -> bool:
        """Whether the standby has had no news for longer than it may."""
        if self.clock() - self._looked >= LOOKS:
            self._looked = self.clock()
            try:
                self._stale = self.standby.store.seconds_behind() > STALE
            except SQLAlchemyError:
                self.left_alone(self.standby)
        return self._stale

    def left_alone(self, world: World) -> None:
        """Note that a server did not answer."""
        self._away[id(world)] = self.clock() + AWAY


def reading(world: World) -> StandbyPages | None:
    """The two servers of an installation; None where no standby is named."""
    url = world.settings.database_read_url
    return StandbyPages(replace(world, store=world.store.reading_from(url)), world) if url else None


def from_standby(page: Page) -> Page:
    """A page that only reads, read from the standby where one is named. What is not found there is
    looked for at the primary, as it may have been written a moment ago."""

    @wraps(page)
    def answer(request: Request) -> Response:
        site = site_of(request)
        servers: StandbyPages | None = request.app.state.reading
        if servers is None:
            return page(request)
        failure: Exception | None = None
        for world in servers.worlds():
            try:
                return read(page, request, replace(site, world=world))
            except SQLAlchemyError as error:
                servers.left_alone(world)
                failure = error
            except HTTPException as error:
                if error.status_code != 404 or world is servers.primary:
                    raise
                failure = failure or error
        raise failure or HTTPException(404)

    return answer


def read(page: Page, request: Request, site: Site) -> Response:
    """The page as made with this site; `HTTPException(404)` where it says that there is none."""
    request.state.site = site
    answer = page(request)
    if answer.status_code == 404:
        raise HTTPException(404)
    return answer
