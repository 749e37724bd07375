"""Give a badge unasked: `award becode python-avance lina@example.org --by sam@example.org`."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.printing import clock, json_option, now_option, print_effects, refused
from core import staff
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.issuing.issue import issue_approved
from core.review import awards


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("programme")
    parser.add_argument("badge")
    parser.add_argument("mail", help=text("help.award_mail"))
    parser.add_argument("--by", required=True, metavar="MAIL", help=text("help.award_by"))
    parser.add_argument("--why", default="", help=text("help.award_why"))
    parser.add_argument("--as-typed", action="store_true", help=text("help.award_as_typed"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    try:
        with world.turn() as turn:
            giver = staff.person(turn, given.by)
            likely = "" if given.as_typed else awards.doubted(turn, given.mail.strip().lower())
            if likely:
                raise Refusal("account.mail_typo", mail=likely)
            what = (given.programme, given.badge, given.mail, given.why)
            awards.award(turn, giver, *what, "command")
            turn.effects.conclude(Outcome.DECIDED)
    except Refusal as refusal:
        raise refused(world, refusal) from None
    print_effects(issue_approved(world, turn.effects), given.json)
    return 0
