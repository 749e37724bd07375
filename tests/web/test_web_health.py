"""What watchers ask: alive, ready, figures; and updates that Telegram pushes."""

import re
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.updates import webhook
from core.ground.errors import Trouble
from core.ground.settings import read_settings
from core.ground.world import World
from tests.world.visitors import claimed, invited, issued, visitor
from tests.world.world import BASE, Stage
from web.http import forwarded
from web.http.rate_limit import MOST
from web.listen import build
from web.public import health


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
    empty.pop("wrong")
    assert empty == {"ready": True, "store": "ok", "oldest_outbox_seconds": 0.0, "failing": {}}
    assert waiting["oldest_outbox_seconds"] == 90.0


async def test_it_is_not_ready_without_its_store(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(world: World) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(health, "conditions", unanswered)
    async with visitor(stage) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False


async def test_the_figures_count_what_is_there(stage: Stage) -> None:
    badge = issued(stage)
    token = invited(stage)
    allow(stage, metrics_token="figures")
    async with visitor(stage) as client:
        await client.get(f"/b/{badge.id}")
        await client.get(f"/claim/{token}")
        bearer = {"Authorization": "Bearer figures"}
        text = (await client.get("/metrics", headers=bearer)).text
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


def allow(stage: Stage, **settings: Any) -> None:
    """The installation with these settings."""
    stage.world = replace(stage.world, settings=replace(stage.world.settings, **settings))


async def figures(stage: Stage, host: str = "127.0.0.1", **headers: str) -> int:
    """The status that somebody at an address gets for `/metrics`."""
    near = httpx.ASGITransport(build(stage.world), client=(host, 40000))
    async with httpx.AsyncClient(transport=near, base_url=BASE) as client:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.get("/metrics", headers=named)).status_code


async def test_the_figures_are_off_until_somebody_allows_them(stage: Stage) -> None:
    assert await figures(stage) == 404
    for given in ("Bearer", "Bearer ", "Bearer x", "Basic Og=="):
        assert await figures(stage, authorization=given) == 404


async def test_the_figures_are_given_for_the_token_only(stage: Stage) -> None:
    allow(stage, metrics_token="figures")
    for given in ("Bearer figures", "bearer figures"):
        assert await figures(stage, "203.0.113.7", authorization=given) == 200
    for given in ("", "figures", "Basic figures", "Bearer figure", "Bearer figures x"):
        assert await figures(stage, authorization=given) == 404


async def test_the_figures_are_given_to_the_addresses_that_are_allowed(stage: Stage) -> None:
    allow(stage, metrics_allow="127.0.0.1, ::1 10.1.0.0/16")
    for host in ("127.0.0.1", "::1", "10.1.200.3", "::ffff:10.1.0.9"):
        assert await figures(stage, host) == 200
    for host in ("10.2.0.1", "203.0.113.7", "::2", "", "testclient"):
        assert await figures(stage, host) == 404


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP"])
async def test_a_proxy_that_nobody_named_speaks_for_anybody(stage: Stage, header: str) -> None:
    allow(stage, metrics_allow="127.0.0.1")
    for told in ("x", "127.0.0.1", "203.0.113.7"):
        assert await figures(stage, "127.0.0.1", **{header: told}) == 404


async def test_behind_a_named_proxy_the_visitor_is_asked_for(stage: Stage) -> None:
    allow(stage, metrics_allow="10.1.0.0/16", proxies="127.0.0.1")
    assert await figures(stage, X_Forwarded_For="10.1.0.9") == 200
    assert await figures(stage, X_Forwarded_For="203.0.113.7") == 404
    assert await figures(stage, X_Forwarded_For="10.1.0.9, 203.0.113.7") == 404
    assert await figures(stage, "203.0.113.7", X_Forwarded_For="10.1.0.9") == 404


NAMED = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "told", "seen"),
    [
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # nobody's word is taken
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the visitor wrote the first
        ("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("fd00::1", '"198.51.100.1"', "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "nonsense, 10.0.0.3", "10.0.0.3"),
        ("127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_a_forwarded_address_is_believed_from_named_proxies(
    peer: str, told: str, seen: str
) -> None:
    assert forwarded.visitor(peer, told, NAMED) == seen
    assert forwarded.visitor(peer, told, ()) == peer


async def test_nobody_escapes_the_brake_by_forwarding_themselves(stage: Stage) -> None:
    """Thirty posts an hour from one address, whatever it says that it passes on."""
    app = build(stage.world)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, client=("203.0.113.7", 40000)), base_url=BASE
    ) as client:
        statuses = [
            (
                await client.post(
                    "/lost",
                    data={"nonce": str(number), "mail": "lina@example.org"},
                    headers={"X-Forwarded-For": f"198.51.100.{number}"},
                )
            ).status_code
            for number in range(MOST + 1)
        ]
    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "told", ["127.0.0.1/", "localhost", "10.0.0.0/33", "*", "127.0.0.1;::1", "10.0.0.1/8"]
)
def test_a_broken_list_of_addresses_is_told_with_its_setting(told: str) -> None:
    for name in ("COCARDE_PROXIES", "COCARDE_METRICS_ALLOW"):
        with pytest.raises(Trouble, match=name):
            read_settings({name: told})


async def test_a_pushed_update_goes_to_the_bot_with_its_secret(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[bytes, str | None]] = []

    async def take(world: World, body: bytes, secret: str | None) -> int:
        assert world is stage.world
        taken.append((body, secret))
        return 200 if secret == "right" else 403

    monkeypatch.setattr(webhook, "take", take)
    headers = {"X-Telegram-Bot-Api-Secret-Token": "right"}
    async with visitor(stage, webhook.routes(stage.world)) as client:
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
