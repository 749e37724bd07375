"""Strangers at the web door: a Host of their own, half a request, half an upload, deep JSON."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from starlette.types import Message, Scope

from bot.updates import webhook
from tests.world.visitors import invited, issued, visitor
from tests.world.world import BASE, Stage
from web.http import patience
from web.listen import build, listening, serve

FORGED = {"Host": "evil.example.net", "X-Forwarded-Host": "evil.example.net"}


async def test_no_page_and_no_redirect_takes_its_address_from_the_host(stage: Stage) -> None:
    """A page that somebody else keeps (a cache, a forwarded mail) must not lead to their site."""
    badge, token = issued(stage), invited(stage)
    paths = [
        "/", "/verify", "/verify/", "/verify//", "/lost/", "/privacy/", "/i/becode", "/i/becode/",
        f"/b/{badge.id}", f"/b/{badge.id}/", f"/b/{badge.id}.json", f"/claim/{token}",
        f"/claim/{token}/", "/i/becode/did.json", "/nothing/", "//evil.example.net/",
        "/%0d%0aSet-Cookie:%20a=b/", "/robots.txt",
    ]  # fmt: skip
    async with visitor(stage) as client:
        for path in paths:
            answer = await client.get(path, headers=FORGED)
            assert "evil.example.net" not in answer.text.replace("//evil.example.net", ""), path
            where = answer.headers.get("location", BASE + "/")
            assert where.startswith(BASE + "/"), path
            assert "set-cookie" not in answer.headers
        posted = await client.post(f"/claim/{token}", data={"confirm": "oui"}, headers=FORGED)
    assert posted.headers["location"] == f"{BASE}/claim/{token}"


NUL = (
    "/p/a%00", "/p/a%00.png", "/b/a%00", "/b/a%00.png", "/b/a%00/card.png", "/b/a%00.fr.pdf",
    "/pictures/a%00", "/ob2/a%00", "/ob3/a%00", "/ob3/a/becode/%00/fr/1.html", "/event/biklab/%00",
    "/ask/becode/%00", "/claim/%00", "/report/%00.pdf", "/i/%00", "/i/becode/%00/fr.png",
)  # fmt: skip


async def test_a_sign_that_the_store_cannot_keep_leads_to_nothing(either: Stage) -> None:
    async with visitor(either) as client:
        for path in NUL:
            assert (await client.get(path)).status_code == 404, path
        told = await client.post(
            "/lost", data={"mail": "zoe@example.org", "name": "a\0", "x\0": "y"}
        )
    assert told.status_code == 200


async def test_a_slash_too_many_leads_to_the_page(stage: Stage) -> None:
    async with visitor(stage) as client:
        answer = await client.get("/verify/", follow_redirects=True)
    assert (answer.status_code, str(answer.url)) == (200, f"{BASE}/verify")


@asynccontextmanager
async def door(stage: Stage) -> AsyncIterator[tuple[str, int]]:
    place, stop = listening("127.0.0.1", 0), asyncio.Event()
    serving = asyncio.create_task(serve(build(stage.world), place, stop))
    yield place.getsockname()[:2]
    stop.set()
    await asyncio.wait_for(serving, 10)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits end at once."""
    monkeypatch.setattr(patience, "HEAD", 0.05)
    monkeypatch.setattr(patience, "PIECE", 0.05)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "begun",
    [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n"],
    ids=["nothing", "word", "head"],
)
async def test_who_never_finishes_a_request_is_hung_up_on(stage: Stage, begun: bytes) -> None:
    async with door(stage) as (host, port):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(begun)
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()


@pytest.mark.usefixtures("hurried")
async def test_a_second_request_on_the_same_line_is_waited_for_no_longer(stage: Stage) -> None:
    async with door(stage) as (host, port):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in await reader.readuntil(b"ok\n")
        writer.write(b"GET /heal")
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("path", ["/verify", "/lost", "/claim/x", "/decide/x"])
async def test_a_body_that_stalls_is_answered_and_closed(stage: Stage, path: str) -> None:
    async with door(stage) as (host, port):
        reader, writer = await asyncio.open_connection(host, port)
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n"
        writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na=".encode())
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("path", ["/verify", "/lost", "/claim/x", "/telegram/x"])
async def test_an_upload_that_is_dropped_is_no_error(
    stage: Stage, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A phone leaves the train: nothing is wrong with the server, and its log says nothing."""
    pieces: list[Message] = [
        {"type": "http.request", "body": b"a=", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0) if pieces else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await build(stage.world, webhook.routes(stage.world))(posting(path), receive, send)
    assert sent[0]["status"] == 400
    assert [each for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")] == []


def posting(path: str) -> Scope:
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": [kind, (b"content-length", b"900")],
        "client": ("203.0.113.7", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip


DEEP = 100_000
ODD = {
    "deep lists": b'{"update_id": 1, "message": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "unclosed": b"[" * DEEP,
    "quite deep": b'{"update_id": 1, "message": '
    + b'{"reply_to_message": ' * 80
    + b"{}"
    + b"}" * 81,
    "long number": b'{"update_id": ' + b"9" * 5000 + b"}",
    "large number": b'{"update_id": ' + b"9" * 30 + b"}",
    "negative": b'{"update_id": -1}',
    "truth": b'{"update_id": true}',
    "text": b'{"update_id": "1"}',
    "list": b"[1]",
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
async def test_what_is_no_update_is_answered_400(stage: Stage, body: bytes) -> None:
    from dataclasses import replace

    secret = "a-secret-of-the-tests"
    world = replace(
        stage.world, settings=replace(stage.world.settings, telegram_webhook_secret=secret)
    )
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    transport = httpx.ASGITransport(build(world, webhook.routes(world)), raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        assert (await client.post("/telegram/x", content=body, headers=headers)).status_code == 400


def test_a_real_update_is_read_however_many_replies_it_quotes() -> None:
    update = {"update_id": 7, "message": {"reply_to_message": {"entities": [{"user": {"id": 1}}]}}}
    assert webhook.read_body(json.dumps(update).encode()) == update
