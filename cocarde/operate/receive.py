"""Feed one raw input through exactly its door's path, and print what it causes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.printing import clock, json_option, now_option, print_effects


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("door", choices=["mail", "telegram"])
    parser.add_argument("file", type=Path, help="FILE.eml, or UPDATE.json")
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.ground.errors import Trouble

    try:
        raw = given.file.read_bytes()
    except OSError as error:
        raise Trouble(f"{given.file} cannot be read: {error.strerror}.") from None
    world = open_world(now=clock(given.now))
    if given.door == "mail":
        from mail.listen import receive_mail

        effects = receive_mail(world, raw)
    else:
        from bot.updates.work_update import work

        effects = work(world, raw)
    print_effects(effects, given.json)
    return 0
