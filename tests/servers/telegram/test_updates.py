"""Polling, webhooks, flood control and faults."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from . import BotApi, Limits, Person
from .conftest import Ask
from .errors import ApiError


def ids(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


async def test_only_a_later_offset_confirms(ask: Ask, lina: Person) -> None:
    lina.says("two")
    first = ids(await ask("getUpdates"))
    assert len(first) == 2
    assert ids(await ask("getUpdates", offset=first[0])) == first
    assert ids(await ask("getUpdates", offset=first[1], limit=1)) == first[1:]
    assert ids(await ask("getUpdates")) == first[1:]
    assert ids(await ask("getUpdates", offset=first[1] + 1)) == []
    assert (await ask("getWebhookInfo"))["result"]["pending_update_count"] == 0


async def test_a_negative_offset_keeps_the_last_and_a_future_one_nothing_lost(
    ask: Ask, lina: Person
) -> None:
    for text in ("two", "three"):
        lina.says(text)
    everything = ids(await ask("getUpdates", offset=2_000_000_000))
    assert len(everything) == 3
    assert ids(await ask("getUpdates", offset=-1)) == everything[-1:]
    assert ids(await ask("getUpdates")) == everything[-1:]


async def test_a_long_poll_ends_with_the_next_message(api: BotApi, ask: Ask) -> None:
    waiting = asyncio.create_task(ask("getUpdates", timeout=30))
    await _poll_begins(api)
    api.person("Lina").says("hello")
    assert (await waiting)["result"][0]["message"]["text"] == "hello"


async def test_only_wanted_kinds_are_queued(api: BotApi, ask: Ask, lina: Person) -> None:
    confirmed = ids(await ask("getUpdates", allowed_updates=["callback_query"]))
    lina.says("unseen")
    assert ids(await ask("getUpdates", offset=confirmed[-1] + 1)) == []
    await ask("getUpdates", allowed_updates=[])
    lina.says("seen")
    assert len(ids(await ask("getUpdates"))) == 1


async def test_the_second_poller_ends_the_first(api: BotApi, ask: Ask) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=30))
    poll = await _poll_begins(api)
    second = asyncio.create_task(ask("getUpdates", timeout=30))
    refused = await first
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: terminated by other getUpdates request")
    await _poll_begins(api, after=poll)
    api.person("Lina").says("hello")
    assert len((await second)["result"]) == 1


async def test_polling_and_webhook_exclude_each_other(api: BotApi, ask: Ask) -> None:
    waiting = asyncio.create_task(ask("getUpdates", timeout=30))
    await _poll_begins(api)
    set_up = await ask("setWebhook", url="http://127.0.0.1:9/hook")
    assert set_up == {"ok": True, "result": True, "description": "Webhook was set"}
    assert (await waiting)["description"] == "Conflict: terminated by setWebhook request"
    refused = await ask("getUpdates")
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook")
    await ask("deleteWebhook")
    assert (await ask("getUpdates"))["ok"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://example.org/"}, "invalid webhook URL specified"),
        (
            {"url": "https://example.org/", "secret_token": "é"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_that_telegram_refuses(ask: Ask, fields: dict[str, Any], why: str) -> None:
    assert (await ask("setWebhook", **fields))["description"] == f"Bad Request: {why}"


async def test_a_webhook_elsewhere_is_never_reached(ask: Ask, lina: Person) -> None:
    await ask("setWebhook", url="https://example.org/hook")
    info: dict[str, Any] = {}
    while "last_error_message" not in info:
        info = (await ask("getWebhookInfo"))["result"]
    assert info["last_error_message"].startswith("Failed to resolve host")
    assert info["pending_update_count"] == 1


@dataclass(slots=True)
class Receiver:
    """A bot's webhook that answers as told, 200 afterwards."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    refused: str = ""
    reply: str = ""
    seen: asyncio.Queue[tuple[int, dict[str, Any], str]] = field(default_factory=asyncio.Queue)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        status = self.statuses.pop(0) if self.statuses else 200
        if self.refused and body["message"]["text"] == self.refused:
            status = 500
        reply = self.reply if status == 200 else ""
        writer.write(
            f"HTTP/1.1 {status} Trouble\r\nContent-Length: {len(reply)}\r\n"
            f"Connection: close\r\n\r\n{reply}".encode()
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        await self.seen.put((status, body, headers.get("x-telegram-bot-api-secret-token", "")))


@asynccontextmanager
async def receiver(*statuses: int, reply: str = "") -> AsyncIterator[Receiver]:
    hook = Receiver(statuses=list(statuses), reply=reply)
    server = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield hook


async def test_a_webhook_is_tried_until_it_takes_and_in_order(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    lina.says("two")
    async with receiver(500, 503) as hook:
        await ask("setWebhook", url=hook.url, secret_token="s3cret")
        seen = [await asyncio.wait_for(hook.seen.get(), 10) for _ in range(4)]
        await api.settles()
        await ask("deleteWebhook")
    texts = [(status, body["message"]["text"]) for status, body, _ in seen]
    assert texts == [(500, "/start"), (503, "/start"), (200, "/start"), (200, "two")]
    assert {secret for *_, secret in seen} == {"s3cret"}


async def test_a_chat_whose_updates_fail_holds_up_no_other(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    async with receiver() as hook:
        hook.refused = "/start"
        await ask("setWebhook", url=hook.url)
        await asyncio.wait_for(hook.seen.get(), 10)
        lina.says("after start")
        api.person("Sam").says("hi")
        while (seen := await asyncio.wait_for(hook.seen.get(), 10))[0] != 200:
            assert seen[1]["message"]["text"] == "/start"
        assert seen[1]["message"]["text"] == "hi"
        hook.refused = ""
        await api.settles()
        await ask("deleteWebhook")


async def test_a_webhook_that_fails_is_told_in_its_info(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    async with receiver(*[500] * 100) as hook:
        await ask("setWebhook", url=hook.url, max_connections=7)
        await asyncio.wait_for(hook.seen.get(), 10)
        await asyncio.wait_for(hook.seen.get(), 10)
        info = (await ask("getWebhookInfo"))["result"]
        await ask("deleteWebhook")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Trouble"
    assert (info["pending_update_count"], info["max_connections"]) == (1, 7)


async def test_a_webhook_may_answer_with_a_method(api: BotApi, ask: Ask, lina: Person) -> None:
    reply = json.dumps({"method": "sendMessage", "chat_id": lina.id, "text": "at once"})
    async with receiver(reply=reply) as hook:
        await ask("setWebhook", url=hook.url)
        assert (await lina.hears()).text == "at once"
        await ask("deleteWebhook")


def test_flood_control_in_all_by_chat_and_by_group() -> None:
    def allowed(
        limits: Limits, times: list[tuple[float, int]], *, group: bool = False
    ) -> list[int]:
        waits = []
        for now, chat in times:
            try:
                limits.check(chat, group=group, now=now)
                waits.append(0)
            except ApiError as refusal:
                waits.append(refusal.parameters["retry_after"])
        return waits

    assert allowed(Limits(overall=3), [(0, n) for n in range(4)] + [(1.0, 9)]) == [0, 0, 0, 1, 0]
    assert allowed(Limits(burst=2), [(0, 1), (0, 1), (0, 1), (1, 1), (1.5, 1)]) == [0, 0, 1, 0, 1]
    minute = [(float(n), 1) for n in range(21)] + [(60.0, 1)]
    assert allowed(Limits(), minute, group=True) == [0] * 20 + [40, 0]
    assert allowed(Limits(on=False), [(0, 1)] * 99) == [0] * 99


async def test_a_flood_is_answered_with_the_seconds_to_wait() -> None:
    async with (
        BotApi(limits=Limits(burst=2), clock=lambda: 5.0) as api,
        httpx.AsyncClient(base_url=f"{api.url}/bot{api.token}/") as client,
    ):
        lina = api.person("Lina")
        lina.opens_link()
        fields = {"chat_id": lina.id, "text": "a"}
        answers = [(await client.post("sendMessage", data=fields)).json() for _ in range(3)]
    assert [answer["ok"] for answer in answers] == [True, True, False]
    assert answers[2]["description"] == "Too Many Requests: retry after 1"
    assert answers[2]["parameters"] == {"retry_after": 1}
    assert len(lina.inbox) == 2


async def test_faults_come_as_often_as_asked(api: BotApi, ask: Ask, lina: Person) -> None:
    api.fails(409, times=2, method="getUpdates")
    api.fails(429, retry_after=7)
    api.fails(500)
    assert [(await ask("getUpdates"))["ok"] for _ in range(3)] == [False, False, True]
    first = await ask("sendMessage", chat_id=lina.id, text="a")
    assert (first["error_code"], first["parameters"]) == (429, {"retry_after": 7})
    assert (await ask("getMe"))["description"] == "Internal Server Error"
    assert (await ask("sendMessage", chat_id=lina.id, text="a"))["ok"]


@pytest.mark.parametrize(("when", "arrived"), [("before", 0), ("after", 1)])
async def test_a_connection_is_cut_before_or_after_the_effect(
    api: BotApi, ask: Ask, lina: Person, when: str, arrived: int
) -> None:
    api.cuts(when, method="sendMessage")
    with pytest.raises(httpx.TransportError):
        await ask("sendMessage", chat_id=lina.id, text="a")
    assert len(lina.inbox) == arrived
    assert [call.status for call in await api.called("sendMessage")] == [0]


async def test_a_slow_answer_is_slow_and_still_takes_effect(api: BotApi, lina: Person) -> None:
    api.slows(0.3, method="sendMessage")
    async with httpx.AsyncClient(base_url=f"{api.url}/bot{api.token}/", timeout=0.1) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post("sendMessage", data={"chat_id": lina.id, "text": "late"})
    assert (await lina.hears()).text == "late"


async def _poll_begins(api: BotApi, after: object = None) -> object:
    updates = api.state.updates
    return await updates.changed.until(
        lambda: updates._poll if updates._poll is not after else None, 10
    )
