"""An event's papers to print, and the list of who was there."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import clock, json_option, now_option, print_json
from cocarde.staff import roster
from core.ground.errors import Trouble
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from core.reports import event_papers
from core.roster import attendance, files
from core.roster.attendance import Attendance
from core.roster.files import Table

POSTER, SHEET, ATTENDANCE = "poster", "sheet", "attendance"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=[POSTER, SHEET, ATTENDANCE], help=text("help.event_action")
    )
    parser.add_argument("code", metavar="CODE", help=text("help.event_code"))
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=text("help.event_file"))
    parser.add_argument("--programme", metavar="SLUG", help=text("help.event_programme"))
    parser.add_argument("--rows", type=int, default=24, metavar="N", help=text("help.event_rows"))
    parser.add_argument("--dry-run", action="store_true", help=text("help.roster_dry_run"))
    parser.add_argument("--all-present", action="store_true", help=text("help.event_all_present"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    programme, event = event_of(world, given.code, given.programme or "")
    if given.action == ATTENDANCE:
        if given.file is None:
            raise Trouble("command.which_file")
        return bring_in(world, programme, event, given)
    spoken = language(programme.languages[0])
    spoken = spoken if spoken in programme.languages else programme.languages[0]
    path = given.file or Path(f"{given.action}-{event.code}.pdf")
    if given.action == POSTER:
        path.write_bytes(event_papers.poster(world, programme, event, spoken))
    else:
        rows = max(1, min(given.rows, event_papers.MOST_ROWS))
        path.write_bytes(event_papers.sheet(world, programme, event, spoken, rows))
    say("command.event_written", file=path)
    return 0


def event_of(world: World, code: str, slug: str) -> tuple[Programme, ProgrammeEvent]:
    """The event of a code, with its programme; raises `Trouble` where there is none, or several
    programmes have one and none is named."""
    known = catalogue(world.settings.programmes_folder)
    among = [known[slug]] if slug else list(known.programmes.values())
    found = [(each, event) for each in among if (event := each.event_of(code))]
    if not found:
        codes = ", ".join(event.code for each in among for event in each.event)
        raise Trouble("trouble.no_event", code=code, known=codes or "–")
    if len(found) > 1:
        raise Trouble("command.whose_roster", known=", ".join(each.slug for each, _ in found))
    return found[0]


def bring_in(world: World, programme: Programme, event: ProgrammeEvent, given: Namespace) -> int:
    """Invite those who were there, and hand back the rows that could not be taken."""
    spoken = language(world.words.first)
    table = files.read_table(given.file)
    done = attendance.bring_in(
        world,
        programme,
        event,
        table,
        all_present=given.all_present,
        dry_run=given.dry_run,
        language=spoken,
    )
    back = given.file.with_name(f"{given.file.stem}-refused.csv")
    kept = bool(done.refused) and not given.dry_run
    if kept:
        files.write_refused(back, table, done.refused, world.words.say(spoken, "roster.reason"))
    tell(given, table, done, str(back) if kept else None)
    return 1 if done.refused else 0


def tell(given: Namespace, table: Table, done: Attendance, file: str | None) -> None:
    counts = {"invited": done.invited, "same": done.same, "absent": done.absent}
    if given.json:
        rows = [
            {"line": line.number, "row": dict(line.told), "reason": why}
            for line, why in done.refused
        ]
        notes = [note.in_words(language()) for note in table.notes]
        about = {"columns": table.understood, "dry_run": given.dry_run, "notes": notes}
        print_json({**counts, "refused": rows, "refused_file": file, **about})
        return
    print(", ".join(f"{name}: {heading}" for name, heading in table.understood.items()))
    for note in table.notes:
        say("command.note", note=note)
    say("command.attended_dry" if given.dry_run else "command.attended", **counts)
    roster.tell_refused(done.refused, file)
