"""Feed one raw input through exactly its door's path, and print what it causes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.operate import doors
from cocarde.printing import clock, json_option, now_option, print_effects
from core.ground.errors import Trouble


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("door", choices=sorted(ways_in()))
    parser.add_argument("file", type=Path, help=text("help.receive_file"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    try:
        raw = given.file.read_bytes()
    except OSError as error:
        raise Trouble("command.unreadable", file=given.file, error=error.strerror) from None
    world = open_world(now=clock(given.now))
    effects = doors.load(ways_in()[given.door])(world, raw)
    print_effects(effects, given.json)
    return 0


def ways_in() -> dict[str, str]:
    """The doors that take raw inputs: by name, the function that works one."""
    return {door.name: door.receive for door in doors.DOORS if door.receive}
