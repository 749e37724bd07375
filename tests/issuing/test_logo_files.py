"""A programme brings its logo as a PNG: checked, made anew, and shown wherever its issuer is."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.badges.picture.logo import of_png
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.issuing.picture import check_logo
from tests.world.visitors import issued, visitor
from tests.world.world import BASE, Stage, make_stage

RED = (200, 16, 46, 255)


def png(width: int = 400, height: int = 400, **how: object) -> bytes:
    made = BytesIO()
    Image.new("RGBA", (width, height), RED).save(made, "PNG", **how)
    return made.getvalue()


def installed(folder: Path, logo: bytes) -> Stage:
    shutil.copytree(TEMPLATES / "programmes" / "becode", folder / "programmes" / "becode")
    (folder / "programmes" / "becode" / "logo.png").write_bytes(logo)
    return make_stage(folder, programmes=folder / "programmes")


async def test_it_is_the_picture_of_the_issuer_in_both_versions_and_on_its_page(
    tmp_path: Path,
) -> None:
    stage = installed(tmp_path, png(600, 300))
    credential = json.loads(issued(stage).credential)
    async with visitor(stage) as client:
        older = (await client.get("/ob2/i/becode.json")).json()["image"]
        shown = await client.get(str(older).removeprefix(BASE))
        page = (await client.get("/i/becode")).text
    assert credential["issuer"]["image"]["id"] == older
    assert f'src="{str(older).removeprefix(BASE)}"' in page
    with Image.open(BytesIO(shown.content)) as picture:
        assert picture.size == (256, 256)
        seen = picture.convert("RGBA")
    assert seen.getpixel((128, 128)) == RED
    assert seen.getpixel((128, 20)) == (0, 0, 0, 0), "wider than high: whole, not stretched"


def test_what_was_written_beside_the_pixels_is_gone() -> None:
    beside = PngInfo()
    beside.add_text("Author", "somebody@example.org")
    told = png(pnginfo=beside)
    assert b"somebody@example.org" in told
    assert of_png(told) == of_png(png())


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in its head, and few bytes."""
    small = bytearray(png())
    small[16:24] = (30_000).to_bytes(4, "big") * 2
    small[29:33] = crc32(small[12:29]).to_bytes(4, "big")
    return bytes(small)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "PNG"),
        (b"<svg/>", "PNG"),
        (png()[:200], "PNG"),
        (png(64, 64), "64 × 64"),
        (png(128, 5000), "128 × 5000"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_000, "1000 kB"),
        (bomb(), "PNG"),
    ],
    ids=["empty", "a drawing", "cut short", "small", "long", "heavy", "a bomb"],
)
def test_a_logo_that_cannot_be_one_is_told_before_the_start(
    tmp_path: Path, file: bytes, told: str
) -> None:
    (tmp_path / "logo.png").write_bytes(file)
    (found,) = check_logo(tmp_path)
    assert told in found.what
    assert found.mend
    with pytest.raises(Trouble):
        of_png(file)


def test_a_photograph_is_no_png(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (400, 400)).save(made, "JPEG")
    (tmp_path / "logo.png").write_bytes(made.getvalue())
    assert [each.about for each in check_logo(tmp_path)] == [str(tmp_path / "logo.png")]


def test_two_logos_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
    (tmp_path / "logo.svg").write_text(drawing)
    (found,) = check_logo(tmp_path)
    assert "logo.svg" in found.what
    (tmp_path / "logo.svg").unlink()
    assert list(check_logo(tmp_path)) == []
