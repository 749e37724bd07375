"""The demo: chat here, answer mails at /demo, look at the pages; nothing leaves this machine."""

import asyncio
import logging
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.demo import words
from cocarde.language import text


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--auto",
        metavar="DIR",
        type=Path,
        help=text("help.demo_auto"),
    )


def main(given: Namespace) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    if given.auto:
        from cocarde.demo.auto import play_alone  # noqa: PLC0415 - slow to load, seldom needed

        return asyncio.run(play_alone(given.auto))
    print(words.text("demo.preparing"), file=sys.stderr, flush=True)
    from cocarde.demo.keyboard import talk  # noqa: PLC0415 - slow to load, and told so before

    return asyncio.run(talk())
