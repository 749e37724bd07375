"""The thumbnail still tells what the badge is; the card is what networks show."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from core.badges.picture.draw import render
from core.badges.picture.text_fit import contrast
from core.badges.picture.thumbnails import preview_card, thumbnail
from tests.world.pictures import SLUGS, TITLES, drawing_of, look_of, on, opened


@pytest.mark.parametrize("slug", SLUGS)
def test_a_thumbnail_still_shows_title_and_pictogram(slug: str) -> None:
    look = look_of(slug, "Samenwerken in team")
    starred = replace(look, pictogram="star")
    small = thumbnail(render(drawing_of(slug), look))
    assert opened(small).size == (128, 128)
    assert len(small) < 40_000
    picture = on("#ffffff", small).convert("L")
    middle = picture.crop((30, 56, 98, 84))
    greys = middle.tobytes()
    assert contrast("#" + f"{min(greys):02x}" * 3, "#" + f"{max(greys):02x}" * 3) >= 4.5
    strokes = [row_changes(middle, y) for y in range(middle.height)]
    assert max(strokes) >= 14
    other = on("#ffffff", thumbnail(render(drawing_of(slug), starred))).convert("L")
    change = ImageChops.difference(picture, other).crop((44, 20, 84, 60))
    assert max(change.tobytes()) > 100


def row_changes(picture: Image.Image, y: int) -> int:
    """How often a row goes from light to dark or back: the strokes of the letters on it."""
    dark = [int(grey < 128) for grey in picture.crop((0, y, picture.width, y + 1)).tobytes()]
    return sum(one != other for one, other in pairwise(dark))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_preview_card_is_what_networks_ask_for(slug: str) -> None:
    look = look_of(slug, TITLES[8], 2)
    png = render(drawing_of(slug), look)
    card = preview_card(png, look, "Badge de Lina, novembre 2026")
    with Image.open(BytesIO(card)) as picture:
        assert (picture.size, picture.mode) == ((1200, 630), "RGB")
    assert len(card) < 512_000
    preview_card.cache_clear()
    assert preview_card(png, look, "Badge de Lina, novembre 2026") == card
    assert preview_card(png, look, "Badge de Sam") != card
