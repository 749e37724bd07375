"""The demo: chat here, answer mails at /demo, look at the pages; nothing leaves this machine."""

import asyncio
import logging
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

AUTO_URL = "https://cocarde.example.org"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--auto",
        metavar="DIR",
        type=Path,
        help="play the first minute by itself; leave transcript, badges and site/ in DIR",
    )


def main(given: Namespace) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    return asyncio.run(play_alone(given.auto) if given.auto else talk())


async def play_alone(folder: Path) -> int:
    from cocarde.demo.auto import empty, play
    from cocarde.demo.start import stage
    from core.ground.settings import Settings, read_settings

    given = read_settings().public_url
    public_url = AUTO_URL if given == Settings().public_url else given
    empty(folder)
    async with stage(public_url) as on:
        await play(on, folder)
    return 0


async def talk() -> int:
    """Talk at the keyboard, or read the lines of a pipe."""
    from cocarde.demo.words import text

    print(text("demo.preparing"), file=sys.stderr, flush=True)
    from cocarde.demo.keyboard import Talk, help_text
    from cocarde.demo.start import stage
    from cocarde.demo.terminal import Terminal

    async with stage() as on:
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
