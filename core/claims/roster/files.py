"""Roster files as people save them: CSV in any usual encoding and separator, or a workbook."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from core.claims.roster import text
from core.claims.roster.columns import columns, joined
from core.claims.roster.days import Habit, Order, read_day
from core.claims.roster.rows import Line
from core.ground.errors import Trouble

HEADING_WITHIN = 20  # rows: titles and dates of export may stand above it
GUARDED = ("=", "+", "-", "@", "\t", "\r")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # XLSX and ODS, XLS
DATED = ("starts_on", "ends_on")
REASON = "raison"

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The one or two rows that name the columns, and what each column holds."""

    rows: tuple[Cells, ...]
    held: Sequence[str]
    after: int

    @property
    def score(self) -> int:
        """How many columns are understood; none where the mail is not."""
        return len([name for name in self.held if name]) if "mail" in self.held else 0

    def of(self, place: int) -> str:
        """The name of a column as it was written."""
        above = [row[place].strip() for row in self.rows if place < len(row)]
        return " ".join(filter(None, above))


@dataclass(frozen=True, slots=True)
class Table:
    """A file with its heading found; iterating reads its rows anew, one by one."""

    heading: Heading
    source: Callable[[], Iterable[Cells]]
    order: Order = Order.DAY_FIRST

    def __iter__(self) -> Iterator[Line]:
        held = [(place, name) for place, name in enumerate(self.heading.held) if name]
        for number, cells in enumerate(self.source(), 1):
            if number > self.heading.after and any(cell.strip() for cell in cells):
                told = {name: cells[place] for place, name in held if place < len(cells)}
                yield Line(number, tuple(cells), told)

    @property
    def understood(self) -> dict[str, str]:
        """What is held → the heading that says so."""
        held = enumerate(self.heading.held)
        return {name: self.heading.of(place) for place, name in held if name}


def read_table(path: Path, order: Order | None = None) -> Table:
    """A file ready to be read; raises `Trouble` where it cannot be understood.

    Without an `order` the dates must show by themselves whether day or month comes first.
    """
    if not path.is_file():
        raise Trouble(f"{path} is not there.", mend="Give the path of a CSV or XLSX file.")
    with path.open("rb") as file:
        workbook = file.read(8).startswith(WORKBOOKS)
    sources = sheets(path) if workbook else texts(path)
    found = [(heading(source()), source) for source in sources]
    best, source = max(found, key=lambda pair: pair[0].score)
    if not best.score:
        raise unknown(path, best)
    table = Table(best, source)
    return Table(best, source, order or habit(table))


def unknown(path: Path, best: Heading) -> Trouble:
    named = ", ".join(cell.strip() for row in best.rows for cell in row if cell.strip())
    if not named:
        return Trouble(f"{path} is empty.", mend="Its first line names the columns.")
    told = f"{path} has no column for the mail address (columns: {named[:300]})."
    return Trouble(told, mend="Call it « mail ».")


def habit(table: Table) -> Order:
    """Whether day or month comes first in this file's dates."""
    seen = Habit()
    for line in table:
        seen.look(line.told.get(name, "") for name in DATED)
    return seen.order()


def heading(rows: Iterable[Cells]) -> Heading:
    """The row, or the two, among the first that name most columns."""
    first = list(islice(rows, HEADING_WITHIN + 1))
    named = [bool(row) and not is_data(row) for row in first]
    found = [
        Heading((row,), columns(row), place + 1)
        for place, row in enumerate(first)
        if named[place] and any(cell.strip() for cell in row)
    ]
    for place in range(1, len(first)):
        if named[place - 1] and named[place]:
            above, below = first[place - 1], first[place]
            found.append(Heading((above, below), columns(joined(above, below)), place + 1))
    return max(found, key=lambda each: each.score, default=Heading(((),), (), 0))


def is_data(row: Cells) -> bool:
    """Whether a row speaks of somebody rather than names columns."""
    return any("@" in cell or read_day(cell) for cell in row)


def texts(path: Path) -> list[Callable[[], Iterable[Cells]]]:
    """A CSV, parted by each sign that may be the one."""
    encoding = text.encoding_of(path)
    signs = text.separators(path, encoding)
    return [partial(text.rows, path, encoding, sign) for sign in signs]


def sheets(path: Path) -> list[Callable[[], Iterable[Cells]]]:
    """The sheets of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - CSV is usual

    try:
        book = CalamineWorkbook.from_path(path)
        found = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except CalamineError as error:
        raise Trouble(f"The workbook cannot be read: {error}.", mend="Save it as CSV.") from error
    return [partial(cells_of, sheet.iter_rows) for sheet in found]


def cells_of(rows: Callable[[], Iterable[Iterable[object]]]) -> Iterator[Cells]:
    for row in rows():
        yield [plain(cell) for cell in row]


def plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def write_refused(path: Path, table: Table, refused: Iterable[tuple[Line, str]]) -> None:
    """The refused rows as a CSV that a French spreadsheet opens: the same columns, and why."""
    width = max(len(row) for row in table.heading.rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        *groups, names = (padded(row, width) for row in table.heading.rows)
        writer.writerows(groups)
        writer.writerow([*names, REASON])
        for line, why in refused:
            writer.writerow([*map(guarded, padded(line.cells, width)), why])


def padded(row: Cells, width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula starts with an apostrophe."""
    return f"'{cell}" if cell.startswith(GUARDED) else cell
