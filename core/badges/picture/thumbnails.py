"""Smaller and wider pictures made from a badge: the thumbnail and the card that networks show."""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from core.badges.picture.draw import BadgePicture, drawings, form, rasterise

if TYPE_CHECKING:
    from PIL.Image import Image

CARD = (1200, 630)
"""Pixels of an Open Graph picture (ogp.me), as the networks show it uncropped."""

_BADGE = 530
_CORNER = (44, 50)


def thumbnail(png: bytes, size: int = 128) -> bytes:
    """The badge as a square PNG of `size` pixels, its transparent ground kept."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    with Image.open(BytesIO(png)) as picture:
        small = picture.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
    return _png(small)


@lru_cache(maxsize=64)
def preview_card(png: bytes, look: BadgePicture, told: str) -> bytes:
    """The Open Graph card, PNG of 1200 × 630 pixels: the badge, its title, its issuer, one line."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    svg = form(drawings().get_template("card.svg"), look, told=told)
    with Image.open(BytesIO(rasterise(svg, *CARD))) as ground, Image.open(BytesIO(png)) as badge:
        card = ground.convert("RGBA")
        whole = badge.convert("RGBA").resize((_BADGE, _BADGE), Image.Resampling.LANCZOS)
    card.alpha_composite(whole, _CORNER)
    return _png(card.convert("RGB"))


def _png(picture: "Image") -> bytes:
    packed = BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()
