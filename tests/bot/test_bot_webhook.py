"""Updates pushed by Telegram: worked before they are acknowledged."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import uvicorn
from sqlmodel import select
from starlette.applications import Starlette

from bot.api.connection import is_pushed_to, open_line
from bot.updates import webhook, work_update, worker
from core.ground.effects import Effects
from core.ground.tables import Inbox
from core.ground.world import World
from tests.servers.postgres import free_port
from tests.servers.telegram_talk import REPOSITORY, Scene, press, scene, told
from tests.world.world import Stage

SECRET = "a-secret-of-the-tests"
UPDATE = json.dumps({"update_id": 1, "poll": {}}).encode()


@asynccontextmanager
async def web(bot: Scene, port: int) -> AsyncIterator[None]:
    """The web door, as far as Telegram sees it."""

    app = Starlette(routes=webhook.routes(bot.world))
    config = uvicorn.Config(app, port=port, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def pushed(stage: Stage) -> AsyncIterator[Scene]:
    port = free_port()
    public = replace(stage.world.settings, public_url=f"http://127.0.0.1:{port}")
    stage = replace(stage, world=replace(stage.world, settings=public))
    async with (
        scene(stage, started=False, webhook_secret=SECRET) as bot,
        web(bot, port),
    ):
        await bot.start()
        await bot.api.called("setWebhook")
        yield bot


async def test_a_claim_goes_through_the_webhook(stage: Stage) -> None:
    async with pushed(stage) as bot:
        lina = bot.learner()
        await bot.asked(lina)
        lina.says(REPOSITORY)
        await lina.hears("2/2")
        back = press(lina, "claim.button_back")
        await lina.hears("1/2")
        await bot.api.settles()
        back_again = bot.world.words.say("fr", "toast.back")
        assert back.answers == [{"text": back_again, "show_alert": False}]
        assert not [call for call in bot.api.calls if call.method == "getUpdates"]


async def test_an_update_is_acknowledged_only_when_worked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[bytes] = []

    def broken_once(world: World, raw: bytes, **named: bool) -> Effects:
        if not failed:
            failed.append(raw)
            raise RuntimeError("the first time it breaks")
        return work_update.work(world, raw, **named)

    monkeypatch.setattr(worker, "work", broken_once)
    async with pushed(stage) as bot:
        lina = bot.learner()
        lina.says("/help")
        await lina.hears(told("menu.help"))
        await bot.api.settles()
        assert len(lina.inbox) == 1
    assert len(failed) == 1


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (UPDATE, SECRET, 200),
        (UPDATE, "another secret", 403),
        (UPDATE, "", 403),
        (UPDATE, None, 403),
        (b"not json", SECRET, 400),
        (b"[]", SECRET, 400),
        (b'{"update_id": "x"}', SECRET, 400),
    ],
)
async def test_a_push_is_taken_with_the_secret_only(
    stage: Stage, body: bytes, secret: str | None, status: int
) -> None:
    async with scene(stage, started=False, webhook_secret=SECRET) as bot:
        assert await webhook.take(bot.world, body, secret) == status
        with bot.world.glance() as turn:
            rows = turn.db.exec(select(Inbox)).all()
    assert [row.state for row in rows] == (["worked"] if status == 200 else [])


async def test_without_a_secret_no_push_is_taken(stage: Stage) -> None:
    assert await webhook.take(stage.world, UPDATE, "") == 403


async def test_a_web_process_without_the_door_answers_by_itself(stage: Stage) -> None:
    async with scene(stage, started=False, webhook_secret=SECRET) as bot:
        lina = bot.learner()
        lina.says("/help")
        (update,) = bot.api.state.updates.take(0, 10)
        for _ in range(2):
            assert await webhook.take(bot.world, json.dumps(update).encode(), SECRET) == 200
        await lina.hears(told("menu.help"))
        assert len(lina.inbox) == 1


async def test_polling_takes_the_webhook_away(stage: Stage) -> None:
    async with scene(stage, started=False) as bot:
        bot.api.state.updates.allowed = ("message",)
        lina = bot.learner()
        async with bot_set_to(bot, "https://badges.example.org/old"):
            await bot.start()
        lina.says("/help")
        await lina.hears(told("menu.help"))


@asynccontextmanager
async def bot_set_to(bot: Scene, url: str) -> AsyncIterator[None]:
    async with open_line(bot.world) as line:
        await line.bot.set_webhook(url)
    yield
    assert bot.api.state.updates.hook is None


@pytest.mark.parametrize(
    ("secret", "public", "api", "pushes"),
    [
        (SECRET, "https://badges.example.org", "https://api.telegram.org", True),
        (SECRET, "http://badges.example.org", "https://api.telegram.org", False),
        ("", "https://badges.example.org", "https://api.telegram.org", False),
    ],
)
def test_pushing_takes_a_secret_and_https(
    stage: Stage, secret: str, public: str, api: str, pushes: bool
) -> None:
    settings = replace(
        stage.world.settings, telegram_webhook_secret=secret, public_url=public, telegram_api=api
    )
    assert is_pushed_to(settings) is pushes
    assert SECRET not in webhook.path(settings)
