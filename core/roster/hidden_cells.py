"""Which rows and columns of a workbook its reader does not see."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

_TRUE = ("1", "true")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Hidden:
    """The hidden rows by their number in the sheet, the columns by their place, both from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden(path: Path) -> Mapping[str, Hidden]:
    """What is hidden in each sheet of an XLSX (ECMA-376), by the sheet's name.

    Other kinds of workbook, and those that cannot be read so, say nothing.
    """
    try:
        with ZipFile(path) as book:
            return {name: look(book, part) for name, part in parts(book)}
    except (BadZipFile, KeyError, OSError, ElementTree.ParseError, ValueError):
        return {}


def parts(book: ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets by name, each with its file in the workbook."""
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():  # noqa: S314
        if local(each.tag) == "sheet" and (target := targets.get(each.get(_RELATION))):
            part = posixpath.normpath(posixpath.join("xl", target))
            yield (
                each.get("name", ""),
                part.removeprefix("../").lstrip("/").replace("xl/xl/", "xl/"),
            )


def look(book: ZipFile, part: str) -> Hidden:
    """The hidden rows and columns of one sheet, read as it goes."""
    rows, columns = set(), set()
    with book.open(part) as sheet:
        for _, element in ElementTree.iterparse(sheet, ("end",)):  # noqa: S314
            kind, out_of_sight = local(element.tag), element.get("hidden") in _TRUE
            if kind == "row" and out_of_sight:
                rows.add(int(element.get("r", "0")) - 1)
            if kind == "col" and out_of_sight:
                columns |= set(
                    range(int(element.get("min", "1")) - 1, int(element.get("max", "1")))
                )
            if kind in ("row", "c"):
                element.clear()
    return Hidden(frozenset(rows), frozenset(columns))


def local(tag: str) -> str:
    return re.sub(r"^\{[^}]*\}", "", tag)
