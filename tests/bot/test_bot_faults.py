"""What goes wrong between Telegram and us, and what people see of it: nothing."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlmodel import select

from bot.listen import run
from bot.updates import work_update, worker
from core.ground.effects import Effects
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Inbox
from core.ground.world import World
from core.programmes.link_check import LinkCheck
from tests.servers.telegram import TOKEN, BotApi, Limits
from tests.servers.telegram_talk import REPOSITORY, Scene, press, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def unreachable(bot: Scene, place: str) -> bool:
    with bot.world.glance() as turn:
        query = select(Address).where(Address.door == "telegram", Address.value == place)
        return turn.db.exec(query).one().unreachable_at is not None


async def test_a_badge_for_somebody_who_blocks_the_bot_goes_by_mail(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    lina.user.blocks_bot = True  # and Telegram has not told us yet
    sam.presses(f"approve:{ref}")
    await bot.settled("dead", kind="badge", door="telegram")
    letter = await bot.settled("waiting", kind="badge", door="mail")
    assert letter.place == "lina@example.org"
    assert unreachable(bot, str(lina.id))


async def test_a_blocked_chat_is_known_at_once_and_open_again_when_unblocked(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.blocks_bot()
    await bot.api.settles()
    lina.unblocks()
    lina.says(REPOSITORY)
    await lina.hears("2/2")
    assert not unreachable(bot, str(lina.id))


async def test_a_cut_connection_is_tried_again_at_once(bot: Scene) -> None:
    lina = bot.learner()
    bot.api.cuts("before", method="sendMessage")
    await bot.asked(lina)
    assert len(lina.inbox) == 1


async def test_too_many_requests_are_waited_out(bot: Scene) -> None:
    lina = bot.learner()
    bot.api.fails(429, method="sendMessage", retry_after=1)
    await bot.asked(lina)
    calls = await bot.api.called("sendMessage", times=2)
    assert [call.status for call in calls] == [429, 200]


async def test_a_server_that_fails_for_long_gets_the_message_later(bot: Scene) -> None:
    lina = bot.learner()
    bot.api.fails(502, times=3, method="sendMessage")
    lina.opens_link("becode")
    await bot.settled("waiting", kind="reply", attempts=1)
    bot.stage.clock.pass_(minutes=1)
    await lina.hears()


async def test_a_message_that_telegram_refuses_is_not_repeated(
    bot: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    lina = bot.learner()
    nameless = Message("Bonjour", "fr", ((Button("", "x"),),))
    with bot.world.turn() as turn:
        outbox.put(turn, To("telegram", str(lina.id)), MessageKind.AGAIN, "1", nameless)
    await bot.settled("dead", kind="again")
    lina.says("/help")
    await lina.hears(told("menu.help"))
    assert "(again) is refused" in caplog.text


async def test_of_two_programs_with_one_bot_each_says_so_in_one_line(
    bot: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    lina = bot.learner()
    bot.api.fails(409, times=2, method="getUpdates")
    lina.says("/help")
    await lina.hears(told("menu.help"))
    lina.says("/status")
    await lina.hears(told("status.nothing"))
    conflicts = [record for record in caplog.records if "409" in record.getMessage()]
    assert len(conflicts) == 1


async def test_the_door_opens_as_soon_as_telegram_answers(stage: Stage) -> None:
    async with scene(stage, started=False) as bot:
        bot.api.fails(502, method="getMe")
        lina = bot.learner()
        lina.says("/help")
        await bot.start()
        await lina.hears(told("menu.help"))


@pytest.mark.parametrize("token", ["1:unknown-token-of-no-bot-at-all-AAAAAAA", "not a token"])
async def test_a_wrong_token_is_told_to_the_operator(stage: Stage, token: str) -> None:
    async with BotApi() as api:
        settings = replace(stage.world.settings, telegram_api=api.url, telegram_token=token)
        with pytest.raises(Trouble, match="COCARDE_TELEGRAM_TOKEN") as told_so:
            await run(replace(stage.world, settings=settings), asyncio.Event())
    assert token not in str(told_so.value)


async def test_the_token_does_not_travel_in_the_clear(stage: Stage) -> None:
    settings = replace(
        stage.world.settings, telegram_api="http://api.example.org", telegram_token=TOKEN
    )
    with pytest.raises(Trouble, match="plain http"):
        await run(replace(stage.world, settings=settings), asyncio.Event())


async def test_slow_work_shows_that_we_are_writing(stage: Stage) -> None:
    ready = threading.Event()

    def look(url: str) -> LinkCheck:
        ready.wait(10)
        return LinkCheck("found", 200)

    async with scene(replace(stage, world=replace(stage.world, fetch=look))) as bot:
        lina, nour = bot.learner("Lina"), bot.learner("Nour")
        await bot.asked(lina)
        said = lina.says(REPOSITORY)
        shown = await lina.chat.changed.until(lambda: lina.actions or None, 5)
        nour.says("/status")
        await nour.hears(told("status.nothing"))
        ready.set()
        await lina.hears("2/2")
    assert shown is not None
    assert shown[0][1] == "typing"
    assert shown[0][0] - said.at < 3


async def test_an_update_that_cannot_be_worked_is_set_aside_and_the_rest_goes_on(
    bot: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(world: World, raw: bytes, **named: bool) -> Effects:
        if b"poison" in raw:
            raise RuntimeError("broken by this text")
        return work_update.work(world, raw, **named)

    monkeypatch.setattr(worker, "work", breaking)
    lina, nour = bot.learner("Lina"), bot.learner("Nour")
    lina.says("poison")
    nour.says("/help")
    await nour.hears(told("menu.help"))
    await lina.hears(told("bot.trouble"))
    lina.says("/help")
    await lina.hears(told("menu.help"))
    with bot.world.glance() as turn:
        rows = turn.db.exec(select(Inbox).where(Inbox.state == "quarantined")).all()
    assert [(row.attempts, "broken by this text" in row.outcome) for row in rows] == [(3, True)]


async def test_five_quick_presses_are_one(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    await bot.asked(lina)
    lina.says(REPOSITORY)
    await lina.hears("2/2")
    lina.says("https://lina.example.org")
    recap = await lina.hears(told("claim.recap"))
    presses = [lina.presses(recap.labels[0], on=recap) for _ in range(5)]
    for each in presses:
        await each.answered()
    await sam.hears(told("review.card"))
    lina.says("/help")
    await lina.hears(told("menu.help"))
    assert [len(each.answers) for each in presses] == [1] * 5
    after = [message for message in lina.inbox if message.id > recap.id]
    assert len(after) == 1, [message.text for message in after]
    assert len(sam.inbox) == 1


async def test_five_quick_presses_on_back_go_back_once_and_later_again(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says(REPOSITORY)
    second = await lina.hears("2/2")
    presses = [press(lina, "claim.button_back") for _ in range(5)]
    assert "1/2" in (await lina.hears("1/2")).text
    for each in presses:
        await each.answered()
    press(lina, "claim.button_keep")
    await lina.hears("2/2")
    bot.stage.clock.pass_(minutes=10)
    press(lina, "claim.button_back")
    assert await lina.hears("1/2") is second
    assert len(lina.inbox) == 2


async def test_the_same_update_twice_has_one_effect(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says(REPOSITORY)
    await lina.hears("2/2")
    with bot.world.glance() as turn:
        kept = turn.db.exec(select(Inbox).where(Inbox.source == "telegram")).all()
    outcomes = [work_update.work(bot.world, row.raw).outcome for row in kept for _ in range(2)]
    assert outcomes == ["duplicate"] * len(kept) * 2
    assert len(lina.inbox) == 2


async def test_many_at_once_are_answered_within_telegrams_limits(stage: Stage) -> None:
    async with scene(stage, limits=Limits()) as bot:
        crowd = [bot.learner(f"Person{number}") for number in range(40)]
        for person in crowd:
            person.opens_link("becode")
        await asyncio.gather(*(person.hears(seconds=30) for person in crowd))
        assert all(len(person.inbox) == 1 for person in crowd)
