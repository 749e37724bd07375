"""A badge sent to the bot as a file: which files are fetched, and what happens where none comes."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import pytest
from telegram.error import BadRequest

from bot.api.connection import Bot, file_of
from bot.read import LARGEST_BADGE, badge_file
from bot.updates.work_update import work
from core.ground.effects import Outcome
from core.ground.world import World
from tests.servers.telegram_talk import Scene, scene, told
from tests.verifiers import foreign
from tests.world import bot_updates
from tests.world.partner import badge_file as made
from tests.world.partner import with_partner
from tests.world.world import Stage

LINA = bot_updates.user(7, "Lina")


def update(stage: Stage, **document: object) -> dict[str, Any]:
    held = {"file_id": "soudure.png", "file_name": "soudure.png", "file_size": 900} | document
    said = bot_updates.message(1, LINA, stage.clock.at)
    return bot_updates.sent(said, document=held)


def raw(stage: Stage, **document: object) -> bytes:
    return json.dumps(update(stage, **document)).encode()


@pytest.mark.parametrize("name", ["Badge.PNG", "badge.svg", "badge.json", "badge.jwt"])
def test_what_may_be_a_badge_is_fetched(stage: Stage, name: str) -> None:
    assert badge_file(update(stage, file_name=name)) == "soudure.png"


@pytest.mark.parametrize(
    "other",
    [{"file_name": "cv.pdf"}, {"file_size": LARGEST_BADGE + 1}, {"file_size": 0}],
    ids=str,
)
def test_other_files_are_not(stage: Stage, other: dict[str, object]) -> None:
    assert badge_file(update(stage, **other)) == ""


def test_nothing_is_fetched_in_a_group(stage: Stage) -> None:
    group = {"id": -5, "type": "supergroup", "title": "Support"}
    said = bot_updates.message(1, LINA, stage.clock.at, group)
    sent = bot_updates.sent(said, document={"file_id": "x", "file_name": "x.png", "file_size": 9})
    assert badge_file(sent) == ""


def test_a_badge_is_judged_and_any_other_picture_gets_the_usual_hint(stage: Stage) -> None:
    world = with_partner(stage.world)
    effects = work(world, raw(stage))
    assert (effects.outcome, effects.why) == (Outcome.BADGE_JUDGED, "valid")
    plain: World = replace(world, files=lambda _: b"\x89PNG no badge in it")
    later = raw(stage).replace(b'"update_id": 1', b'"update_id": 2')
    assert work(plain, later).outcome is Outcome.REJECTED


class Telegram:
    """A bot that gives one file, or refuses."""

    async def get_file(self, name: str) -> "Telegram":
        if name != "soudure.png":
            raise BadRequest("wrong file_id")
        return self

    async def download_as_bytearray(self) -> bytearray:
        return bytearray(made("soudure.png"))


async def test_a_file_is_fetched_from_a_thread_of_the_bot() -> None:
    bot, loop = cast(Bot, Telegram()), asyncio.get_running_loop()
    assert await asyncio.to_thread(file_of, bot, loop, "soudure.png") == made("soudure.png")
    assert await asyncio.to_thread(file_of, bot, loop, "gone") == b""


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    stage.world = with_partner(stage.world)
    async with scene(stage) as running:
        yield running


async def test_a_badge_goes_all_the_way_through_the_bot(bot: Scene) -> None:
    """The file is fetched from the Bot API over HTTP, as the door does it."""
    lina = bot.learner()
    lina.sends_document(made("soudure.png"), "soudure.png", "image/png")
    proven = await lina.hears("🟢")
    assert "« Soudure ». Émetteur partenaire : Atelier Nord" in proven.text
    lina.sends_document(made("changed.png"), "changed.png", "image/png", caption="et celui-ci ?")
    assert "n'est pas authentique" in (await lina.hears("🔴")).text
    large = made("soudure.png") + bytes(LARGEST_BADGE)
    lina.sends_document(large, "large.png", "image/png")
    await lina.hears(told("menu.file"))
    lina.says(foreign.ASSERTION)
    assert "🟢" in (await lina.hears("🟢")).text
    fetched = [call for call in bot.api.calls if call.method == "getFile"]
    assert len(fetched) == 2
