"""The pages of a preview's world as files that stand alone: styles and pictures within them."""

import asyncio
import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from mimetypes import guess_type

from starlette.applications import Starlette

from cocarde.programme.preview_world import PreviewWorld
from web.export.ask import ask
from web.listen import build

SHEET = re.compile(r"<link\b[^>]*\brel=\"?stylesheet\"?[^>]*>")
HREF = re.compile(r"href=\"([^\"]+)\"")
PICTURE = re.compile(r"(<img\b[^>]*\bsrc=\")([^\"]+)(\")")
BASE = "https://preview.example.org"
PNG = "image/png"


class Pages:
    """The web door of a preview's world, asked without a network."""

    def __init__(self, app: Starlette, runner: asyncio.Runner, language: str) -> None:
        self.app, self.runner, self.language = app, runner, language

    def get(self, address: str) -> bytes:
        """What stands at an address of ours; nothing where that is nothing."""
        path, _, query = address.removeprefix(BASE).partition("?")
        answer = self.runner.run(ask(self.app, path, query))
        return answer.body if answer.status == 200 else b""

    def page(self, path: str) -> str:
        """A page that stands alone, in the preview's language; empty where there is none."""
        whole = self.get(f"{path}?lang={self.language}").decode()
        styled = SHEET.sub(lambda found: self.style(found[0]), whole)
        return PICTURE.sub(lambda found: f"{found[1]}{self.within(found[2])}{found[3]}", styled)

    def style(self, link: str) -> str:
        """A style sheet in place of the link to it."""
        href = HREF.search(link)
        sheet = self.get(href[1]) if href else b""
        return f"<style>{sheet.decode()}</style>" if sheet else ""

    def within(self, source: str) -> str:
        """A picture of our own within the page; any other address as it is."""
        data = self.get(source) if source.startswith(("/", BASE)) else b""
        if not data:
            return source
        kind = guess_type(source.partition("?")[0])[0] or PNG
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"


@contextmanager
def opened(preview: PreviewWorld, language: str) -> Iterator[Pages]:
    """The pages of a preview's world, as long as the block lasts."""
    with asyncio.Runner() as runner:
        yield Pages(build(preview.world), runner, language)
