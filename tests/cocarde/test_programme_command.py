"""`cocarde programme`: a folder to begin with, and all that people will see of it."""

import re
from pathlib import Path

import pytest

from core.programmes.catalogue import read
from tests.world.command import Cocarde


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    """The command over an empty installation."""
    return Cocarde(tmp_path)


@pytest.mark.parametrize("lang", ["fr", "en", "nl"])
def test_a_new_folder_is_sound_as_it_is_in_the_language_of_its_writer(
    cocarde: Cocarde, lang: str
) -> None:
    folder = cocarde.folder / "programmes"
    told = cocarde("programme", "new", "jardin", "--lang", lang, COCARDE_PROGRAMMES=str(folder))
    assert str(folder / "jardin") in told
    reading = read(folder / "jardin")
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.programme
    assert reading.programme.languages == [lang]


@pytest.mark.parametrize("name", ["Jardin", "../jardin", "1er", "jardin"])
def test_a_name_that_cannot_be_or_is_taken_is_refused_with_its_mend(
    cocarde: Cocarde, name: str
) -> None:
    folder = cocarde.folder / "programmes"
    (folder / "jardin").mkdir(parents=True)
    told = cocarde("programme", "new", name, status=2, COCARDE_PROGRAMMES=str(folder))
    assert re.search(r"letters, digits and hyphens|another name", told)
    assert [path.name for path in folder.iterdir()] == ["jardin"]


def test_a_preview_shows_each_message_in_the_order_in_which_a_person_meets_it(
    cocarde: Cocarde,
) -> None:
    own = str(cocarde.folder / "programmes")
    cocarde("programme", "new", "jardin", "--lang", "fr", COCARDE_PROGRAMMES=own)
    path = cocarde.folder / "programmes" / "jardin" / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('by = "declared"', 'by = "coach"')
    path.write_text(text, encoding="utf-8")
    out = cocarde.folder / "seen"
    cocarde(
        "programme", "preview", "jardin", "--out", str(out), "--lang", "fr", COCARDE_PROGRAMMES=own
    )
    page = (out / "index.html").read_text(encoding="utf-8")
    order = [
        "Demandé dans une conversation",
        "De quand à quand as-tu pris part",
        "Voici ce que dira ton badge",
        "[Valider]",
        "Voici ton badge",
        "Demandé par e-mail",
        "Une correction est demandée",
        "Un refus",
        "Un rappel",
        "La page d&#39;un badge",
    ]
    places = [page.find(told) for told in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)
    assert files_named(page) == {each.name for each in out.iterdir()} - {"index.html"}
    whole = [each.read_text(encoding="utf-8") for each in out.glob("*.html")]
    assert not [each for each in whole if re.search(r'(src|rel="stylesheet" href)="/', each)]


def files_named(page: str) -> set[str]:
    return set(re.findall(r'(?:src|href)="(\d+\.\w+)"', page))


def test_a_programme_with_mistakes_has_no_preview_but_tells_them(
    cocarde: Cocarde, tmp_path: Path
) -> None:
    own = str(cocarde.folder / "programmes")
    cocarde("programme", "new", "jardin", "--lang", "fr", COCARDE_PROGRAMMES=own)
    path = cocarde.folder / "programmes" / "jardin" / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"leaf"', '"lief"'), encoding="utf-8")
    told = cocarde("programme", "preview", "jardin", status=2, COCARDE_PROGRAMMES=own)
    assert "did you mean leaf?" in told
    assert "is not a folder" in cocarde(
        "programme", "preview", "verger", status=2, COCARDE_PROGRAMMES=own
    )
