"""Smaller and wider pictures made from a badge: the thumbnail and the card that networks show."""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from core.badges.picture.draw import BadgePicture, drawings, form, rasterise

if TYPE_CHECKING:
    from PIL.Image import Image

CARD = (1200, 630)
"""Pixels of an Open Graph picture (ogp.me), as the networks show it uncropped."""

LARGEST_SENT = 16_000_000
"""Pixels of a picture that is opened for who sent it."""

QUICK = 3
"""How hard a picture is packed that is shown once (zlib, 0 to 9)."""

_BADGE = 530
_CORNER = (44, 50)


def thumbnail(png: bytes, size: int = 128) -> bytes:
    """The badge as a square PNG of `size` pixels, its transparent ground kept."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    with Image.open(BytesIO(png)) as picture:
        small = picture.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
    return _png(small)


def made_anew(file: bytes, longest: int = 320) -> bytes:
    """A small PNG, no side over `longest` pixels, drawn anew from a PNG that anybody has sent, with
    nothing of it but its pixels; empty for what is none, or is too large to be opened."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    try:
        with Image.open(BytesIO(file), formats=["PNG"]) as sent:
            if sent.width * sent.height > LARGEST_SENT:
                return b""
            small = sent.convert("RGBA")
        small.thumbnail((longest, longest))
        return _png(small)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""


@lru_cache(maxsize=64)
def preview_card(png: bytes, look: BadgePicture, told: str, stamp: str = "") -> bytes:
    """The Open Graph card, PNG of 1200 × 630 pixels: the badge, its title, its issuer, one line;
    with a `stamp` across the badge where there is none yet."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    svg = form(drawings().get_template("card.svg"), look, told=told)
    with Image.open(BytesIO(rasterise(svg, *CARD))) as ground:
        card = ground.convert("RGBA")
    with Image.open(BytesIO(_badge(png))) as badge:
        card.alpha_composite(badge.convert("RGBA"), _CORNER)
    if not stamp:
        return _png(card.convert("RGB"))
    with Image.open(BytesIO(_band(look, stamp))) as across:
        card.alpha_composite(across.convert("RGBA"))
    return _png(card.convert("RGB"), compress_level=QUICK)


@lru_cache(maxsize=64)
def _badge(png: bytes) -> bytes:
    """The badge as large as it stands on a card."""
    from PIL import Image  # noqa: PLC0415 - slow to load, seldom needed

    with Image.open(BytesIO(png)) as badge:
        whole = badge.convert("RGBA").resize((_BADGE, _BADGE), Image.Resampling.LANCZOS)
    return _png(whole, compress_level=QUICK)


@lru_cache(maxsize=16)
def _band(look: BadgePicture, stamp: str) -> bytes:
    """The stamp alone on a transparent ground, as large as the card."""
    return rasterise(form(drawings().get_template("stamp.svg"), look, stamp=stamp), *CARD)


def _png(picture: "Image", **how: int) -> bytes:
    packed = BytesIO()
    picture.save(packed, "PNG", **(how or {"optimize": True}))
    return packed.getvalue()
