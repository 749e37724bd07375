"""What learners have acquired in a programme: one of them as text, PDF, table or JSON, or all as a
table; `--link` gives a learner or a member of the staff a link to it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.installation import open_world
from cocarde.language import language, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.ground.errors import Trouble
from core.ground.private_files import make_file
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.tables import Person
from core.ground.world import Turn, World
from core.joining.person_report import find
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.showing import learner_report, report_access, report_files, report_words
from core.showing.learner_report import LearnerReport


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("who", nargs="?", default="", help=text("help.report_who"))
    parser.add_argument("--programme", metavar="SLUG", required=True)
    parser.add_argument("--all", action="store_true", help=text("help.report_all"))
    parser.add_argument("--campus", default="", help=text("help.report_campus"))
    parser.add_argument("--pdf", type=Path, metavar="FILE", help=text("help.report_pdf"))
    parser.add_argument("--csv", type=Path, metavar="FILE", help=text("help.report_csv"))
    parser.add_argument("--link", action="store_true", help=text("help.report_link"))
    parser.add_argument("--withdraw", action="store_true", help=text("help.report_withdraw"))
    parser.add_argument("--by", metavar="MAIL", default="", help=text("help.report_by"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if bool(given.who) == given.all:
        raise Trouble("command.report_whose")
    if given.link or given.withdraw:
        return linked(world, given)
    with world.glance() as turn:
        programme = catalogue(turn.settings.programmes_folder)[given.programme]
        person = find(turn, given.who) if given.who else None
        if person is None:
            status = table(turn, programme, given)
        else:
            report = learner_report.report(turn, programme, person, language())
            status = one(turn, report, given)
    note(world, programme, person)
    return status


def note(world: World, programme: Programme, person: Person | None) -> None:
    """Write down that the report of a learner, or that of all, went out."""
    told = Happened(
        EventKind.EXPORTED,
        person_id=person.id if person else None,
        door="command",
        programme=programme.slug,
        subject="report",
    )
    with world.turn() as turn:
        events.write(turn, told)


def one(turn: Turn, report: LearnerReport, given: Namespace) -> int:
    """The report of one learner, into the files that are named, else as text or JSON."""
    if given.pdf:
        write(given.pdf, report_files.as_pdf(turn, report, language()))
    if given.csv:
        write(given.csv, report_files.as_csv(turn, [report], language()))
    if given.json:
        print_json(report_files.as_json(report))
    elif not (given.pdf or given.csv):
        show(turn, report)
    return 0


def table(turn: Turn, programme: Programme, given: Namespace) -> int:
    """The table of all learners of a programme, or of one campus."""
    found = report_access.all_of(turn, programme, language(), given.campus)
    if given.json:
        print_json([report_files.as_json(report) for report in found])
    elif given.csv:
        write(given.csv, report_files.as_csv(turn, found, language()))
    else:
        print(report_files.as_csv(turn, found, language()).decode("utf-8-sig"), end="")
    return 0


def write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads: it names people."""
    make_file(path)
    path.write_bytes(content)


def show(turn: Turn, report: LearnerReport) -> None:
    """A report in lines."""
    told = report_words.told(turn, report, language())
    print(f"{told.title}\n{told.lead}")
    for heading, lines in (
        ("report.heading_held", told.held),
        ("report.heading_under_way", told.under_way),
        ("report.heading_left", told.left),
    ):
        if lines:
            print(f"\n{turn.say(language(), heading)}")
        for line in lines:
            parts = (line.name, line.level, line.standing, line.day, line.by)
            print(f"  {' · '.join(filter(None, parts))}")


def linked(world: World, given: Namespace) -> int:
    """Give a link to its reader, the learner themselves unless `--by` names another; or end the
    reader's links to this report."""
    with world.turn() as turn:
        programme = catalogue(turn.settings.programmes_folder)[given.programme]
        learner = find(turn, given.who) if given.who else None
        reader = find(turn, given.by) if given.by else learner
        if reader is None:
            raise Trouble("command.report_by")
        if given.withdraw:
            about = learner.id if learner else None
            ended = tokens.end(turn, Purpose.REPORT, reader, about)
            print_json({"ended": ended}) if given.json else print(ended)
            return 0
        link = give(turn, programme, reader, learner)
    print_json({"link": link}) if given.json else print(link)
    return 0


def give(turn: Turn, programme: Programme, reader: Person, learner: Person | None) -> str:
    """A link for somebody who may read; raises `Trouble` for who may not, or reads no mail here."""
    allowed = (
        report_access.may(turn, reader, learner, programme.slug)
        if learner
        else programme.slug in report_access.programmes(turn, reader)
    )
    address = next(iter(people.own_mails(turn, reader)), None)
    if not allowed or address is None:
        raise Trouble("command.report_refused", programme=programme.slug)
    return report_access.give(turn, address, programme.slug, learner)
