"""Several badges beside each other in one picture, for a site or a portfolio."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from core.badges.picture import fonts

SHOWN = 6  # badges of a strip; how many more there are is written after them
SIDE, GAP = 160, 16  # pixels
GREY = (118, 118, 118, 255)  # stands out of white and of black alike (WCAG 2.2, 1.4.3)


def size(count: int) -> tuple[int, int]:
    """Width and height in pixels of the strip of so many badges."""
    places = min(max(count, 1), SHOWN) + (count > SHOWN)
    return places * (SIDE + GAP) - GAP, SIDE


@lru_cache(maxsize=32)
def strip(pictures: Sequence[bytes], count: int) -> bytes:
    """A PNG of these pictures in a row on a transparent ground; `count` is how many badges there
    are, of which the first six are shown and the others counted."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to load, seldom needed

    row = Image.new("RGBA", size(count))
    for place, png in enumerate(pictures[:SHOWN]):
        with Image.open(BytesIO(png)) as whole:
            small = whole.convert("RGBA").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        row.alpha_composite(small, (place * (SIDE + GAP), 0))
    if count > SHOWN:
        middle = SHOWN * (SIDE + GAP) + SIDE // 2, SIDE // 2
        font = fonts.opened(fonts.files()[fonts.WEIGHTS.index("Bold")], SIDE // 3)
        ImageDraw.Draw(row).text(middle, f"+{count - SHOWN}", GREY, font, "mm")
    packed = BytesIO()
    row.save(packed, "PNG", optimize=True)
    return packed.getvalue()
