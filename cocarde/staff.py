"""Who reviews, supports or manages a programme. They are known by their mail address; in Telegram
they prove it once with a code."""

from argparse import ArgumentParser, Namespace

from cocarde.printing import json_option, print_json


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "remove", "list"])
    parser.add_argument("mail", nargs="?", help="the mail address of the person")
    parser.add_argument("--programme", metavar="SLUG")
    parser.add_argument(
        "--role", default="reviewer", choices=["reviewer", "support", "manager", "operator"]
    )
    parser.add_argument("--name", default="", help="as learners will read it")
    parser.add_argument("--organisation", default="", help="whose claims they decide on")
    parser.add_argument("--language", default="")
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.claims import staff
    from core.ground.errors import Trouble

    world = open_world()
    if given.action != "list" and not (given.mail and given.programme):
        raise Trouble(f"`staff {given.action}` needs a mail address and --programme.")
    with world.turn() as turn:
        if given.action == "add":
            who = staff.Member(
                given.mail,
                given.programme,
                given.role,
                given.name,
                given.organisation,
                given.language,
            )
            staff.add(turn, who)
        elif given.action == "remove":
            staff.remove(turn, given.mail, given.programme, given.role)
        members = staff.members(turn, given.programme or "")
    if given.json:
        print_json([member.as_dict() for member in members])
    else:
        for member in members:
            print(f"{member.programme:<16} {member.role:<9} {member.mail:<32} {member.name}")
    return 0
