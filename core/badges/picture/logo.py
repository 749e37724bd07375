"""The picture of an issuer: a drawing of its own, or its letters in its colours."""

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from typing import Final

from core.badges.picture.draw import Colours, drawings, lettered, rasterise
from core.ground.errors import Trouble

SIDE = 256
"""Pixels of a logo, which is square."""

PNG_MOST: Final = 1_000_000
"""Bytes of a `logo.png`."""

PNG_SIDES: Final = (128, 4096)
"""Pixels of its sides, at least and at most."""

MOST_LETTERS = 3

SHORT = 10
"""Signs of a name that can still be read in a picture of 64 pixels."""


@lru_cache(maxsize=32)
def drawn_logo(name: str, colours: Colours) -> str:
    """The SVG of an issuer that has no drawing of its own: the first letters of its name."""
    template = drawings().get_template("logo.svg")
    return lettered(template, letters=letters(name), colours=colours)


@lru_cache(maxsize=32)
def of_png(png: bytes) -> str:
    """The SVG of a logo that came as a PNG: its pixels alone, made anew without what was written
    beside them, whole in the middle of a square.

    Raises `Trouble` for a file too large, of another kind or broken, and sides too short or long.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow to load, seldom needed

    if len(png) > PNG_MOST:
        raise Trouble("trouble.logo_large", most=PNG_MOST // 1000)
    least, most = PNG_SIDES
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            width, height = picture.size
            if not least <= min(width, height) <= max(width, height) <= most:
                raise Trouble(
                    "trouble.logo_sides", width=width, height=height, least=least, most=most
                )
            pixels = picture.convert("RGBA")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise Trouble("trouble.logo_kind") from error
    pixels.thumbnail((2 * SIDE, 2 * SIDE))
    clean = BytesIO()
    Image.frombytes("RGBA", pixels.size, pixels.tobytes()).save(clean, "PNG")
    data = b64encode(clean.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<image width="{SIDE}" height="{SIDE}" href="data:image/png;base64,{data}"/></svg>'
    )


def letters(name: str) -> str:
    """The first letters of a name's words, three at most: « RN » for « Région Normandie ». Words
    that begin small are passed over: « AB » for « Atelier du Bocage »."""
    words = re.findall(r"[^\W_]+", name)
    told = [word for word in words if not word[0].islower()] or words
    return "".join(word[0] for word in told[:MOST_LETTERS]).upper()


def short_name(name: str) -> str:
    """What a small picture calls an issuer: its name, or the first letters of a long one."""
    return name if len(name) <= SHORT else letters(name) or name[:SHORT]


@lru_cache(maxsize=32)
def logo(svg: str) -> bytes:
    """The PNG of a logo, `SIDE` pixels square. Raises `Trouble` where it cannot be drawn."""
    return rasterise(svg, SIDE, SIDE)


def digest(svg: str) -> str:
    """Twelve hexadecimal digits, others whenever the logo would look different."""
    return hashlib.sha256(svg.encode()).hexdigest()[:12]
