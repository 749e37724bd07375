"""A programme's folder: begin a new one, or see all that people will see of one."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import json_option
from cocarde.programme import dry_run, health, new, preview, real_answers
from core.audit.replay.dry_run import LAST
from core.managing import settings
from core.programmes.catalogue import catalogue


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=list(ACTIONS), help=text("help.programme_action"))
    parser.add_argument("slug", metavar="SLUG|FILE", help=text("help.programme_slug"))
    parser.add_argument("--out", metavar="DIR", default="", help=text("help.programme_out"))
    parser.add_argument("--open", action="store_true", help=text("help.programme_open"))
    parser.add_argument(
        "--as", dest="person", metavar="MAIL|REF", default="", help=text("help.programme_as")
    )
    parser.add_argument("--names", action="store_true", help=text("help.programme_names"))
    parser.add_argument(
        "--last", type=int, default=LAST, metavar="N", help=text("help.programme_last")
    )
    parser.add_argument("--since", metavar="DAY", default="", help=text("help.programme_since"))
    json_option(parser)


def main(given: Namespace) -> int:
    return ACTIONS[given.action](given)


def begin(given: Namespace) -> int:
    say("command.programme_made", folder=new.write(given.slug), slug=given.slug)
    return 0


def show(given: Namespace) -> int:
    """Write the preview, with samples or with the answers of a real claim."""
    answers = real_answers.of(given.person, names=given.names) if given.person else None
    index = preview.write(given.slug, given.out, show=given.open, answers=answers)
    say("command.programme_previewed", index=index)
    return 0


def export(given: Namespace) -> int:
    print(exported(given.slug), end="")
    return 0


def exported(slug: str) -> str:
    """What managers changed of a programme on pages, as lines for its file. Raises `Trouble` for an
    unknown programme."""
    with open_world().glance() as turn:
        return settings.exported(turn, catalogue(turn.settings.programmes_folder)[slug].slug)


def try_on(given: Namespace) -> int:
    return dry_run.main(given.slug, given.last, names=given.names, as_json=given.json)


def tell_health(given: Namespace) -> int:
    return health.main(given.slug, given.since, as_json=given.json)


ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "new": begin,
    "preview": show,
    "export": export,
    "dry-run": try_on,
    "health": tell_health,
}
