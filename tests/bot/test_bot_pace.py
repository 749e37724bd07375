"""How fast we send, and in which order, without Telegram."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.api.lanes import Lanes
from bot.api.rate_limit import PER_GROUP, PER_SECOND, Pace


@dataclass
class Moment:
    at: float = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def moment() -> Moment:
    return Moment()


def test_answers_go_at_once(moment: Moment) -> None:
    pace = Pace(moment)
    assert [pace.book("1", answer=True) for _ in range(50)] == [0.0] * 50


def test_the_rest_keeps_twenty_eight_a_second(moment: Moment) -> None:
    pace = Pace(moment)
    waits = [pace.book(str(chat), answer=False) for chat in range(PER_SECOND * 3)]
    assert waits[0] == 0.0
    assert max(waits) == pytest.approx(3.0, abs=1.5 / PER_SECOND)
    assert sum(wait < 1 for wait in waits) <= PER_SECOND + 1


def test_one_chat_gets_one_a_second(moment: Moment) -> None:
    pace = Pace(moment)
    waits = [pace.book("1", answer=False) for _ in range(3)]
    assert waits == pytest.approx([0.0, 1.0, 2.0])


def test_a_group_gets_twenty_a_minute_answers_too(moment: Moment) -> None:
    pace = Pace(moment)
    waits = [pace.book("-1", answer=True) for _ in range(PER_GROUP * 2 + 1)]
    assert waits == [0.0] * PER_GROUP + [60.0] * PER_GROUP + [120.0]
    moment.at += 60.0
    assert Pace(moment).book("-1", answer=True) == 0.0


def test_after_a_complaint_answers_wait_in_that_chat_only(
    moment: Moment,
) -> None:
    pace = Pace(moment)
    pace.complained("1")
    assert [pace.book("2", answer=True) for _ in range(2)] == [0.0, 0.0]
    assert [pace.book("1", answer=True) for _ in range(2)] == pytest.approx([0.0, 1.0])
    moment.at += 61.0
    assert [pace.book("1", answer=True) for _ in range(2)] == [0.0, 0.0]


async def test_each_lane_is_in_order_and_a_crowded_one_holds_one_place() -> None:
    lanes, ended = Lanes(2), []
    gate, heard = asyncio.Event(), asyncio.Event()

    async def job(name: str, *, slow: bool) -> None:
        if slow:
            await gate.wait()
        ended.append(name)
        heard.set()

    for number in range(5):
        lanes.put("flood", lambda number=number: job(f"flood {number}", slow=True))  # type: ignore[misc]
    lanes.put("lina", lambda: job("lina", slow=False))
    async with asyncio.timeout(5):
        await heard.wait()
        assert ended == ["lina"]
        gate.set()
        await lanes.empty()
    assert ended == ["lina", *(f"flood {number}" for number in range(5))]


async def test_a_job_that_fails_does_not_stop_its_lane(caplog: pytest.LogCaptureFixture) -> None:
    lanes, ended = Lanes(2), []

    async def broken() -> None:
        raise ValueError("broken")

    async def sound() -> None:
        ended.append(True)

    lanes.put("lina", broken)
    lanes.put("lina", sound)
    await lanes.empty()
    assert ended == [True]
    assert "A job ended badly" in caplog.text
