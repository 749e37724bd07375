"""A programme's folder: begin a new one, or see all that people will see of one."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.programme import new, preview
from core.managing import settings
from core.programmes.catalogue import catalogue


def arguments(parser: ArgumentParser) -> None:
    actions = ["new", "preview", "export"]
    parser.add_argument("action", choices=actions, help=text("help.programme_action"))
    parser.add_argument("slug", metavar="SLUG", help=text("help.programme_slug"))
    parser.add_argument("--out", metavar="DIR", default="", help=text("help.programme_out"))
    parser.add_argument("--open", action="store_true", help=text("help.programme_open"))


def main(given: Namespace) -> int:
    if given.action == "preview":
        index = preview.write(given.slug, given.out, show=given.open)
        say("command.programme_previewed", index=index)
    elif given.action == "export":
        print(exported(given.slug), end="")
    else:
        say("command.programme_made", folder=new.write(given.slug), slug=given.slug)
    return 0


def exported(slug: str) -> str:
    """What managers changed of a programme on pages, as lines for its file. Raises `Trouble` for an
    unknown programme."""
    with open_world().glance() as turn:
        return settings.exported(turn, catalogue(turn.settings.programmes_folder)[slug].slug)
