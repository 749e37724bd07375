"""Roster files as people save them: CSV in any usual encoding and separator, or XLSX."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.claims.roster_rows import columns
from core.ground.errors import Trouble

SEPARATORS = ",;\t"
GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, by what their columns hold, and as they were written."""

    header: list[str]
    rows: list[list[str]]
    held: dict[str, str]

    def __iter__(self) -> Iterator[dict[str, str]]:
        names = [self.held.get(column, "") for column in self.header]
        for row in self.rows:
            yield {name: cell for name, cell in zip(names, row, strict=False) if name}


def read_table(path: Path) -> Table:
    """The first sheet of an XLSX, or a CSV; raises `Trouble` when it has no mail column."""
    if not path.is_file():
        raise Trouble(f"{path} is not there.", mend="Give the path of a CSV or XLSX file.")
    data = path.read_bytes()
    cells = from_xlsx(data) if data.startswith(b"PK\x03\x04") else from_csv(data)
    cells = [row for row in cells if any(cell.strip() for cell in row)]
    if not cells:
        raise Trouble(f"{path} is empty.", mend="Its first line names the columns.")
    held = columns(cells[0])
    if "mail" not in held.values():
        raise Trouble(
            f"{path} has no column for the mail address (columns: {', '.join(cells[0])}).",
            mend="Call it « mail ».",
        )
    return Table(cells[0], cells[1:], held)


def from_csv(data: bytes) -> list[list[str]]:
    text = decoded(data)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def decoded(data: bytes) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else what French Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def from_xlsx(data: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - CSV is usual

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except CalamineError as error:
        raise Trouble(f"The workbook cannot be read: {error}.", mend="Save it as CSV.") from error
    return [[plain(cell) for cell in row] for row in sheet.to_python()]


def plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def write_refused(path: Path, table: Table, refused: list[tuple[Mapping[str, str], str]]) -> None:
    """The refused rows as a CSV that a French spreadsheet opens, with a column that says why."""
    names = [table.held[column] for column in table.header if column in table.held]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*names, "raison"])
        for row, why in refused:
            writer.writerow([*(guarded(row.get(name, "")) for name in names), why])


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula starts with an apostrophe."""
    return f"'{cell}" if cell.startswith(GUARDED) else cell
