"""`cocarde artwork`: every badge class side by side, to be looked at before anybody gets one."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cocarde.__main__ import main
from cocarde.programme.artwork import specimens
from core.badges.picture.contact_sheet import GROUNDS, SIZES, Specimen, cell, sheet
from core.ground.paths import ROOT, TEMPLATES
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said

KNOWN = catalogue(TEMPLATES / "programmes")
KEPT = ROOT / "docs" / "pictures" / "artwork"


def shown(page: Image.Image) -> int:
    """How many cells of a sheet hold a drawing, on both grounds."""
    width, height = cell()
    across, down = page.width // width, page.height // height
    inside = (0, 60, SIZES[0], height - 20)
    found = 0
    for column in range(across):
        for row in range(down):
            left, top = column * width, row * height
            box = (left + 20, top + inside[1], left + inside[2], top + inside[3])
            low, high = page.crop(box).convert("L").getextrema()
            found += int(isinstance(low, int) and isinstance(high, int) and high - low > 100)
    return found


def test_the_command_draws_a_sheet_of_one_programme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["artwork", str(tmp_path / "sheets"), "--programme", "maillage", "--lang", "en"]) == 0
    )
    assert "maillage.webp: 3 badges" in capsys.readouterr().out
    with Image.open(tmp_path / "sheets" / "maillage.webp") as page:
        assert shown(page.convert("RGB")) == 3 * len(GROUNDS)


def test_a_programme_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["artwork", str(tmp_path), "--programme", "maillages", "--lang", "en"]) == 2
    assert "maillages" in capsys.readouterr().err


def test_every_class_is_on_its_programmes_sheet_at_each_size() -> None:
    for slug, programme in KNOWN.programmes.items():
        if slug == "normandie":  # sixteen classes, drawn in the test of what is kept
            continue
        found = list(specimens(KNOWN, slug, date(2026, 11, 30)))
        language = programme.languages[0]
        assert [each.name for each in found] == [said(b.name, language) for b in programme.badge]
        for each in found:
            opened = [Image.open(BytesIO(png)).size for png in each.pictures]
            assert opened == [(size, size) for size in SIZES]


@pytest.mark.parametrize("slug", list(KNOWN.programmes))
def test_the_sheet_that_the_documentation_keeps_holds_every_class(slug: str) -> None:
    with Image.open(KEPT / f"{slug}.webp") as page:
        assert shown(page.convert("RGB")) == len(KNOWN[slug].badge) * len(GROUNDS)


def test_a_sheet_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        sheet([])


def test_a_sheet_puts_the_same_badge_on_both_grounds() -> None:
    square = BytesIO()
    Image.new("RGBA", (1, 1), "#ff0000").save(square, "PNG")
    page = Image.open(BytesIO(sheet([Specimen("one", (square.getvalue(),) * 3)], 1)))
    width, height = cell()
    assert page.size == (2 * width, height)
