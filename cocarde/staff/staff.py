"""Who reviews, supports or manages a programme, and when they are away. They are known by their
mail address; in Telegram they prove it once with a code."""

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import clock, json_option, now_option, print_json
from core import staff
from core.claims.moves import Actor
from core.ground.errors import Trouble
from core.ground.sentences import Sentence
from core.ground.world import World
from core.managing import staff_roles
from core.managing.changes import Changed, ChangeKind, record
from core.people.absences import Leave
from core.reading.dates.months import Interval
from core.review import reassign
from core.review import reassign as leaving
from core.sessions import second_factors, spare_codes
from core.staff import Seen, StaffMember

COMMAND = Actor(door="command")
LONGEST = timedelta(days=365)
ACTIONS = ["add", "remove", "list", "away", "back", "enrol", "reset"]
LISTS = ("badges", "levels", "campuses", "languages")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("mail", nargs="?", help=text("help.staff_mail"))
    parser.add_argument("--programme", metavar="SLUG")
    parser.add_argument(
        "--role", default="reviewer", choices=["reviewer", "support", "manager", "operator"]
    )
    parser.add_argument("--name", default="", help=text("help.staff_name"))
    parser.add_argument("--organisation", default="", help=text("help.staff_organisation"))
    parser.add_argument("--language", default="")
    for name in LISTS:
        parser.add_argument(
            f"--{name}",
            default="",
            metavar="A,B",
            help=text("help.staff_lists", name=text(f"command.staff_{name}")),
        )
    parser.add_argument(
        "--from", dest="start", metavar="DAY", help=text("help.staff_from", day="2026-12-20")
    )
    parser.add_argument("--to", dest="end", metavar="DAY", help=text("help.staff_to"))
    parser.add_argument("--deputy", metavar="MAIL", default="", help=text("help.staff_deputy"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    if given.action != "list" and not given.mail:
        raise Trouble("command.staff_mail", action=given.action)
    if given.action in ("add", "remove") and not given.programme:
        raise Trouble("command.staff_programme", action=given.action)
    world = open_world(now=clock(given.now))
    if given.action == "away":
        return go_away(world, given)
    if given.action == "back":
        return come_back(world, given)
    if given.action in ("enrol", "reset"):
        return enrol(world, given)
    return change(world, given)


def enrol(world: World, given: Namespace) -> int:
    """Print a code by which one of the staff comes into the managers' pages for the first time;
    `reset` ends first what showed until now who they are, and where they are signed in."""
    with world.turn() as turn:
        who = staff.person(turn, given.mail)
        if not second_factors.welcome(turn, who):
            raise Trouble("command.staff_no_pages", mail=given.mail)
        if given.action == "reset":
            second_factors.end_all(turn, who)
        code = spare_codes.enrol(turn, who)
        record(turn, COMMAND, Changed(ChangeKind.ENROLMENT, "", who.id, given.action))
    if given.json:
        print_json({"mail": given.mail, "code": code})
    else:
        say(
            "command.staff_enrolled",
            mail=given.mail,
            code=code,
            page=f"{world.settings.base}/manage",
        )
    return 0


def change(world: World, given: Namespace) -> int:
    """Add or remove a role, then list what there is."""
    with world.turn() as turn:
        if given.action == "add":
            staff_roles.give(turn, COMMAND, member(given))
        elif given.action == "remove":
            staff_roles.take(turn, COMMAND, member(given))
        members = staff.members(turn, given.programme or "")
    if given.json:
        print_json([seen.as_dict() for seen in members])
    else:
        for seen in members:
            print(line(seen))
    return 0


def go_away(world: World, given: Namespace) -> int:
    """Note an absence; what is due in it goes to the deputy, or to others."""
    days = days_away(given)
    with world.turn() as turn:
        who = staff.person(turn, given.mail)
        deputy = staff.colleague(turn, who, given.deputy) if given.deputy else None
        if days.end < reassign.today(turn, who):
            raise Trouble("command.days_over", day=days.end)
        moved = reassign.leave(turn, who, Leave(days, deputy))
    told = {"mail": given.mail, "from": days.start.isoformat(), "to": days.end.isoformat()}
    if given.json:
        print_json({**told, "deputy": given.deputy, "moved": moved})
    else:
        when = {"start": told["from"], "end": told["to"]}
        if deputy:
            say("command.away_deputy", name=who.name, deputy=deputy.name, **when)
        else:
            say("command.away", name=who.name, **when)
        say("command.given_to_others", count=moved)
    return 0


def come_back(world: World, given: Namespace) -> int:
    with world.turn() as turn:
        who = staff.person(turn, given.mail)
        was_away = leaving.come_back(turn, who)
    if given.json:
        print_json({"mail": given.mail, "was_away": was_away})
    else:
        say("command.is_here" if was_away else "command.was_not_away", name=who.name)
    return 0


def days_away(given: Namespace) -> Interval:
    """The days of --from and --to, both included; a single day needs only --from."""
    start, end = day(given.start), day(given.end or given.start)
    if not start <= end <= start + LONGEST:
        raise Trouble("command.no_absence", start=start, end=end)
    return Interval(start, end)


def day(said: str | None) -> date:
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        raise Trouble("command.no_day", said=said or Sentence("command.nothing")) from None


def member(given: Namespace) -> StaffMember:
    lists = {name: getattr(given, name) for name in LISTS}
    return StaffMember(
        given.mail, given.programme, given.role, given.name, given.organisation, given.language,
        **lists,
    )  # fmt: skip


def line(seen: Seen) -> str:
    """One role: programme, role, mail, name, what narrows it, what waits, absences."""
    who = seen.member
    told = [f"{who.programme:<16} {who.role:<9} {who.mail:<32} {who.name}"]
    lists = {"organisation": who.organisation, **{name: getattr(who, name) for name in LISTS}}
    told += [f"{text(f'command.staff_{name}')}: {value}" for name, value in lists.items() if value]
    told += [text("command.waiting", count=seen.waiting)] if seen.waiting else []
    for away in seen.away:
        deputy = f" ({text('command.deputy', name=away['deputy'])})" if away["deputy"] else ""
        days = text("command.away_days", start=away["from"], end=away["to"])
        told.append(f"{days}{deputy}")
    return " · ".join(told)
