"""A real browser on a real web server: Debian's Chromium without a window, the door in a thread."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from core.ground.world import World
from tests.servers.mail import give_up
from web.listen import build, listening, serve

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "Chromium is not installed: apt-get install chromium"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
COLOURS = ["color-contrast"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the tests' own; where there is none, CI fails and others are told."""
    if not CHROMIUM.exists():
        give_up(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def served(world: World, *, public: bool = True) -> Iterator[str]:
    """The web door on a free port of 127.0.0.1, as uvicorn serves it; gives its address.

    That is the public one as well, unless badges of the world's own address are to verify there.
    """
    place, base = port()
    if public:
        world = replace(world, settings=replace(world.settings, public_url=base))
    with answering(world, place):
        yield base


def port() -> tuple[socket.socket, str]:
    """A free port of 127.0.0.1 that listens, and its address."""
    place = listening("127.0.0.1", 0)
    host, number = place.getsockname()
    return place, f"http://{host}:{number}"


@contextmanager
def answering(world: World, place: socket.socket) -> Iterator[None]:
    """The web door of a world at a port."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(
        target=loop.run_until_complete, args=(serve(build(world), place, stop),)
    )
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def accessibility_faults(page: Page, rules: list[str]) -> list[str]:
    """What axe-core finds on the page as it is shown now, by these rules or tags of rules: rule,
    place and reason of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(f"axe.run({{runOnly: {json.dumps(rules)}}})")
    assert found["passes"]
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@cache
def axe() -> str:
    """The source of axe-core, as the package axe-playwright-python brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None, "install the package axe-playwright-python"
    assert spec.submodule_search_locations is not None
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


def target_sizes(page: Page) -> dict[str, float]:
    """The smaller side in CSS pixels of all that can be pressed, but links within a sentence."""
    sizes: dict[str, float] = page.evaluate(SIZES)
    return sizes


SIZES = """() => {
    const sizes = {};
    for (const each of document.querySelectorAll('a, button, input, select, summary')) {
        const hidden = each.type === 'hidden' || !each.offsetParent;
        if (hidden || each.closest('p:not(.ways)')) continue;
        const box = (each.closest('label') || each).getBoundingClientRect();
        sizes[each.outerHTML.slice(0, 80)] = Math.min(box.width, box.height);
    }
    return sizes;
}"""
