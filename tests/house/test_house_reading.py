"""Reading a house from its imports: what the promise tests and the drawing stand on."""

from pathlib import Path

import pytest

from tools.house import graph, measures
from tools.house.imports import Import, Modules, read
from tools.house.trace import Walk

FILES = {
    "core/__init__.py": "",
    "core/low/__init__.py": "",
    "core/low/base.py": "import json\n\nclass Shown: ...\n",
    "core/high/__init__.py": "",
    "core/high/door.py": (
        "from core.low import base\n\nclass Shown: ...\nclass _Own: ...\n\n"
        "def late() -> None:\n    from core.low.base import Shown\n\n"
        "TABLE = {'a': 'core.low.base:run'}\n"
    ),
}


@pytest.fixture
def house(tmp_path: Path) -> Modules:
    """Two wings, of which the higher imports the lower twice."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return read(tmp_path, ["core"])


def test_an_import_is_read_with_its_line_and_whether_it_is_late(house: Modules) -> None:
    assert [each for each in house.imports if each.by == "core.high.door"] == [
        Import("core.high.door", "core.low.base", 1, late=False),
        Import("core.high.door", "core.low.base", 7, late=True),
    ]
    assert Import("core.low.base", "json", 1, late=False) in house.imports


def test_a_text_that_names_what_is_loaded_is_no_import(house: Modules) -> None:
    assert house.loads("core.high.door") == {"core.low.base"}
    assert house.graph["core.low.base"] == set()


def test_public_classes_of_one_name_are_found(house: Modules) -> None:
    assert measures.named_twice(house) == {"Shown": ["core.high.door", "core.low.base"]}


def test_a_circle_of_files_and_of_folders_is_found(house: Modules) -> None:
    house.paths["core.low.base"].write_text("from core.high import other\n")
    other = house.root / "core" / "high" / "other.py"
    other.write_text("")
    back = read(house.root, ["core"])
    assert graph.circles(back.graph) == []
    assert measures.folder_circles(back) == {"core": [["core.high", "core.low"]]}
    other.write_text("from core.high import door\n")
    closed = read(house.root, ["core"])
    assert graph.circles(closed.graph) == [["core.high.door", "core.high.other", "core.low.base"]]


def test_a_floor_is_one_above_the_highest_that_it_needs() -> None:
    links = {
        "roof": {"wall", "ground"},
        "wall": {"ground"},
        "ground": set(),
        "a": {"b"},
        "b": {"a"},
    }
    assert graph.floors(links) == {"roof": 3, "wall": 2, "ground": 1, "a": 1, "b": 1}


def test_an_arrow_that_a_longer_way_replaces_is_not_drawn() -> None:
    links = {"roof": {"wall", "ground"}, "wall": {"ground"}, "ground": set()}
    assert graph.without_detours(links) == {"roof": {"wall"}, "wall": {"ground"}, "ground": set()}


def test_a_walk_counts_how_often_a_call_lands_in_another_file() -> None:
    walk = Walk(Path("/house"), {1: ["a", "a", "b", "a"], 2: ["c", "c"]})
    assert (walk.files, walk.changes) == ({"a", "b", "c"}, 2)
    assert walk.place("/house/core/desk/menu.py") == "core/desk/menu.py"
    assert walk.place("/elsewhere/core/desk/menu.py") is None
