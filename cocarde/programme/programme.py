"""A programme's folder: begin a new one."""

from argparse import ArgumentParser, Namespace

from cocarde.language import say, text
from cocarde.programme import new


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["new"], help=text("help.programme_action"))
    parser.add_argument("slug", metavar="SLUG", help=text("help.programme_slug"))


def main(given: Namespace) -> int:
    say("command.programme_made", folder=new.write(given.slug), slug=given.slug)
    return 0
