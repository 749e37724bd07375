"""A badge where there is little room: at 64 pixels one sees what it is, whose, and how high."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from core.badges.picture.draw import BadgePicture, draw, render
from core.badges.picture.logo import short_name
from core.badges.picture.text_fit import contrast, measured, printable
from core.ground.paths import TEMPLATES
from core.issuing.picture import badge_picture
from core.programmes.catalogue import catalogue
from tests.world.pictures import SLUGS, drawing_of, hexed, look_of, on, opened

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = catalogue(TEMPLATES / "programmes")


def looks(slug: str) -> Iterator[BadgePicture]:
    """Each badge class of a programme, in each language, as a small picture shows it."""
    programme = KNOWN[slug]
    for badge in programme.badge:
        for language in programme.languages:
            yield replace(badge_picture(programme, badge, language), small=True)


def seen(look: BadgePicture, ground: str = "#ffffff") -> Image.Image:
    """A small picture of 64 pixels in greys, as who sees no colours has it."""
    return on(ground, render(drawing_of(look.programme), look, 64)).convert("L")


def change(one: Image.Image, other: Image.Image) -> float:
    """The part of the picture, 0 to 1, that is clearly another."""
    differing = ImageChops.difference(one, other).histogram()
    return sum(differing[80:]) / (one.width * one.height)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_short_name_of_the_issuer_is_large_on_every_badge(slug: str) -> None:
    for look in looks(slug):
        root = ElementTree.fromstring(draw(drawing_of(slug), look))
        (name,) = root.iter(f"{SVG}text")
        assert name.text == printable(look.short)
        size = float(name.get("font-size", "0"))
        assert size * 64 / 600 >= 8, "pixels of the letters at 64"
        assert measured(name.text or "", size) <= 560
        ground = opened(render(drawing_of(slug), look))
        left = 300 - measured(name.text or "", size) / 2
        behind = hexed(ground, left - 12, float(name.get("y", "0")) - size * 0.3)
        assert contrast(name.get("fill", ""), behind) >= 4.5


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("ground", ["#ffffff", "#12141a"])
def test_another_pictogram_is_seen_at_64_pixels(slug: str, ground: str) -> None:
    for look in list(looks(slug))[:3]:
        assert change(seen(look, ground), seen(replace(look, pictogram="star"), ground)) > 0.04


@pytest.mark.parametrize("slug", SLUGS)
def test_the_level_is_counted_at_64_pixels_without_colours(slug: str) -> None:
    steps = [replace(look_of(slug, level=n), small=True, short="Région") for n in (1, 2, 3)]
    pictures = [seen(look) for look in steps]
    for lower, higher in ((0, 1), (1, 2), (0, 2)):
        assert change(pictures[lower], pictures[higher]) > 0.004 * (higher - lower)


def test_the_badges_of_the_region_are_higher_than_those_of_partners_at_a_glance() -> None:
    programme = KNOWN["normandie"]
    for competence in ("communiquer", "organiser", "adapter", "integrer"):
        partner, region = (
            replace(badge_picture(programme, badge, "fr"), small=True)
            for slug in (f"partenaire-{competence}-1", f"region-{competence}-1")
            if (badge := programme.badge_class(slug))
        )
        assert not partner.milestone
        assert region.milestone
        # In greys: a dark field instead of a light one, a crown, and more of the room.
        assert change(seen(partner), seen(region)) > 0.2
        areas = [
            sum(opened(render(drawing_of("normandie"), look, 64)).getchannel("A").histogram()[128:])
            for look in (partner, region)
        ]
        assert areas[1] > areas[0] * 1.1
        large = [
            render(drawing_of("normandie"), replace(look, small=False))
            for look in (partner, region)
        ]
        scaled = [on("#ffffff", png).resize((64, 64)).convert("L") for png in large]
        assert change(*scaled) > 0.2, "in other people's software, which scales the file down"


def test_each_class_of_a_programme_has_a_pictogram_of_its_own() -> None:
    for slug in SLUGS:
        programme = KNOWN[slug]
        named = {(badge.group, badge.pictogram) for badge in programme.badge}
        assert len({pictogram for _, pictogram in named}) == len(named), slug


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("BeCode", "BeCode"),
        ("Service Civique", "SC"),
        ("Atelier du Bocage", "AB"),
        ("Centre de formation du Grand Large", "CGL"),
        ("Les Vergers Solidaires", "LVS"),
        ("l'école de la deuxième chance", "LÉD"),
        ("Éducation populaire", "É"),
        ("حركة تطوعية كبيرة", "حتك"),
    ],
)
def test_a_long_name_becomes_its_first_letters(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_small_picture_is_a_png_of_its_size() -> None:
    for size in (64, 128, 320):
        png = render(drawing_of("maillage"), next(looks("maillage")), size)
        with Image.open(BytesIO(png)) as picture:
            assert picture.size == (size, size)
        assert len(png) < 60_000
