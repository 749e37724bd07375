"""The tables that a file may hold: a CSV parted by each usual sign, or the sheets of a workbook."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from core.ground.errors import Trouble
from core.roster import encoding as text
from core.roster.hidden_cells import Hidden, hidden

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # XLSX and ODS, XLS
UNPACKED_LIMIT = 256_000_000
"""Bytes that the files within a workbook may hold together: half a million rows are less."""

SEEN = Hidden()

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Rows that are read anew each time, the sheet's name, and what of it is out of sight."""

    rows: Callable[[], Iterable[Cells]]
    name: str = ""
    visible: bool = True
    out_of_sight: Hidden = SEEN


def sheets(path: Path) -> list[RosterSheet]:
    """The tables of a file, those to see before the hidden ones. Raises `Trouble` for a workbook
    that cannot be read."""
    with path.open("rb") as file:
        workbook = file.read(8).startswith(WORKBOOKS)
    return of_workbook(path) if workbook else of_text(path)


def of_text(path: Path) -> list[RosterSheet]:
    """A CSV, parted by each sign that may be the one."""
    encoding = text.encoding_of(path)
    signs = text.separators(path, encoding)
    return [RosterSheet(partial(text.rows, path, encoding, sign)) for sign in signs]


def of_workbook(path: Path) -> list[RosterSheet]:
    """The sheets of a workbook, those to see first; raises `Trouble` for one that cannot be read,
    or is huge once it is unpacked."""
    from python_calamine import (  # noqa: PLC0415 - slow to load, seldom needed
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    if unpacked(path) > UNPACKED_LIMIT:
        raise Trouble("import.workbook_huge", most=UNPACKED_LIMIT // 1_000_000)
    try:
        book = CalamineWorkbook.from_path(path)
        known = hidden(path)
        found = [
            RosterSheet(
                partial(cells_of, book.get_sheet_by_name(each.name).iter_rows),
                each.name,
                each.visible is SheetVisibleEnum.Visible,
                known.get(each.name, SEEN),
            )
            for each in book.sheets_metadata
        ]
    except CalamineError as error:
        raise Trouble("import.workbook", error=error) from error
    return sorted(found, key=lambda sheet: not sheet.visible)


def unpacked(path: Path) -> int:
    """How many bytes the files within a workbook say that they hold; 0 where it is no archive."""
    try:
        with ZipFile(path) as book:
            return sum(each.file_size for each in book.infolist())
    except BadZipFile:
        return 0


def cells_of(rows: Callable[[], Iterable[Iterable[object]]]) -> Iterator[Cells]:
    for row in rows():
        yield [plain(cell) for cell in row]


def plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
