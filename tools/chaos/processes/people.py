"""What people do while the processes are killed: once each, and then they wait."""

import asyncio
import re
import smtplib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from html import unescape
from itertools import count
from urllib.parse import urlsplit

import httpx

from core.ground.clock import real_now
from core.roster import import_file
from tests.servers.telegram import Person
from tests.servers.telegram_talk import press, told
from tests.world.letters import MISSION, plain, reply
from tools.chaos.processes.town import Town

PATIENCE = 600.0  # seconds that somebody waits for an answer
CODE = re.compile(r"\b\d{4} \d{4}\b")
CONTROL = re.compile(r"<(?:input|textarea)[^>]*>|<select.*?</select>", re.DOTALL)


@dataclass(slots=True)
class Crowd:
    """Who has come, by which way, and who was left waiting."""

    town: Town
    asked: dict[str, str] = field(default_factory=dict)  # mail address → way
    sure: set[str] = field(default_factory=set)  # those who did all that is theirs to do
    left: list[str] = field(default_factory=list)
    numbers: count = field(default_factory=lambda: count(1))  # type: ignore[type-arg]

    async def comes(self) -> None:
        """One more person, by chat, mail and page in turn, until they have their badge."""
        number = next(self.numbers)
        way = (self.by_chat, self.by_mail, self.by_page)[number % 3]
        name = f"p{number}"
        mail = await asyncio.to_thread(self.town.servers.create, name)
        self.asked[mail] = way.__name__
        try:
            await way(name, mail)
        except (AssertionError, TimeoutError, LookupError) as error:
            self.left.append(f"{mail} {way.__name__}: {error!r:.300}")

    async def by_chat(self, name: str, mail: str) -> None:
        """Claim in Telegram, prove a mailbox by the code that comes there, wait for the coach."""
        who = self.town.api.person(name.capitalize(), "fr")
        who.opens_link("becode_python-avance")
        await who.hears("1/3", PATIENCE)
        who.says(mail)
        letter = await self.letter(name, lambda each: bool(CODE.search(str(each["Subject"]))))
        found = CODE.search(str(letter["Subject"]))
        assert found is not None
        who.says(found[0])
        await who.hears("2/3", PATIENCE)
        who.says(f"https://github.com/{name}/app")
        await who.hears("3/3", PATIENCE)
        who.says(f"https://site.example.org/{name}")
        await who.hears(told("claim.recap"), PATIENCE)
        press(who, "claim.button_yes")
        self.sure.add(mail)
        await who.hears(lambda each: each.document is not None, PATIENCE)

    async def by_mail(self, name: str, mail: str) -> None:
        """Answer the invitation with a yes, by mail."""
        invitation = await self.invited(name, mail)
        await asyncio.to_thread(self.send, reply(invitation, "oui", From=mail, Message_ID=f"<yes-{name}@example.org>"), mail)  # fmt: skip  # noqa: E501
        self.sure.add(mail)
        await self.letter(name, has_badge)

    async def by_page(self, name: str, mail: str) -> None:
        """Open the link of the invitation and press; press again where the page did not come."""
        invitation = await self.invited(name, mail)
        link = re.search(rf"{self.town.settings.base}/claim/\S+", plain(invitation))
        assert link is not None
        async with httpx.AsyncClient(follow_redirects=True, timeout=10) as browser:
            page = await answered(lambda: browser.get(link[0]))
            page = await answered(lambda: browser.post(link[0], data=controls(page.text)))
            yes = {**controls(page.text), "confirm": "yes"}
            await answered(lambda: browser.post(link[0], data=yes))
        self.sure.add(mail)
        await self.letter(name, has_badge)

    async def invited(self, name: str, mail: str) -> EmailMessage:
        """A mission that ended is imported; its invitation, once it came."""
        today = real_now().date()
        ended = today - timedelta(days=2)
        dates = {"starts_on": str(ended - timedelta(days=250)), "ends_on": str(ended)}
        row = {**MISSION, **dates, "reference": name, "mail": mail}

        def write() -> None:
            with self.town.world.turn() as turn:
                import_file.write(turn, "service-civique", [row])

        await asyncio.to_thread(write)
        return await self.letter(name, lambda _: True)

    async def letter(self, name: str, wanted: Callable[[EmailMessage], bool]) -> EmailMessage:
        """The first mail of this kind in somebody's mailbox, once it is there."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for each in await asyncio.to_thread(self.town.mails, name):
                    if wanted(each):
                        return each
                await asyncio.sleep(0.3)

    def send(self, raw: bytes, sender: str) -> None:
        """Hand a mail to the server of its reader."""
        url = urlsplit(self.town.servers.smtp_url)
        to = re.search(rb"^To: .*?([^\s<]+@[^\s>]+)", raw, re.MULTILINE)
        assert to is not None
        with smtplib.SMTP(url.hostname or "", url.port or 0) as line:
            line.sendmail(sender, [to[1].decode()], raw)


async def coach(person: Person) -> None:
    """Approve each claim that is brought, with one press."""
    pressed: set[str] = set()
    while True:
        for message in person.inbox:
            for row in (message.markup or {}).get("inline_keyboard", []):
                for button in row:
                    data = str(button.get("callback_data", ""))
                    if data.startswith("approve:") and data not in pressed:
                        pressed.add(data)
                        person.presses(data)
        await asyncio.sleep(0.2)


async def answered(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """A page, asked for again as long as none comes or the server is in trouble."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                answer = await ask()
            except httpx.HTTPError:
                await asyncio.sleep(0.5)
                continue
            if answer.status_code < 500:
                return answer
            await asyncio.sleep(0.5)


def controls(page: str) -> dict[str, str]:
    """What the form of a page would post as it stands."""
    found: dict[str, str] = {}
    for control in CONTROL.findall(page):
        name = re.search(r'name="([^"]+)"', control)
        value = re.search(r'value="([^"]*)"', control)
        if name is None or 'type="checkbox"' in control:
            continue
        if control.startswith("<select"):
            value = re.search(r'<option value="([^"]*)" selected', control)
        found.setdefault(name[1], unescape(value[1]) if value else "")
    return found


def has_badge(mail: EmailMessage) -> bool:
    return any(part.get_content_type() == "image/png" and part.get_filename() for part in mail.walk())  # fmt: skip  # noqa: E501
