"""Each word of `docs/glossary.md` names something that is there; no table goes without a word."""

import ast
import re
from functools import cache

import pytest

from core.ground.paths import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROW = re.compile(r"\| \*\*(.+?)\*\* \| (.+?) \| (.*?) ?\| `(\w+)` in `([\w/]+)` \|")
ROWS = [found.groups() for line in GLOSSARY.splitlines() if (found := ROW.fullmatch(line))]


@cache
def named(folder: str) -> frozenset[str]:
    """The files of a folder, and the classes and functions in them."""
    found: set[str] = set()
    for path in (ROOT / folder).glob("*.py"):
        nodes = ast.parse(path.read_text(encoding="utf-8")).body
        kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        found |= {path.stem, *(node.name for node in nodes if isinstance(node, kinds))}
    return frozenset(found)


def test_every_line_of_a_table_is_read() -> None:
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| **")]
    assert len(ROWS) == len(lines) > 80


@pytest.mark.parametrize(("word", "name", "folder"), [(row[0], row[3], row[4]) for row in ROWS])
def test_the_word_names_something_that_is_there(word: str, name: str, folder: str) -> None:
    assert name in named(folder), word


def test_every_word_stands_once() -> None:
    words = [row[0] for row in ROWS]
    assert len(set(words)) == len(words)


def test_every_table_has_its_word() -> None:
    nodes = [
        node
        for path in (ROOT / "core" / "ground" / "tables").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
    ]
    tables = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    assert tables - {row[3] for row in ROWS if row[4] == "core/ground/tables"} == set()
