"""Line 9: one flooder hurts nobody."""

import asyncio

from sqlmodel import select

from bot.brake import BURST, QUIET, Admission, Brake
from bot.read import SOURCE
from core.ground.rows import inbox
from core.ground.tables import Inbox
from core.ground.world import World
from tests.bot.test_bot_pace import Moment
from tests.servers.telegram_talk import scene, told
from tests.world.world import Stage

FLOOD = 200


async def test_one_who_sends_two_hundred_is_told_once_and_the_other_is_answered(
    stage: Stage,
) -> None:
    async with scene(stage, started=False) as bot:
        flooder, lina = bot.learner("Flo"), bot.learner("Lina")
        for _ in range(FLOOD):
            flooder.says("/help")
        lina.says("/help")
        await bot.start()
        await lina.hears(told("menu.help"))
        assert len(flooder.inbox) <= BURST + 1
        await flooder.hears(told("bot.too_fast"))
        async with asyncio.timeout(30):
            while inbox.waiting(bot.world, SOURCE) or len(kept(bot.world)) <= FLOOD:  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.05)
        assert len(bot.rows(kind="too_fast")) == 1
        assert len(flooder.inbox) <= BURST + 6  # one more for each second that this took
        assert len(kept(bot.world)) == FLOOD + 1
        assert {each.state for each in kept(bot.world)} == {inbox.WORKED}


def kept(world: World) -> list[Inbox]:
    with world.glance() as turn:
        return list(turn.db.exec(select(Inbox)))


def test_the_brake_lets_go_by_the_second_and_tells_once_a_minute() -> None:
    moment = Moment()
    brake = Brake(moment)
    assert [brake.look("1") for _ in range(BURST)] == [Admission.FREE] * BURST
    assert [brake.look("1") for _ in range(3)] == [
        Admission.FIRST_HELD,
        Admission.HELD,
        Admission.HELD,
    ]
    assert brake.look("2") is Admission.FREE
    moment.at += 2
    assert [brake.look("1") for _ in range(3)] == [Admission.FREE, Admission.FREE, Admission.HELD]
    moment.at += QUIET
    assert [brake.look("1") for _ in range(BURST + 1)] == [Admission.FREE] * BURST + [
        Admission.FIRST_HELD
    ]


def test_what_names_nobody_is_not_counted() -> None:
    brake = Brake(Moment())
    assert {brake.look("") for _ in range(BURST * 3)} == {Admission.FREE}
