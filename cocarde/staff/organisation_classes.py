"""The badge classes that `cocarde organisation` is to count: told by options, or by a file.

A line of the file is an address, a competence and a level, in whichever order; a heading is known
by having no address.
"""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from core.ground.errors import Trouble
from core.programmes.competences import read_competence, read_level
from core.programmes.members.join_request import ClassRequest
from core.programmes.programme import Programme
from core.roster.sheets import Cells, RosterSheet, sheets

ADDRESSES = ("https://", "http://", "urn:")


def classes(programme: Programme, given: Namespace) -> tuple[ClassRequest, ...]:
    """Those of the options and those of the file. Raises `Trouble` where a class, its competence or
    its level is missing."""
    told = vars(given)
    parts = told["class"], told["competence"], told["level"]
    if len({len(part) for part in parts}) > 1:
        raise Trouble("command.organisation_triples")
    listed = map(ClassRequest, *parts)
    return (*listed, *(of_file(programme, told["classes"]) if told["classes"] else ()))


def of_file(programme: Programme, path: Path) -> Iterator[ClassRequest]:
    """The lines of a CSV or a workbook; raises `Trouble` for a line that is none."""
    if not path.is_file():
        raise Trouble("import.no_file", path=path)
    rows = max(map(read, sheets(path)), key=lambda rows: sum(map(whole, rows)))
    begun = False
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if whole(cells):
            begun = True
            yield wanted(programme, cells)
        elif cells and (begun or any(map(is_address, cells))):
            raise Trouble("command.organisation_line", path=path, line=number)


def read(sheet: RosterSheet) -> list[Cells]:
    """The rows of a sheet; none where it cannot be parted so."""
    try:
        return list(sheet.rows())
    except Trouble:
        return []


def whole(row: Cells) -> bool:
    """Whether a line names a badge class and at least two things more."""
    cells = [cell for cell in row if cell.strip()]
    return len(cells) > 2 and any(map(is_address, cells))


def wanted(programme: Programme, cells: list[str]) -> ClassRequest:
    """The class of one line: each part is known by what it says, else by its place."""
    achievement = next(filter(is_address, cells))
    rest = [cell for cell in cells if not is_address(cell)] or [""]
    competence = next((cell for cell in rest if read_competence(programme, cell)), rest[0])
    others = [cell for cell in rest if cell != competence] or [""]
    level = next((cell for cell in others if read_level(programme, cell) is not None), others[0])
    return ClassRequest(achievement, competence, level)


def is_address(cell: str) -> bool:
    """Whether a cell names a badge class."""
    return cell.strip().lower().startswith(ADDRESSES)
