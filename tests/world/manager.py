"""Somebody of the staff before their pages: asks for the link, presses it, types the code."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

import httpx
from sqlmodel import col, select

from core.due import due
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.staff import StaffMember, add
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

KEY = re.compile(r'name="form" value="(\w+)"')


@dataclass(slots=True)
class Manager:
    """One browser; `key` is what the forms of its session bear."""

    stage: Stage
    web: httpx.AsyncClient
    mail: str
    key: str = field(default="", repr=False)

    async def sign_in(self) -> httpx.Response:
        """Come in by both factors; gives the first page."""
        await self.ask()
        await self.press(self.link())
        return await self.code(self.chat_code())

    async def ask(self) -> httpx.Response:
        """Ask for the link, and let the worker send it."""
        answer = await self.web.post("/manage/sign-in", data={"mail": self.mail})
        due(self.stage.world)
        return answer

    def link(self) -> str:
        """The path of the link that was mailed last."""
        return self.put("sign_in").values["link"].removeprefix(BASE)

    def chat_code(self) -> str:
        """The digits that came to the chat last."""
        return self.put("sign_in_code").values["code"]

    def put(self, kind: str) -> Message:
        with self.stage.world.glance() as turn:
            query = select(Outbox).where(Outbox.kind == kind).order_by(col(Outbox.id).desc())
            return Message.from_json(turn.db.exec(query).all()[0].message)

    async def press(self, link: str) -> httpx.Response:
        """Press the button behind the link."""
        return await self.web.post(link)

    async def code(self, said: str) -> httpx.Response:
        """Type a code; gives the page that comes of it."""
        self.key = ""
        answer = await self.web.post("/manage/code", data={"code": said})
        return await self.follow(answer)

    async def follow(self, answer: httpx.Response) -> httpx.Response:
        """Go where an answer leads."""
        while answer.is_redirect:
            answer = await self.web.get(answer.headers["location"])
        if found := KEY.search(answer.text):
            self.key = found[1]
        return answer

    async def get(self, path: str) -> httpx.Response:
        """A page, and where it leads."""
        return await self.follow(await self.web.get(path))

    async def post(
        self,
        path: str,
        told: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> httpx.Response:
        """Post a form of this session, and follow."""
        if not self.key:
            await self.get("/manage/account")
        given = {"form": self.key, **told}
        return await self.follow(await self.web.post(path, data=given, files=files))

    async def prove(self, to: str = "/manage") -> httpx.Response:
        """Show the second factor once more."""
        again = f"/manage/again?to={quote(to)}"
        await self.post(again, {"act": "send"})
        return await self.post(again, {"code": self.chat_code()})


def managing(stage: Stage, role: str = "manager", *programmes: str, key: str = "mona") -> str:
    """Somebody with a chat who then gets a role; their mail address."""
    mail = f"{key}@example.org"
    stage.known(key, key.capitalize(), mail)
    give(stage, mail, role, *(programmes or ("becode",)))
    return mail


def give(stage: Stage, mail: str, role: str, *programmes: str) -> None:
    """Give a role in these programmes."""
    with stage.world.turn() as turn:
        for programme in programmes:
            add(turn, StaffMember(mail, programme, role, "", "", "fr"))


@asynccontextmanager
async def manager(stage: Stage, mail: str) -> AsyncIterator[Manager]:
    """Their browser, not signed in yet."""
    async with visitor(stage) as web:
        yield Manager(stage, web, mail)


@asynccontextmanager
async def signed_in(
    stage: Stage, role: str = "manager", *programmes: str, key: str = "mona"
) -> AsyncIterator[Manager]:
    """Somebody of the staff who is in."""
    async with manager(stage, managing(stage, role, *programmes, key=key)) as found:
        await found.sign_in()
        yield found


def text(page: httpx.Response) -> str:
    """A page as it is read."""
    return unescape(page.text)
