"""`/demo`: the page where the demo's mails are read and answered, over its real mail loop."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio

from cocarde.demo.stage import Stage
from cocarde.demo.start import stage


@pytest_asyncio.fixture
async def on(tmp_path: Path) -> AsyncIterator[Stage]:
    """The demo a day later, so that Awa's invitation has come."""
    async with stage(folder=tmp_path) as opened:
        opened.clock.tomorrow()
        await opened.settle()
        yield opened


async def test_a_mail_is_read_answered_on_the_page_and_brings_the_badge(on: Stage) -> None:
    async with httpx.AsyncClient(base_url=on.world.settings.base) as web:
        page = await web.get("/demo")
        assert "Awa Diallo" in page.text
        assert "un « oui » suffit" in page.text
        answered = await web.post("/demo/awa/0", data={"text": "oui"})
        assert answered.headers["location"] == "/demo#awa"
        page = await web.get("/demo")
        assert "Voici votre badge" in page.text
        picture = await web.get("/demo/awa/2/0")
        assert picture.content.startswith(b"\x89PNG")
        shown = await web.get("/demo/awa/2")
        assert "data:image/" in shown.text
        assert "cid:" not in shown.text


async def test_what_is_not_there_is_not_found(on: Stage) -> None:
    async with httpx.AsyncClient(base_url=on.world.settings.base) as web:
        for path in ("/demo/nobody/0", "/demo/awa/99", "/demo/awa/0/99"):
            assert (await web.get(path)).status_code == 404
