"""Correct the name on a badge: it is revoked, and a new one takes its place:
`correct BADGE --name "Siobhán O'Connell" --by nour@example.org`."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.printing import clock, print_effects
from cocarde.staff.revoke import badge_arguments, obey
from core.ground.errors import Trouble


def arguments(parser: ArgumentParser) -> None:
    badge_arguments(parser)
    parser.add_argument("--name", default="", help=text("help.correct_name"))
    parser.add_argument("--reason", default="", help=text("help.revoke_reason"))


def main(given: Namespace) -> int:
    if not given.undo and not given.name.strip():
        raise Trouble("command.correct_which")
    print_effects(obey(open_world(now=clock(given.now)), given, "command.correct_done"), given.json)
    return 0
