"""Import a roster: one row a mission, CSV (`,` `;` tab; UTF-8, cp1252) or XLSX.

Columns, in French or English: mail, prénom, nom, début, fin, organisme, domaine, lieu, référence,
badge, interrompue, langue. Rows that cannot be read are handed back beside the file.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cocarde.printing import json_option, print_json

if TYPE_CHECKING:
    from core.claims.roster import Import
    from core.ground.world import World


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["import"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--programme", metavar="SLUG", help="whose roster this is")
    parser.add_argument("--dry-run", action="store_true", help="tell, and keep nothing")
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.claims import roster, roster_files

    table = roster_files.read_table(given.file)
    world = open_world()
    slug = given.programme or only_programme(world)
    with world.turn() as turn:
        done = roster.write(turn, slug, table)
        if given.dry_run:
            turn.db.rollback()
    back = given.file.with_name(f"{given.file.stem}-refused.csv")
    if done.refused and not given.dry_run:
        roster_files.write_refused(back, table, done.refused)
    tell(given, done, back)
    return 1 if done.refused else 0


def only_programme(world: "World") -> str:
    """The programme that has a roster, when there is just one."""
    from core.ground.errors import Trouble
    from core.programmes.catalogue import catalogue

    known = catalogue(world.settings.programmes_folder).programmes
    if len(known) == 1:
        return next(iter(known))
    raise Trouble("Whose roster is it?", mend=f"Add --programme with one of {', '.join(known)}.")


def tell(given: Namespace, done: "Import", back: Path) -> None:
    kept_back = bool(done.refused) and not given.dry_run
    if given.json:
        counts = {"added": done.added, "changed": done.changed, "same": done.same}
        refused = [{"row": dict(row), "reason": why} for row, why in done.refused]
        file = str(back) if kept_back else None
        print_json({**counts, "refused": refused, "refused_file": file, "dry_run": given.dry_run})
        return
    would = "would be " if given.dry_run else ""
    print(f"{done.added} {would}added, {done.changed} {would}changed, {done.same} as before")
    for row, why in done.refused:
        print(f"refused: {', '.join(row.values())}: {why}")
    if kept_back:
        print(f"The refused rows, with their reasons: {back}")
