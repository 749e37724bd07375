"""Looks and drawings for the tests of the artwork."""

import tomllib
from io import BytesIO

from PIL import Image

from core.badges.picture.draw import BadgePicture, Colours
from core.ground.paths import TEMPLATES

SLUGS = ["becode", "normandie", "service-civique", "maillage", "biklab"]
TITLES = [
    "Git",
    "Python avancé",
    "Volontaire en Service Civique",
    "Je suis bénévole engagé·e",
    "Porteur·se de projet entrepreneurial",
    "S’intégrer · Je maîtrise",
    "Samenwerken in team",
    "Webtoegankelijkheid",
    "Formation à l’animation d’ateliers participatifs",
]


def drawing_of(slug: str) -> str:
    return (TEMPLATES / "programmes" / slug / "artwork.svg").read_text("utf-8")


def data_of(slug: str) -> dict[str, object]:
    return tomllib.loads((TEMPLATES / "programmes" / slug / "programme.toml").read_text("utf-8"))


def look_of(slug: str, title: str = "Python avancé", level: int | None = None) -> BadgePicture:
    palette = data_of(slug)["palette"]
    assert isinstance(palette, dict)
    words = "Je maîtrise" if level else ""
    colours = Colours(**palette)
    return BadgePicture(
        slug, "Une Région", title, "code", colours, "fr", "novembre 2026", level, 3, words
    )


def opened(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGBA")


def on(ground: str, png: bytes) -> Image.Image:
    picture = opened(png)
    under = Image.new("RGBA", picture.size, ground)
    return Image.alpha_composite(under, picture)


def hexed(picture: Image.Image, x: float, y: float) -> str:
    pixel = picture.getpixel((round(x), round(y)))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel[:3])
