"""A contact sheet: badges side by side at the sizes and on the grounds where people meet them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from core.badges.picture import fonts

if TYPE_CHECKING:
    from PIL.Image import Image

SIZES: Final = (600, 128, 64)
"""Pixels: a badge's file, and those at which backpacks, profiles and lists show it."""

GROUNDS: Final = ("#ffffff", "#12141a")
_GAP, _TITLE, _LETTERS, _QUALITY = 16, 40, 22, 30


@dataclass(frozen=True, slots=True)
class Specimen:
    """A badge class on a sheet: its name, and its PNG at each of `SIZES`."""

    name: str
    pictures: tuple[bytes, ...]


def cell() -> tuple[int, int]:
    """Pixels of the room that each badge has on one ground: width, height."""
    large, *small = SIZES
    return large + max(small) + 3 * _GAP, large + _TITLE + 2 * _GAP


def sheet(specimens: Sequence[Specimen], columns: int = 2) -> bytes:
    """A WebP of all of them: on each line `columns` badges on the light ground, then the same on
    the dark one. Raises `ValueError` where there is none."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    if not specimens:
        raise ValueError("a contact sheet shows at least one badge")
    width, height = cell()
    lines = [specimens[at : at + columns] for at in range(0, len(specimens), columns)]
    page = Image.new("RGB", (width * columns * len(GROUNDS), height * len(lines)))
    for row, line in enumerate(lines):
        for side, ground in enumerate(GROUNDS):
            left, top = side * columns * width, row * height
            page.paste(ground, (left, top, left + columns * width, top + height))
            for place, specimen in enumerate(line):
                _place(page, specimen, (left + place * width, top), GROUNDS[1 - side])
    packed = BytesIO()
    page.save(packed, "WEBP", quality=_QUALITY, method=6)
    return packed.getvalue()


def _place(page: "Image", specimen: Specimen, corner: tuple[int, int], ink: str) -> None:
    """Put a badge with its name at that corner of the page, the small ones below each other."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to load, seldom needed

    x, y = corner
    lettering = fonts.opened(fonts.files()[1], _LETTERS)
    ImageDraw.Draw(page).text((x + _GAP, y + _GAP), specimen.name, fill=ink, font=lettering)
    large, *small = SIZES
    across = x + 2 * _GAP + large
    down = y + _TITLE + _GAP
    spots = [
        (x + _GAP, down),
        *((across, down + n * (max(small) + _GAP)) for n in range(len(small))),
    ]
    for spot, png in zip(spots, specimen.pictures, strict=True):
        with Image.open(BytesIO(png)) as picture:
            shown = picture.convert("RGBA")
        page.paste(shown, spot, shown)
