"""The keyboard of the demo: who speaks, what time it is, which mails have come."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cocarde.demo import mails
from cocarde.demo.people import FIRST_SPEAKER, LOST, everybody
from cocarde.demo.stage import Stage
from cocarde.demo.start import stage
from cocarde.demo.terminal import Terminal
from cocarde.demo.transcript import said
from cocarde.demo.words import text


def help_text() -> str:
    """What can be typed at the keyboard; the people of the demo understand French."""
    return text("demo.help", lost=LOST)


@dataclass(slots=True)
class Talk:
    """One keyboard, several people."""

    stage: Stage
    terminal: Terminal
    shown: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.terminal.who = FIRST_SPEAKER

    @property
    def prompt(self) -> str:
        """Who is speaking, as a line of the transcript begins."""
        return f"{self.terminal.who} > "

    async def hear(self, line: str) -> bool:
        """Do what a line says; false when it was the last."""
        name, _, rest = line.strip().partition(" ")
        if name == "/quit":
            return False
        if name in ORDERS:
            await ORDERS[name](self, rest.strip())
        elif line.strip():
            self.terminal.say(line)
        await self.stage.settle()
        self.terminal.deliver()
        self.announce()
        return True

    async def become(self, who: str) -> None:
        """`/as sam`"""
        known = everybody()
        asked = who.lower()
        likely = [key for key in known if key.startswith(asked)] if asked else []
        found = [asked] if asked in known else likely
        if len(found) != 1:
            lines = [f"{key:<11}{name}, {about}" for key, (name, _, about) in known.items()]
            self.terminal.write("\n".join(lines))
            return
        self.terminal.who = found[0]
        name, mail, about = known[found[0]]
        self.terminal.write(f"= {name} ({mail}), {about}")

    async def tomorrow(self, _: str) -> None:
        """Move the clock of the demo on to the next morning, and say which day it is."""
        self.stage.clock.tomorrow()
        self.terminal.write(text("demo.tomorrow", day=f"{self.stage.clock.now():%d/%m/%Y}"))

    async def mail(self, _: str) -> None:
        """The mails that the person at the keyboard has not read yet, else the last one."""
        found = mails.letters(self.stage, self.address)
        for letter in found[self.read.get(self.address, 0) :] or found[-1:]:
            self.terminal.write(written(letter))
        self.read[self.address] = len(found)
        if not found:
            self.terminal.write(text("demo.no_mail"))

    async def reply(self, answer: str) -> None:
        """Answer the last mail."""
        found = mails.letters(self.stage, self.address)
        if not found:
            self.terminal.write(text("demo.nothing_to_answer"))
            return
        name = everybody()[self.terminal.who][0]
        await self.stage.mail(mails.reply(self.stage, found[-1], self.address, name, answer))

    async def help(self, _: str) -> None:
        """Print which lines are commands of the demo."""
        self.terminal.write(help_text())

    @property
    def address(self) -> str:
        """The mail address of who is speaking."""
        return everybody()[self.terminal.who][1]

    def announce(self) -> None:
        """Say who has received a mail since the last line."""
        for key, (name, address, _) in everybody().items():
            count = len(self.stage.letters(address))
            for letter in mails.letters(self.stage, address)[self.shown.get(key, 0) : count]:
                told = text("demo.received", name=name, subject=letter.subject)
                if letter.files:
                    told += " " + text("demo.with_files", files=", ".join(letter.files))
                self.terminal.write(told)
            self.shown[key] = count


def written(letter: mails.ReceivedMail) -> str:
    """A mail as the terminal shows it."""
    files = "".join(f"\n{text('demo.file', name=name)}" for name in letter.files)
    return said("cocarde by mail", f"{letter.subject}\n\n{letter.text}{files}", "<")


ORDERS: dict[str, Callable[[Talk, str], Awaitable[None]]] = {
    "/as": Talk.become,
    "/tomorrow": Talk.tomorrow,
    "/mail": Talk.mail,
    "/reply": Talk.reply,
    "/?": Talk.help,
}


async def talk() -> int:
    """Talk at the keyboard, or read the lines of a pipe."""
    async with stage(live=True) as on:
        here = on.world.settings.base
        ways = (text("demo.pages", here=here), text("demo.mails", here=here))
        print("   ".join((*ways, text("demo.aid", sign="/?"))))
        print(f"{help_text()}\n", flush=True)
        keyboard = Talk(on, Terminal(on.world, on.folder / "badges"))
        await keyboard.hear("/start")
        while (line := await asyncio.to_thread(read_line, keyboard.prompt)) is not None:
            if not sys.stdin.isatty():
                print(f"{keyboard.prompt}{line}", flush=True)
            if not await keyboard.hear(line):
                break
    return 0


def read_line(prompt: str) -> str | None:
    """The next line of the keyboard or the pipe; none at its end."""
    try:
        return input(prompt if sys.stdin.isatty() else "")
    except EOFError:
        return None
