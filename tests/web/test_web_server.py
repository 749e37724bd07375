"""The server itself: it listens, answers, leaves the signals alone and stops when told."""

import asyncio
import signal

import httpx
import pytest

from core.ground.errors import Trouble
from tests.world.world import Stage
from web.listen import build, listening, serve


async def test_it_answers_until_it_is_told_to_stop(stage: Stage) -> None:
    place, stop = listening("127.0.0.1", 0), asyncio.Event()
    host, port = place.getsockname()
    before = signal.getsignal(signal.SIGTERM)
    serving = asyncio.create_task(serve(build(stage.world), place, stop))
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}") as client:
        answer = await client.get("/healthz")
        assert signal.getsignal(signal.SIGTERM) is before
    assert answer.text == "ok\n"
    assert "server" not in answer.headers
    stop.set()
    await asyncio.wait_for(serving, 5)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(host, port)


def test_a_taken_address_is_told_with_its_mend() -> None:
    with (
        listening("127.0.0.1", 0) as taken,
        pytest.raises(Trouble, match="COCARDE_LISTEN") as told,
    ):
        listening(*taken.getsockname())
    assert "cannot listen on 127.0.0.1" in told.value.message


async def test_no_secret_is_ever_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    place, stop = listening("127.0.0.1", 0), asyncio.Event()
    host, port = place.getsockname()
    serving = asyncio.create_task(serve(build(stage.world), place, stop))
    reader, writer = await asyncio.open_connection(host, port)
    for path in ("/claim/verysecret", "/decide/verysecret", "/telegram/verysecret"):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await writer.drain()
        await reader.readuntil(b"\r\n\r\n")
    writer.close()
    stop.set()
    await asyncio.wait_for(serving, 10)
    assert "verysecret" not in caplog.text + "".join(capfd.readouterr())
