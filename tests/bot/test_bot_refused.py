"""Line 9: Telegram refuses one chat (429), and nobody else waits for it."""

import asyncio

import pytest
from telegram.error import RetryAfter

from bot.api.connection import RateLimiter
from bot.api.rate_limit import Pace


async def call(belt: RateLimiter, chat: int, refusals: list[int]) -> str:
    """One message to a chat that is refused as often as there are refusals."""

    async def send() -> str:
        if refusals:
            raise RetryAfter(refusals.pop(0))
        return f"sent to {chat}"

    told = await belt.process_request(send, (), {}, "sendMessage", {"chat_id": chat}, None)
    return str(told)


async def test_another_chat_is_served_while_a_refused_one_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    over = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await over.wait()

    monkeypatch.setattr(asyncio, "sleep", sleep)
    pace = Pace(lambda: 100.0)
    belt = RateLimiter(pace)
    flooder = asyncio.ensure_future(call(belt, 1, [3]))
    async with asyncio.timeout(5):
        while not waits:
            assert await call(belt, 2, []) == "sent to 2"
            await asyncio.wait({flooder}, timeout=0.01)
        assert await call(belt, 2, []) == "sent to 2"
        assert not flooder.done()
        over.set()
        assert await flooder == "sent to 1"
    assert waits == [3.0]
    pace.book("1", answer=True)
    assert pace.book("1", answer=True) > 0
    assert pace.book("2", answer=True) == 0


async def test_a_refusal_that_asks_for_long_goes_back_to_the_outbox() -> None:
    with pytest.raises(RetryAfter):
        await call(RateLimiter(Pace()), 1, [60])


async def test_a_chat_refused_again_and_again_gives_its_place_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(RetryAfter):
        await call(RateLimiter(Pace()), 1, [0, 1, 1, 1])
    assert waits == [0.5, 1.0]
