"""kill -9 in the middle of a conversation: it goes on at the same question, nothing is lost."""

import asyncio
import os
import random
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.settings import Settings
from core.ground.tables import Answer, Inbox
from tests.servers.telegram_talk import REPOSITORY, SITE, Scene, scene, told
from tests.world.world import Stage

COMMAND = (sys.executable, "-m", "tests.servers.bot_process")
PEOPLE, KILLS = 15, 2


@dataclass(slots=True)
class Process:
    """The door in a process of its own, over the scene's store."""

    bot: Scene
    log: Path
    running: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        environment = dict(os.environ)
        for each in fields(Settings):
            if each.name != "unknown":
                value = getattr(self.bot.world.settings, each.name)
                environment[f"COCARDE_{each.name.upper()}"] = value
        polls = self.bot.polls()
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(COMMAND, env=environment, stderr=log)  # noqa: ASYNC220
        await self.bot.listening(polls)

    def kill(self) -> None:
        assert self.running is not None
        self.running.kill()
        self.running.wait(10)


@pytest.fixture
async def process(stage: Stage, tmp_path: Path) -> AsyncIterator[Process]:
    async with scene(stage, started=False) as bot:
        made = Process(bot, tmp_path / "log")
        try:
            yield made
        finally:
            if made.running is not None:
                made.kill()


async def test_after_a_kill_the_chat_goes_on_at_the_same_question(process: Process) -> None:
    lina = process.bot.learner()
    await process.start()
    await process.bot.asked(lina)
    lina.says(REPOSITORY)
    await lina.hears("2/2", 30)
    process.kill()
    lina.says(SITE)
    await process.start()
    recap = await lina.hears(told("claim.recap"), 30)  # a start takes seconds on a busy machine
    assert REPOSITORY in recap.text
    assert SITE in recap.text


async def test_of_many_people_who_write_while_it_is_killed_none_is_lost(
    process: Process,
) -> None:
    bot, chance = process.bot, random.Random(7)
    crowd = [bot.learner(f"Person{number}") for number in range(PEOPLE)]
    await process.start()
    for person in crowd:
        person.opens_link("becode_python-avance")
    await asyncio.gather(*(person.hears("1/2", 30) for person in crowd))
    for kill in range(KILLS):
        for person in crowd[kill::KILLS]:
            person.says(REPOSITORY)
        await asyncio.sleep(chance.uniform(0.0, 0.3))  # the moment of the kill is the input here
        process.kill()
        await process.start()
    await asyncio.gather(*(person.hears("2/2", 30) for person in crowd))
    assert answers(bot) == PEOPLE
    assert unworked(bot) == []
    asked = [sum("2/2" in message.text for message in person.inbox) for person in crowd]
    assert all(asked), asked
    assert sum(asked) <= PEOPLE + 3 * KILLS, asked  # at most three are answered twice by a kill


def answers(bot: Scene) -> int:
    with bot.world.glance() as turn:
        return len(turn.db.exec(select(Answer).where(Answer.value == REPOSITORY)).all())


def unworked(bot: Scene) -> list[str]:
    with bot.world.glance() as turn:
        query = select(Inbox.source_id).where(Inbox.source == "telegram", Inbox.state != "worked")
        return list(turn.db.exec(query))


async def test_a_badge_under_way_at_a_kill_arrives_once_it_is_back(process: Process) -> None:
    bot = process.bot
    sam, lina = bot.reviewer("Sam"), bot.learner()
    await process.start()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    bot.api.cuts("before", method="sendDocument", times=3)
    sam.presses(f"approve:{ref}")
    await bot.api.called("sendDocument")
    process.kill()
    bot.api.state.faults.clear()
    await process.start()
    badge = await lina.hears(lambda message: message.document is not None, 20)
    assert badge.document is not None


def code_in(bot: Scene) -> str:
    """The code in the letter that waits to be sent."""
    found = re.search(r"\d{4} \d{4}", bot.rows(kind="code")[0].message)
    assert found is not None
    return found[0]


async def test_at_debug_no_secret_is_in_the_log(process: Process) -> None:
    bot = process.bot
    settings = bot.world.settings
    bot.world = replace(bot.world, settings=replace(settings, log_level="DEBUG"))
    lina = bot.api.person("Lina", "fr")
    await process.start()
    lina.opens_link("becode_python-avance")
    await lina.hears("1/3")
    bot.api.fails(502, method="sendMessage", times=2)
    bot.api.fails(502, method="getUpdates", times=1)
    lina.says("lina@example.org")
    await lina.hears(told("account.code_sent"), 30)
    process.kill()
    written = process.log.read_text()
    assert written.count("\n") > 20
    code = code_in(bot)
    secrets = (settings.telegram_token, settings.telegram_token.partition(":")[2], code)
    for secret in (*secrets, code.replace(" ", ""), "lina@example.org"):
        assert secret not in written
