"""A programme's folder: begin a new one, or see all that people will see of one."""

from argparse import ArgumentParser, Namespace

from cocarde.language import say, text
from cocarde.programme import new, preview


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["new", "preview"], help=text("help.programme_action"))
    parser.add_argument("slug", metavar="SLUG", help=text("help.programme_slug"))
    parser.add_argument("--out", metavar="DIR", default="", help=text("help.programme_out"))
    parser.add_argument("--open", action="store_true", help=text("help.programme_open"))


def main(given: Namespace) -> int:
    if given.action == "preview":
        index = preview.write(given.slug, given.out, show=given.open)
        say("command.programme_previewed", index=index)
    else:
        say("command.programme_made", folder=new.write(given.slug), slug=given.slug)
    return 0
