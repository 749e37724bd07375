"""Roster files as people save them: CSV in any usual encoding and separator, or a workbook."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from core.ground.errors import Trouble
from core.ground.private_files import make_file
from core.ground.sentences import Sentence, both
from core.roster.columns import Columns, columns, joined
from core.roster.days import DayOrder, Habit, read_day
from core.roster.headings import COLUMNS
from core.roster.rows import REPLACED, RosterLine
from core.roster.sheets import Cells, RosterSheet, sheets

HEADING_WITHIN = 20  # rows: titles and dates of export may stand above it
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DATED = ("starts_on", "ends_on")
USUAL_NAMES = {name: name for name in COLUMNS} | {
    "name": "nom complet", "given_name": "prénom", "family_name": "nom", "starts_on": "début",
    "ends_on": "fin", "reference": "référence",
}  # fmt: skip
SHOWN = 20  # numbers of hidden rows that are told


@dataclass(frozen=True, slots=True)
class Heading:
    """The one or two rows that name the columns, and what each column holds."""

    rows: tuple[Cells, ...]
    columns: Columns
    after: int

    @property
    def score(self) -> int:
        return self.columns.score

    def of(self, place: int) -> str:
        """The name of a column as it was written."""
        above = [row[place].strip() for row in self.rows if place < len(row)]
        return " ".join(filter(None, above))


@dataclass(frozen=True, slots=True)
class Table:
    """A file with its heading found; iterating reads its rows anew, one by one.

    `left` are the other sheets that hold people too.
    """

    heading: Heading
    sheet: RosterSheet
    order: DayOrder = DayOrder.DAY_FIRST
    left: tuple[RosterSheet, ...] = field(default=())

    def __iter__(self) -> Iterator[RosterLine]:
        held = [(place, name) for place, name in enumerate(self.heading.columns.held) if name]
        unseen = self.sheet.out_of_sight.rows
        for number, cells in enumerate(self.sheet.rows(), 1):
            told = number > self.heading.after and number - 1 not in unseen
            if told and any(cell.strip() for cell in cells):
                yield RosterLine(
                    number,
                    tuple(cells),
                    {name: cells[place] for place, name in held if place < len(cells)},
                )

    @property
    def understood(self) -> dict[str, str]:
        """Which heading each thing was read under, as mail → « Adresse e-mail »."""
        held = enumerate(self.heading.columns.held)
        return {name: self.heading.of(place) for place, name in held if name}

    @property
    def notes(self) -> list[Sentence]:
        """What of the file is left out, or was out of sight of who sent it, in sentences."""
        return [*self.of_sheets(), *self.of_rows(), *self.of_columns()]

    def of_sheets(self) -> Iterator[Sentence]:
        """Which sheets of a workbook were left out, and whether the one that was read is hidden."""
        read = quoted(self.sheet.name)
        if not self.sheet.visible:
            yield Sentence("import.hidden_sheet_read", sheet=read)
        for each in self.left:
            if each.visible:
                yield Sentence("import.sheet_left", sheet=quoted(each.name), read=read)
            else:
                yield Sentence("import.hidden_sheet_left", sheet=quoted(each.name), read=read)

    def of_rows(self) -> Iterator[Sentence]:
        """Which hidden rows were left out, by line number."""
        numbers = [row + 1 for row in sorted(self.sheet.out_of_sight.rows)]
        if gone := [number for number in numbers if number > self.heading.after]:
            lines = ", ".join(map(str, gone[:SHOWN])) + (" …" if len(gone) > SHOWN else "")
            yield Sentence("import.hidden_rows", count=len(gone), lines=lines)

    def of_columns(self) -> Iterator[Sentence]:
        """Which hidden columns were read all the same."""
        for place, name in enumerate(self.heading.columns.held):
            if name and place in self.sheet.out_of_sight.columns:
                heading = quoted(self.heading.of(place))
                yield Sentence("import.hidden_column", heading=heading, name=name)


def quoted(name: str) -> str:
    """A name of the file, marked as one."""
    return f"« {name} »"


def read_table(path: Path, order: DayOrder | None = None) -> Table:
    """A file ready to be read; raises `Trouble` where it cannot be understood.

    Without an `order` the dates must show by themselves whether day or month comes first.
    """
    if not path.is_file():
        raise Trouble("import.no_file", path=path)
    found = [(heading(sheet), sheet) for sheet in sheets(path)]
    best, chosen = max(
        found, key=lambda pair: (bool(pair[0].score), pair[1].visible, pair[0].score)
    )
    if not best.score:
        raise unknown(path, best)
    insist(best)
    left = [sheet for _, sheet in found if sheet.name and sheet is not chosen and form(sheet)]
    table = Table(best, chosen, left=tuple(left))
    return Table(best, chosen, order or habit(table), tuple(left))


def form(sheet: RosterSheet) -> bool:
    """Whether a sheet holds more than a note."""
    return any(sum(bool(cell.strip()) for cell in row) > 1 for row in sheet.rows())


def insist(best: Heading) -> None:
    """Two columns that fit equally are never chosen from. Raises `Trouble` naming them."""
    if any(REPLACED in cell for row in best.rows for cell in row):
        raise Trouble("import.heading_letter")
    for name, places in best.columns.rivals.items():
        if name == "present":  # two signatures: for who reads a roster neither is anything
            continue
        named = both([quoted(best.of(place)) for place in places])
        raise Trouble("import.rivals", named=named, usual=quoted(USUAL_NAMES[name]))


def unknown(path: Path, best: Heading) -> Trouble:
    named = ", ".join(cell.strip() for row in best.rows for cell in row if cell.strip())
    if not named:
        return Trouble("import.empty", path=path)
    return Trouble("import.no_mail", path=path, named=named[:300], mail=quoted("mail"))


def habit(table: Table) -> DayOrder:
    """Whether day or month comes first in this file's dates."""
    seen = Habit()
    for line in table:
        seen.look(line.told.get(name, "") for name in DATED)
    return seen.order()


def heading(sheet: RosterSheet) -> Heading:
    """The row, or the two, among the first that name most columns."""
    first, unseen = start(sheet), sheet.out_of_sight.columns
    named = [bool(row) and not is_data(row) for row in first]
    found = [
        Heading((row,), columns(row, unseen), place + 1)
        for place, row in enumerate(first)
        if named[place] and any(cell.strip() for cell in row)
    ]
    for place in range(1, len(first)):
        if named[place - 1] and named[place]:
            above, below = first[place - 1], first[place]
            found.append(Heading((above, below), columns(joined(above, below), unseen), place + 1))
    return max(found, key=lambda each: each.score, default=Heading(((),), Columns(), 0))


def start(sheet: RosterSheet) -> list[Cells]:
    """The first rows, as far as they can be read: a wrong separator also unbalances quotes."""
    first: list[Cells] = []
    try:
        first.extend(islice(sheet.rows(), HEADING_WITHIN + 1))
    except Trouble:
        return first
    return first


def is_data(row: Cells) -> bool:
    """Whether a row speaks of somebody rather than names columns."""
    return any("@" in cell or read_day(cell) for cell in row)


def write_refused(
    path: Path, table: Table, refused: Iterable[tuple[RosterLine, str]], reason: str
) -> None:
    """The refused rows as a CSV that a French spreadsheet opens: the same columns, and why."""
    width = max(len(row) for row in table.heading.rows)
    make_file(path)  # names and addresses of people
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        *groups, names = (padded(row, width) for row in table.heading.rows)
        writer.writerows(groups)
        writer.writerow([*names, reason])
        for line, why in refused:
            writer.writerow([*map(guarded, padded(line.cells, width)), why])


def padded(row: Cells, width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula starts with an apostrophe."""
    return f"'{cell}" if cell.startswith(GUARDED) else cell
