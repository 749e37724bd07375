"""Public pages while the primary of the database is down, and while the standby is behind."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from core.ground.database.store import Store
from core.ground.world import World
from tests.world.visitors import issued, revoke
from tests.world.world import BASE, Stage, make_stage
from web.listen import build
from web.public.from_standby import AWAY, STALE, StandbyPages

NOBODY = "postgresql://nobody@127.0.0.1:1/none"


class Behind(Store):
    """A store that tells how far it is behind."""

    seconds = 0.0

    def seconds_behind(self) -> float:
        return self.seconds


@dataclass(slots=True)
class Seconds:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def nobody(stage: Stage) -> Iterator[World]:
    """A world whose database does not answer."""
    store = Store(NOBODY)
    yield replace(stage.world, store=store)
    store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    """A world whose database has nothing yet."""
    folder = tmp_path / "empty"
    folder.mkdir()
    stage = make_stage(folder)
    yield following(stage.world)
    stage.world.store.close()


def following(world: World, seconds: float = 0.0) -> World:
    """The world as a standby of its database has it, so many seconds behind."""
    store = Behind(world.store.url)
    store.seconds = seconds
    return replace(world, store=store)


@asynccontextmanager
async def reader(reading: StandbyPages) -> AsyncIterator[httpx.AsyncClient]:
    app = build(reading.primary)
    app.state.reading = reading
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as web:
        yield web
    for world in (reading.standby, reading.primary):
        world.store.close()


async def test_badges_and_documents_stand_while_the_primary_is_down(
    stage: Stage, nobody: World
) -> None:
    badge = issued(stage)
    paths = (
        f"/b/{badge.id}", f"/b/{badge.id}.png", f"/b/{badge.id}.json", f"/ob2/a/{badge.id}.json",
        "/i/becode", "/i/becode/did.json", "/ob3/status/becode/1.json",
    )  # fmt: skip
    async with reader(StandbyPages(following(stage.world), nobody)) as web:
        found = {path: (await web.get(path)).status_code for path in paths}
        form = await web.post("/lost", data={"mail": "lina@example.org"})
        unknown = await web.get("/b/nothing")
    assert found == dict.fromkeys(paths, 200)
    assert form.status_code == 503
    assert form.headers["retry-after"] == "15"
    assert unknown.status_code == 503  # it may have been issued a moment before


async def test_what_the_standby_has_not_got_yet_is_found_at_the_primary(
    stage: Stage, empty: World
) -> None:
    badge = issued(stage)
    async with reader(StandbyPages(empty, stage.world)) as web:
        assert (await web.get(f"/b/{badge.id}")).status_code == 200
        assert (await web.get("/b/nothing")).status_code == 404


async def test_a_standby_that_is_away_is_left_alone_for_a_while(
    stage: Stage, nobody: World
) -> None:
    badge, clock = issued(stage), Seconds()
    reading = StandbyPages(nobody, stage.world, clock)
    async with reader(reading) as web:
        assert (await web.get(f"/b/{badge.id}")).status_code == 200
    assert next(reading.worlds()) is stage.world
    clock.at += AWAY + 1
    reading._looked = clock.at
    assert next(reading.worlds()) is nobody


async def test_a_standby_without_news_is_asked_only_when_the_primary_is_down(
    stage: Stage, empty: World, nobody: World
) -> None:
    badge, clock = issued(stage), Seconds()
    old = following(stage.world, STALE + 1)
    async with reader(StandbyPages(following(empty, STALE + 1), stage.world, clock)) as web:
        revoke(stage, badge)
        assert (await web.get(f"/b/{badge.id}")).status_code == 410
    async with reader(StandbyPages(old, nobody, clock)) as web:
        assert (await web.get(f"/b/{badge.id}")).status_code == 410
