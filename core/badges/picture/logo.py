"""The picture of an issuer: a drawing of its own, or its letters in its colours."""

import hashlib
import re
from functools import lru_cache

from core.badges.picture.draw import Colours, drawings, lettered, rasterise

SIDE = 256
"""Pixels of a logo, which is square."""

MOST_LETTERS = 3

SHORT = 10
"""Signs of a name that can still be read in a picture of 64 pixels."""


@lru_cache(maxsize=32)
def drawn_logo(name: str, colours: Colours) -> str:
    """The SVG of an issuer that has no drawing of its own: the first letters of its name."""
    template = drawings().get_template("logo.svg")
    return lettered(template, letters=letters(name), colours=colours)


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
