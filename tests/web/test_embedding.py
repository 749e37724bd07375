"""A badge, and a page of badges, embedded in somebody else's site that forbids scripts and styles:
seen there, and one click from the proof."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from core.showing.person_page import PageChange
from tests.servers.chromium import answering, chromium, port
from tests.web.test_web_person_page import change
from tests.world.awarded import awarded
from tests.world.world import Stage


class Pieces(HTMLParser):
    """What a sanitizer of mails or of a forum sees of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))


@contextmanager
def elsewhere(html: str, allowed: str) -> Iterator[str]:
    """A site of somebody else with this piece in it, which lets nothing in but pictures."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><title>CV</title><h1>CV</h1>{html}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            policy = f"default-src 'none'; img-src {allowed}"
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("what", ["badge", "page"])
def test_the_picture_is_seen_elsewhere_and_leads_to_the_proof(
    stage: Stage, browser: Browser, what: str
) -> None:
    place, base = port()
    stage.world = replace(stage.world, settings=replace(stage.world.settings, public_url=base))
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("zoe", "Zoé Lambert", "zoe@example.org")
    badge = awarded(stage, "sam", "becode", "git", "zoe@example.org")
    path = f"/p/{change(stage, PageChange.OPEN)}" if what == "page" else f"/b/{badge.id}"
    tab = browser.new_page()
    with answering(stage.world, place):
        tab.goto(f"{base}{path}")
        html = tab.locator("pre code").text_content() or ""
        assert Pieces(html).seen == [("a", ("href",)), ("img", ("src", "alt", "width", "height"))]
        with elsewhere(html, base) as site:
            tab.goto(site)
            picture = tab.locator("img")
            assert picture.evaluate("each => each.complete && each.naturalWidth") >= 160
            assert picture.get_attribute("alt")
            picture.click()
        expect(tab).to_have_url(f"{base}{path}")
        if what == "page":
            tab.get_by_role("link", name=badge.name).click()
        expect(tab.locator(".verdict.proven")).to_be_visible()
