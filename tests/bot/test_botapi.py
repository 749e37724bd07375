"""The Bot API emulator is kept honest: two independent libraries read all that it emits."""

import asyncio
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image
from pydantic import BaseModel
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from tests.servers.telegram import BotApi, Call, Limits, Person
from tools.bench.echo_bot import bench

GO = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Go", callback_data="go"),
            InlineKeyboardButton("Web", url="example.org"),
        ]
    ]
)

Pair = tuple[Bot, BotApi]


def unknown_fields(model: Any, path: str) -> Iterator[str]:
    """Fields that the typed model does not have, anywhere inside."""
    if isinstance(model, BaseModel):
        yield from (f"{path}.{name}" for name in model.model_extra or {})
        for name in model.model_fields_set:
            yield from unknown_fields(getattr(model, name), f"{path}.{name}")
    elif isinstance(model, list | tuple):
        for item in model:
            yield from unknown_fields(item, path)


def nulls(value: Any, path: str) -> Iterator[str]:
    """Fields that are null where Telegram leaves them out."""
    if value is None:
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from nulls(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from nulls(inner, path)


def complaints(calls: list[Call]) -> list[str]:
    """All that aiogram's models find wrong in what the bot was answered and told."""
    import aiogram.methods  # three seconds, which only these tests pay
    from aiogram.methods.base import Response
    from aiogram.types import Update

    response: Any = Response
    wrong: list[str] = []
    for call in calls:
        kind = getattr(aiogram.methods, call.method[0].upper() + call.method[1:])
        answer = response[kind.__returning__].model_validate(call.answer)
        wrong += [*unknown_fields(answer, call.method), *nulls(call.answer, call.method)]
        if call.method == "getUpdates":
            for update in call.answer.get("result", []):
                wrong += unknown_fields(Update.model_validate(update), "update")
    return wrong


@pytest.fixture
async def bot_and_api() -> Any:
    async with BotApi(limits=Limits(on=False)) as api:
        bot = Bot(api.token, f"{api.url}/bot", f"{api.url}/file/bot")
        async with bot:
            yield bot, api


def start(api: BotApi, name: str = "Lina", language: str = "fr") -> Person:
    person = api.person(name, language, f"{name.lower()}_test", last_name="Test")
    person.opens_link("hello")
    return person


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "navy").save(out, "PNG")
    return out.getvalue()


async def read_all(bot: Bot) -> list[Any]:
    """Read and confirm updates with python-telegram-bot until none is left."""
    read: list[Any] = []
    while updates := await bot.get_updates(offset=read[-1].update_id + 1 if read else 0):
        read += updates
    return read


async def a_day_of_work(bot: Bot, api: BotApi) -> None:
    """Call every method and let people do all they can."""
    lina, sam = start(api), start(api, "Sam")
    sent = await bot.send_message(
        lina.id,
        "Hello 🎓 Lina, /help https://example.org/b/1",
        reply_markup=GO,
        entities=[MessageEntity("bold", 9, 4)],
    )
    press = lina.presses("Go")
    await bot.send_chat_action(lina.id, ChatAction.TYPING)
    await bot.send_message(
        lina.id, "<b>Yes</b>", "HTML", reply_parameters=ReplyParameters(sent.message_id)
    )
    await bot.edit_message_text("Hello again", lina.id, sent.message_id, reply_markup=GO)
    await bot.edit_message_reply_markup(lina.id, sent.message_id)
    document = await bot.send_document(lina.id, b"bytes", "a caption", filename="badge.png")
    assert document.document is not None
    await bot.edit_message_caption(lina.id, document.message_id, caption="another")
    await bot.send_document(lina.id, document.document.file_id)
    await bot.send_photo(lina.id, picture(), "a photo")
    lina.sends_photo(picture())
    file = await bot.get_file(document.document.file_id)
    assert await file.download_as_bytearray() == b"bytes"
    await bot.answer_callback_query(press.id, "Done")
    await bot.delete_message(lina.id, document.message_id)
    lina.edits(lina.says("on 3 may"), "on 4 may")
    lina.sends_document(b"%PDF", "cv.pdf", caption="see #cv")
    lina.sends_sticker()
    lina.sends_voice()
    group = api.group("Coaches", [sam, lina])
    group.adds(start(api, "Nour"))
    sam.says("/status", to=group)
    bigger = group.migrates()
    await bot.get_chat(lina.id)
    await bot.get_chat(bigger.id)
    for user_id in (sam.id, lina.id, 700100200):
        await bot.get_chat_member(bigger.id, user_id)
    lina.blocks_bot()
    lina.unblocks()
    bigger.kicks_bot()
    await bot.leave_chat(api.group("Short", [sam], administrator=True).id)
    here = BotCommandScopeChat(lina.id)
    await bot.set_my_commands([BotCommand("start", "Start")], here, "fr")
    await bot.get_my_commands(here, "fr")
    await bot.delete_my_commands(here, "fr")
    await bot.set_my_description("Badges")
    await bot.get_my_description()
    await bot.set_my_short_description("Badges")
    await bot.get_my_short_description()
    await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    await bot.get_webhook_info()
    await bot.delete_webhook()
    await bot.get_me()


async def test_every_answer_and_update_fits_the_models_of_aiogram(bot_and_api: Pair) -> None:
    bot, api = bot_and_api
    await a_day_of_work(bot, api)
    updates = await read_all(bot)
    kinds = {"message", "edited_message", "callback_query", "my_chat_member"}
    assert {kind for update in updates for kind in update.to_dict()} == kinds | {"update_id"}
    assert complaints(api.calls) == []
    assert len({call.method for call in api.calls}) >= 24


def test_the_models_do_complain() -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "colour": 3}}
    call = Call("sendMessage", {}, 0.0, 200, {"ok": True, "result": message | {"text": None}})
    assert complaints([call]) == ["sendMessage.result.chat.colour", "sendMessage.result.text"]


async def test_python_telegram_bot_meets_its_errors(
    bot_and_api: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else reading RetryAfter.retry_after warns
    bot, api = bot_and_api
    lina = start(api)
    group = api.group("Coaches", [lina])
    bigger = group.migrates()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "a")
    assert moved.value.new_chat_id == bigger.id
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(lina.id, "a" * 4097)
    api.fails(429, retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await bot.send_message(lina.id, "a")
    api.fails(409, method="getUpdates")
    with pytest.raises(Conflict):
        await bot.get_updates()
    api.fails(502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_me()
    lina.blocks_bot()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(lina.id, "a")
    with pytest.raises(InvalidToken):
        async with Bot("1:other", f"{api.url}/bot"):
            pass


async def test_an_update_not_confirmed_comes_again(bot_and_api: Pair) -> None:
    bot, api = bot_and_api
    start(api)
    first = await bot.get_updates(timeout=5)
    again = await bot.get_updates(timeout=5)
    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()
    await api.settles(1)


async def test_updates_and_chats_outlive_an_outage(bot_and_api: Pair) -> None:
    bot, api = bot_and_api
    lina = start(api)
    await asyncio.to_thread(api.stop)
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=5)
    await asyncio.to_thread(api.start)
    (update,) = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "/start hello"
    await bot.send_message(lina.id, "back")
    assert (await lina.hears()).text == "back"


def test_the_bench_counts_every_answer_of_the_echo_bot() -> None:
    figures = bench(people=3, rounds=4)
    assert figures.answers == 12
    assert 0 < figures.p50 <= figures.p95
    assert figures.times(figures) == 1


def test_a_test_without_event_loop_waits_too() -> None:
    with BotApi() as api, httpx.Client(base_url=f"{api.url}/bot{api.token}/") as client:
        lina = start(api)
        fields = {"chat_id": lina.id, "text": "Bonjour"}
        later = threading.Timer(0.05, lambda: client.post("sendMessage", data=fields))
        later.start()
        assert lina.hears_now("Bonjour").text == "Bonjour"
        later.join()
        assert lina.sees_now("jour").id == 2


def test_another_process_has_people_of_its_own() -> None:
    command = [sys.executable, "-m", "tests.servers.telegram", "--token", "42:other"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            told = json.loads(process.stdout.readline())
            with httpx.Client(base_url=told["url"], timeout=20) as client:
                _control_a_person(client)
        finally:
            process.terminate()
        assert process.wait(10) == 0


def _control_a_person(client: httpx.Client) -> None:
    def post(path: str, **fields: Any) -> Any:
        return client.post(path, json=fields).json()

    lina = post("/control/people", first_name="Lina", language_code="fr")["id"]
    group = post("/control/groups", title="Coaches", members=[lina])["id"]
    post(f"/control/people/{lina}/opens_link", payload="x")
    post(f"/control/people/{lina}/sends_document", data="YWJj", name="a.txt")
    post(f"/control/people/{lina}/says", text="/status", to=group)
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    post("/bot42:other/sendMessage", chat_id=lina, text="hi", reply_markup=markup)
    assert post(f"/control/people/{lina}/presses", wanted="Go")["press_id"]
    assert "no button" in post(f"/control/people/{lina}/presses", wanted="Stop")["error"]
    assert post(f"/control/groups/{group}/migrates")["id"] < group
    inbox = client.get(f"/control/people/{lina}/inbox", params={"count": 1}).json()["messages"]
    assert [message["text"] for message in inbox] == ["hi"]
    post("/control/faults", code=500, method="getMe")
    assert post("/bot42:other/getMe")["error_code"] == 500
    updates = post("/bot42:other/getUpdates")["result"]
    assert client.get("/control/state").json() == {"pending": len(updates)}
    assert updates[-3]["callback_query"]["data"] == "go"
    assert len(client.get("/control/calls").json()["calls"]) == 3
