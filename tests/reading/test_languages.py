"""The folders of `templates/languages`: which keys they must and may have, and what is told of
those that are not so."""

import shutil
from pathlib import Path

import pytest

from cocarde.operate.check_languages import check_file, check_language, check_languages
from core.ground.errors import Trouble
from core.ground.paths import ROOT
from core.ground.words import spoken_languages
from core.reading import languages
from core.reading.language_keys import KEYS, kinds, musts
from core.reading.languages import FOLDER, expanded, fill, read, unbroken


def test_every_folder_is_sound() -> None:
    assert list(check_languages()) == []


def test_the_spoken_languages_are_the_folders_of_words() -> None:
    assert spoken_languages() == ("en", "fr", "nl")


def test_every_key_is_in_some_language() -> None:
    lonely = [
        f"{file}.{key}"
        for file in KEYS
        for key in kinds(file)
        if not languages.each(f"{file}.{key}")
    ]
    assert lonely == []


def test_every_key_is_in_the_docs() -> None:
    sections = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8").split("\n## ")
    for file in KEYS:
        told = next(each for each in sections if f"{file}.toml" in each.partition("\n")[0])
        for key in kinds(file):
            assert f"`{key}`{'!' if key in musts(file) else ''}" in told, f"{file}.{key}"


MISTAKES = [
    ("calendar", "", "months is missing."),
    ("calendar", "wekdays = 'lundi'", "wekdays is not one of its keys."),
    ("calendar", "weekdays = 7", "weekdays is 7."),
    ("calendar", "months.13 = 'brumaire'", "months cannot have a row 13."),
    ("calendar", "months.1 = 1", "months.1 is 1."),
    ("calendar", "months.1 = 'janvier'", "months has no row 12."),
    ("calendar", "months = 'janvier'", "months is 'janvier'."),
    ("calendar", "half = 'et (demi'", "half has a line that is no pattern: 'et (demi'"),
    ("wishes", "lost = '[a-'", "lost has a line that is no pattern: '[a-'"),
    ("wishes", "alike = 'jai'", "alike has a line that is no pair: 'jai'."),
    ("said", "yes = '(oui|non'", "yes has a line with a bracket too many: '(oui|non'."),
    ("language", "either_order = 'no'", "either_order is 'no'."),
]


@pytest.mark.parametrize(("file", "written", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_file_and_its_key(
    tmp_path: Path, file: str, written: str, told: str
) -> None:
    path = tmp_path / "xx" / f"{file}.toml"
    path.parent.mkdir()
    path.write_text(written, encoding="utf-8")
    found = list(check_file(path, read(path), spoken=True))
    assert {each.about for each in found} == {f"languages/xx/{file}.toml"}
    assert any(each.what.startswith(told) and each.mend for each in found)


def test_a_language_that_is_only_read_has_what_it_has(tmp_path: Path) -> None:
    place = tmp_path / "xx"
    place.mkdir()
    (place / "quoting.toml").write_text("from = 'od'", encoding="utf-8")
    assert list(check_language(place, spoken=False)) == []
    missing = {each.about for each in check_language(place, spoken=True)}
    assert missing == {f"languages/xx/{file}.toml" for file in KEYS if musts(file)}


def test_a_file_of_no_known_name_is_told(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "nl", tmp_path / "nl")
    (tmp_path / "nl" / "wishess.toml").write_text("", encoding="utf-8")
    (found,) = check_language(tmp_path / "nl", spoken=True)
    assert found.about == "languages/nl/wishess.toml"


@pytest.mark.parametrize("written", [b"yes = ", b"yes = '\xff'"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "xx" / "said.toml"
    path.parent.mkdir()
    path.write_bytes(written)
    with pytest.raises(Trouble, match=r"said\.toml is not readable"):
        read(path)
    told = [each.what for each in check_language(path.parent, spoken=False)]
    assert ["said.toml is not readable" in each for each in told] == [True]


@pytest.mark.parametrize("written", ["yes = 7", "[yes]\noui = ['oui']"])
def test_a_value_that_is_no_text_is_trouble_with_its_file_and_key(
    tmp_path: Path, written: str
) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "said.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Trouble, match=r"xx/said\.toml: yes is "):
        languages.files(tmp_path)


def test_a_pattern_that_is_none_is_trouble_and_no_bug() -> None:
    with pytest.raises(Trouble, match="cocarde check"):
        languages.compiled("(")


def test_a_phrase_is_written_out() -> None:
    assert expanded("(je|nous) confirme(|z)\n\noui") == [
        "je confirme",
        "je confirmez",
        "nous confirme",
        "nous confirmez",
        "oui",
    ]


def test_an_indented_line_goes_on_with_the_one_before() -> None:
    assert unbroken("a (?:b|\n  c)\nd\n") == ["a (?:b|c)", "d"]


def test_a_slot_is_filled_from_the_file_or_by_who_asks() -> None:
    assert fill("{name} {2}", "wishes", name="x") == "(?:x) {2}"
    assert fill("{noes_that_nobody_has}", "wishes") == "(?:(?!))"
