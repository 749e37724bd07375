"""`/demo`: the page where the demo's mails are read and answered, over its real mail loop."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio

from cocarde.demo.stage import Stage
from cocarde.demo.start import stage
from tests.servers.chromium import chromium
from tests.world.page_modes import faults


@pytest_asyncio.fixture
async def on(tmp_path: Path) -> AsyncIterator[Stage]:
    """The demo a day later, so that Awa's invitation has come."""
    async with stage(folder=tmp_path) as opened:
        opened.clock.tomorrow()
        await opened.settle()
        yield opened


def visiting(on: Stage) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=on.world.settings.base, timeout=60)


async def test_a_mail_is_read_answered_on_the_page_and_brings_the_badge(on: Stage) -> None:
    async with visiting(on) as web:
        people = (await web.get("/demo")).text
        assert "Awa Diallo" in people
        assert "1<span" in people.partition("/demo/awa")[2].partition("</a>")[0]  # not read yet
        box = (await web.get("/demo/awa")).text
        assert 'class="unread"' in box
        assert "Service Civique" in box
        opened = (await web.get("/demo/awa/0")).text
        assert "attend votre « oui »" in opened
        assert 'class="unread"' not in (await web.get("/demo/awa")).text
        answered = await web.post("/demo/awa/0", data={"text": "oui"})
        assert answered.headers["location"] == "/demo/awa"
        assert "Voici votre badge" in (await web.get("/demo/awa")).text
        picture = await web.get("/demo/awa/2/0")
        assert picture.content.startswith(b"\x89PNG")
        assert "attachment" in picture.headers["content-disposition"]


async def test_a_mail_is_shown_in_a_frame_that_runs_and_loads_nothing(on: Stage) -> None:
    async with visiting(on) as web:
        await web.post("/demo/awa/0", data={"text": "oui"})
        page = (await web.get("/demo/awa/2")).text
        shown = await web.get("/demo/awa/2/html")
    (frame,) = re.findall(r"<iframe[^>]*>", page)
    assert 'src="/demo/awa/2/html"' in frame
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "data:image/" in shown.text
    assert "cid:" not in shown.text
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")


async def test_the_inbox_has_no_fault_on_a_phone_or_in_the_dark(on: Stage) -> None:
    def looked(base: str) -> list[str]:
        with chromium() as browser:
            page, found = browser.new_page(), []
            for path in ("/demo", "/demo/awa", "/demo/awa/0"):
                page.goto(base + path)
                found += faults(page)
        return found

    assert await asyncio.to_thread(looked, on.world.settings.base) == []


async def test_what_is_not_there_is_not_found(on: Stage) -> None:
    async with visiting(on) as web:
        for path in ("/demo/nobody", "/demo/nobody/0", "/demo/awa/99", "/demo/awa/0/99"):
            assert (await web.get(path)).status_code == 404
