"""What watchers ask: alive, ready, figures; and updates that Telegram pushes."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from core.ground import outbox
from core.ground.world import World
from tests.visiting import claimed, invited, issued, visitor
from tests.worlds import BASE, Stage
from web.app import build


async def test_it_is_alive(stage: Stage) -> None:
    async with visitor(stage) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_it_is_ready_and_tells_how_long_a_message_waits(stage: Stage) -> None:
    async with visitor(stage) as client:
        empty = (await client.get("/readyz")).json()
        claimed(stage)
        stage.clock.at += timedelta(seconds=90)
        waiting = (await client.get("/readyz")).json()
    assert empty == {"ready": True, "store": "ok", "oldest_outbox_seconds": 0.0}
    assert waiting["oldest_outbox_seconds"] == 90.0


async def test_it_is_not_ready_without_its_store(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(world: World) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(outbox, "oldest_waiting", unanswered)
    async with visitor(stage) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False


async def test_the_figures_count_what_is_there(stage: Stage) -> None:
    badge = issued(stage)
    token = invited(stage)
    async with visitor(stage) as client:
        await client.get(f"/b/{badge.id}")
        await client.get(f"/claim/{token}")
        text = (await client.get("/metrics")).text
    for line in (
        'cocarde_badges{programme="becode"} 1.0',
        'cocarde_claims{state="issued"} 1.0',
        'cocarde_claims{state="draft"} 1.0',
        'cocarde_web_answers_total{page="/b/{id}",status="200"} 1.0',
        'cocarde_web_answers_total{page="/claim/{token}",status="200"} 1.0',
    ):
        assert line in text
    assert re.search(r'cocarde_outbox\{door="mail",state="waiting"\} [1-9]', text)
    assert token not in text
    assert badge.id not in text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_the_figures_are_not_given_through_a_proxy(stage: Stage, header: str) -> None:
    async with visitor(stage) as client:
        assert (await client.get("/metrics", headers={header: "x"})).status_code == 404


async def test_the_figures_are_not_given_to_another_machine(stage: Stage) -> None:
    far = httpx.ASGITransport(build(stage.world), client=("203.0.113.7", 40000))
    async with httpx.AsyncClient(transport=far, base_url=BASE) as client:
        assert (await client.get("/metrics")).status_code == 404


async def test_a_pushed_update_goes_to_who_takes_it_with_its_secret(stage: Stage) -> None:
    taken: list[tuple[bytes, str | None]] = []

    async def take(world: World, body: bytes, secret: str | None) -> int:
        assert world is stage.world
        taken.append((body, secret))
        return 200 if secret == "right" else 403

    headers = {"X-Telegram-Bot-Api-Secret-Token": "right"}
    async with visitor(stage, take) as client:
        good = await client.post("/telegram/path", content=b'{"update_id": 1}', headers=headers)
        bad = await client.post("/telegram/path", content=b"{}")
        huge = await client.post("/telegram/path", content=bytes(1_000_001), headers=headers)
        read = await client.get("/telegram/path")
    statuses = [answer.status_code for answer in (good, bad, huge, read)]
    assert statuses == [200, 403, 413, 405]
    assert taken == [(b'{"update_id": 1}', "right"), (b"{}", None)]


async def test_without_a_bot_nobody_takes_updates(stage: Stage) -> None:
    async with visitor(stage) as client:
        assert (await client.post("/telegram/path", content=b"{}")).status_code == 404
