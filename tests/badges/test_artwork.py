"""The badge artwork: beautiful is for the eye, all the rest is held here."""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from math import cos, hypot, pi, radians, sin
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from core.badges.picture.draw import (
    PICTOGRAMS,
    PNG_LIMIT,
    Colours,
    check_colours,
    check_svg,
    draw,
    pictograms,
    rasterise,
    render,
)
from core.badges.picture.text_fit import contrast
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from tests.world.pictures import SLUGS, TITLES, data_of, drawing_of, hexed, look_of, on, opened

# The picture


@pytest.mark.parametrize("level", [None, 1, 3])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_badge_is_a_small_square_png_on_a_transparent_ground(
    slug: str, level: int | None
) -> None:
    png = render(drawing_of(slug), look_of(slug, TITLES[4], level))
    picture = opened(png)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.size == (600, 600)
    assert len(png) <= PNG_LIMIT
    corners = [picture.getpixel((x, y)) for x in (0, 599) for y in (0, 599)]
    assert all(isinstance(pixel, tuple) and pixel[3] == 0 for pixel in corners)


def edge(picture: Image.Image, degrees: int) -> tuple[float, float]:
    """Two pixels inside the first opaque pixel met from outside, on a line to the middle."""
    x, y = cos(radians(degrees)), sin(radians(degrees))
    for r in range(420, 0, -1):
        place = (300 + r * x, 300 + r * y)
        if all(0 <= part < 599 for part in place):
            pixel = picture.getpixel((round(place[0]), round(place[1])))
            if isinstance(pixel, tuple) and pixel[3] > 250:
                return 300 + (r - 1) * x, 300 + (r - 1) * y
    raise AssertionError("nothing is drawn on this line")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_light_rim_parts_the_badge_from_a_dark_page(slug: str) -> None:
    png = render(drawing_of(slug), look_of(slug))
    picture, shape = on("#12141a", png), opened(png)
    rim = [hexed(picture, *edge(shape, degrees)) for degrees in range(0, 360, 3)]
    assert min(contrast(colour, "#12141a") for colour in rim) >= 4.5


def test_each_programme_has_a_silhouette_of_its_own() -> None:
    shapes = [opened(render(drawing_of(slug), look_of(slug))).getchannel("A") for slug in SLUGS]
    for one, other in combinations(shapes, 2):
        differing = ImageChops.difference(one, other).histogram()
        assert sum(differing[128:]) / 360_000 > 0.02


def test_the_same_look_makes_the_same_bytes_in_another_process() -> None:
    code = (
        "from hashlib import sha256; from tests.world.pictures import *;"
        "from core.badges.picture.draw import render;"
        "print(sha256(render(drawing_of('normandie'), look_of('normandie'))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(TEMPLATES.parent)},
    )  # fmt: skip
    render.cache_clear()
    mine = render(drawing_of("normandie"), look_of("normandie"))
    assert other.stdout.strip() == sha256(mine).hexdigest()


def test_pictures_are_kept_but_not_without_bound() -> None:
    first = render(drawing_of("becode"), look_of("becode"))
    assert render(drawing_of("becode"), look_of("becode")) is first
    assert render.cache_info().maxsize == 128


@pytest.mark.parametrize(("level", "lit"), [(1, 1), (2, 2), (3, 3)])
def test_the_level_is_told_in_stars_and_in_words(level: int, lit: int) -> None:
    look = look_of("normandie", level=level)
    drawn = draw(drawing_of("normandie"), look)
    assert drawn.count(f'fill="{look.colours.accent}" stroke="{look.colours.accent}"') == lit
    assert drawn.count("Je maîtrise") == 1


# What a drawing may not do


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="/etc/hostname"/>',
        "<image href='file:///etc/hostname'/>",
        '<image xlink:href = "logo.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<image href="{{ look.title }}"/>',
        '<use href="https://example.org/a.svg#b"/>',
        "<script>1</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg"/>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import 'a.css';</style>",
        "<style>rect { fill: url(a.svg#b) }</style>",
        "<rect style=\"fill: URL( 'https://example.org/a' )\"/>",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<?xml-stylesheet href="#a"?>',
        " " * 64_000,
    ],
)
def test_a_drawing_that_reaches_outside_itself_is_refused(inside: str) -> None:
    source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">{inside}</svg>'
    assert check_svg(source)
    with pytest.raises(Trouble, match="refused"):
        render(source, look_of("becode"))


@pytest.mark.parametrize(
    "inside",
    [
        '<ima{{ "" }}ge hr{{ "" }}ef="/etc/hostname"/>',
        "<image {{ 'hr' ~ 'ef' }}='/etc/hostname'/>",
        '<scr{{ "" }}ipt/>',
        '<rect fill="u&#114;l(file:///etc/hostname)"/>',
        '<rect style="fill: u\\72l(a)"/>',
        '{{ "<!DOC" | safe }}{{ "TYPE svg>" | safe }}',
        "{% for n in range(1000) %}{% for m in range(200) %}<g></g>{% endfor %}{% endfor %}",
        "<g>",
    ],
)
def test_what_only_shows_once_drawn_is_refused_too(inside: str) -> None:
    source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">{inside}</svg>'
    with pytest.raises(Trouble, match="refused"):
        render(source, look_of("becode"))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<svg>{{ look.surname }}</svg>", "surname"),
        ("<svg>{{ ''.__class__.__mro__ }}</svg>", "unsafe"),
        ("<svg>{% if %}</svg>", "broken"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 300'/>", "not square"),
        ("<g/>", "cannot be drawn"),
    ],
)
def test_a_broken_drawing_is_told_not_drawn(source: str, told: str) -> None:
    with pytest.raises(Trouble, match=told):
        render(source, look_of("becode"))


def test_a_title_with_angle_brackets_is_only_words() -> None:
    look = look_of("becode", 'Écrire <script> & href="a"')
    root = ElementTree.fromstring(draw(drawing_of("becode"), look))
    assert "<script>" in "".join(root.itertext())
    assert opened(render(drawing_of("becode"), look)).size == (600, 600)


# The data of the five programmes, and of a sixth


@pytest.mark.parametrize("slug", SLUGS)
def test_the_palette_and_pictograms_of_a_programme_are_good(slug: str) -> None:
    badges = data_of(slug)["badge"]
    assert isinstance(badges, list)
    assert check_colours(look_of(slug).colours) == []
    assert {badge["pictogram"] for badge in badges} <= set(pictograms())
    assert check_svg(drawing_of(slug)) == []


def test_a_palette_that_cannot_be_read_is_told() -> None:
    assert len(check_colours(Colours("#ffd23f", "#0f3d1f", "#0f3d1f"))) == 2


def test_an_unknown_pictogram_is_told_with_the_names_there_are() -> None:
    look = replace(look_of("becode"), pictogram="dragon")
    with pytest.raises(Trouble, match="accessibility, adapt, atom"):
        render(drawing_of("becode"), look)


@pytest.mark.parametrize("path", sorted(PICTOGRAMS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_pictogram_is_one_colour_on_the_same_grid(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text("utf-8"))
    paints = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
    assert paints <= {None, "none", "currentColor"}
    assert root.get("viewBox") == "0 0 96 96"
    assert check_svg(path.read_text("utf-8")) == []
    grey = opened(rasterise(path.read_text("utf-8"), 96, 96)).getchannel("A")
    box = grey.point(lambda value: 255 if value > 127 else 0).getbbox()
    assert box is not None
    assert all(3 <= side <= 93 for side in box)
    assert hypot(box[2] - box[0], box[3] - box[1]) / pi > 20


def test_a_sixth_programme_draws_with_one_file() -> None:
    source = """{% import "marks.svg" as marks with context -%}
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">
      <circle cx="300" cy="300" r="290" fill="{{ colours.paper }}"/>
      {{ marks.arc("month", look.month, 300, 300, 250, colours.dark, lower=true) }}
      {{ marks.face(300, 90, 300, 500, [430, 420, 400]) }}
    </svg>"""
    assert opened(render(source, look_of("becode"), 300)).size == (300, 300)


def test_importing_the_artwork_costs_no_drawing_library() -> None:
    code = (
        "import sys, core.badges.picture.draw, core.badges.picture.thumbnails;"
        "print({'PIL', 'jinja2', 'resvg_py', 'markupsafe'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(TEMPLATES.parent)},
    )  # fmt: skip
    assert done.stdout.strip() == "set()"
