"""Import a roster, one row a mission, or show where each invitation stands.

CSV in any usual encoding and separator, or a workbook. Columns, under any usual heading: mail,
prénom, nom, début, fin, organisme, domaine, lieu, référence, badge, interrompue, langue. Rows that
cannot be read are handed back beside the file, with the reason; mend them there and import that.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import clock, json_option, now_option, print_json
from cocarde.staff.roster_reconcile import tell_accounts
from cocarde.staff.roster_show import show
from core.ground.errors import Trouble
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.roster import files, import_file
from core.roster.days import DayOrder
from core.roster.files import Table
from core.roster.import_file import Import, RefusedRow

SHOWN = 20  # refused rows on the screen; the file has them all


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["import", "show", "reconcile"])
    parser.add_argument("file", type=Path, nargs="?", help=text("help.roster_file"))
    parser.add_argument("--programme", metavar="SLUG", help=text("help.roster_programme"))
    parser.add_argument("--dry-run", action="store_true", help=text("help.roster_dry_run"))
    parser.add_argument("--dates", choices=["day-first", "month-first"],
                        help=text("help.roster_dates", date="05/06/2026"))  # fmt: skip
    parser.add_argument("--mail", metavar="ADDRESS", help=text("help.roster_mail"))
    parser.add_argument("--csv", type=Path, metavar="FILE", help=text("help.roster_csv"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    if given.action == "import" and given.file is None:
        raise Trouble("command.which_file")
    world = open_world(now=clock(given.now))
    if given.action == "reconcile":
        return tell_accounts(world, given)
    slug = given.programme or only_programme(world)
    if given.action == "show":
        return show(world, slug, given)
    return bring_in(world, slug, given)


def bring_in(world: World, slug: str, given: Namespace) -> int:
    """Import the file, and hand back what could not be read."""
    order = DayOrder(given.dates) if given.dates else None
    table = files.read_table(given.file, order)
    done = import_file.import_table(
        world,
        slug,
        table,
        dry_run=given.dry_run,
        language=language(world.words.first),
        progress=progress,
    )
    if not given.dry_run:
        note(world, slug, done)
    back = given.file.with_name(f"{given.file.stem}-refused.csv")
    if done.refused and not given.dry_run:
        reason = world.words.say(language(world.words.first), "roster.reason")
        files.write_refused(back, table, done.refused, reason)
    tell(given, table, done, back)
    return 1 if done.refused else 0


def note(world: World, slug: str, done: Import) -> None:
    """Write down that a list was imported: how many rows were new, changed and refused."""
    counts = f"{done.added} {done.changed} {len(done.refused)}"
    told = Happened(EventKind.ROSTER, door="command", programme=slug, subject=counts)
    with world.turn() as turn:
        events.write(turn, told)


def only_programme(world: World) -> str:
    """The programme that has a roster, when there is just one."""
    known = catalogue(world.settings.programmes_folder).programmes
    if len(known) == 1:
        return next(iter(known))
    raise Trouble("command.whose_roster", known=", ".join(known))


def progress(rows: int) -> None:
    """How far a long import is, for somebody who watches."""
    if sys.stderr.isatty():
        told = text("command.rows", count=f"{rows:,}")
        print(f"\r{told}", end="", file=sys.stderr, flush=True)


def tell(given: Namespace, table: Table, done: Import, back: Path) -> None:
    file = str(back) if done.refused and not given.dry_run else None
    if given.json:
        counts = {"added": done.added, "changed": done.changed, "same": done.same}
        refused = [
            {"line": line.number, "row": dict(line.told), "reason": why}
            for line, why in done.refused
        ]
        notes = [note.in_words(language()) for note in table.notes]
        about = {"columns": table.understood, "dry_run": given.dry_run, "notes": notes}
        print_json({**counts, "refused": refused, "refused_file": file, **about})
        return
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(", ".join(f"{name}: {heading}" for name, heading in table.understood.items()))
    for note in table.notes:
        say("command.note", note=note)
    summary = "command.imported_dry" if given.dry_run else "command.imported"
    say(summary, added=done.added, changed=done.changed, same=done.same)
    tell_refused(done.refused, file)


def tell_refused(refused: Sequence[RefusedRow], file: str | None) -> None:
    """The first of the rows that are handed back, each with its reason, and where all of them
    lie."""
    if refused:
        say("command.refused_rows", count=len(refused))
    for line, why in refused[:SHOWN]:
        row = ", ".join(line.told.values())
        say("command.refused_line", line=line.number, row=row, why=why)
    if len(refused) > SHOWN:
        say("command.and_more", count=len(refused) - SHOWN)
    if file:
        say("command.refused_file", file=file)
