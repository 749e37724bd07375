"""docs/programmes.md has every key of a programme's file, as the classes that read it say it."""

import tomllib
from pathlib import Path

from core.ground.paths import ROOT
from core.programmes.catalogue import read
from core.programmes.file_values import Value
from core.programmes.rules import RULES
from tools import programme_page
from tools.programme_page import PAGE, SHEET, TABLES, written

REWRITE = "Run: python -m tools.programme_page"


def test_the_page_and_the_sheet_of_pictograms_say_what_the_code_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, REWRITE
    assert SHEET.read_text(encoding="utf-8") == programme_page.sheet(), REWRITE


def test_each_table_each_rule_and_each_value_has_its_place_in_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name, _ in programme_page.made() if f"<!-- {name} -->" not in page] == []
    assert [kind for kind in RULES if f"| `{kind}` |" not in page] == []
    assert all(each.means for kinds in Value.__subclasses__() for each in kinds)


def test_each_key_says_what_it_is_and_its_example_is_right() -> None:
    for shape in TABLES.values():
        for name, field in shape.model_fields.items():
            assert field.description, f"{shape.__name__}.{name} has no description"
            for example in field.examples or ():
                tomllib.loads(f"{name} = {programme_page.toml(example)}")


def test_the_example_of_the_page_is_a_sound_programme(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = page[page.index("An example from beginning to end") :]
    text = told.partition("```toml\n")[2].partition("```")[0]
    folder = tmp_path / "jardin"
    folder.mkdir()
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    (folder / "artwork.svg").write_bytes((programme_page.MODEL / "artwork.svg").read_bytes())
    assert [str(mistake) for mistake in read(folder).mistakes] == []
    assert (ROOT / "docs" / "pictures" / "new-programme.png").is_file()
