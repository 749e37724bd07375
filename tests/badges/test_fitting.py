"""The words of a badge: each inside its room, each on a ground that it stands out of."""

from dataclasses import replace
from itertools import pairwise
from math import cos, sin
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.picture.draw import BadgePicture, draw, rasterise, render
from core.badges.picture.text_fit import contrast, fit, line, measured, mix, printable
from core.ground.errors import Trouble
from tests.world.pictures import SLUGS, TITLES, drawing_of, hexed, look_of, opened

SVG = "{http://www.w3.org/2000/svg}"


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "0"))


def spots(text: ElementTree.Element, arcs: dict[str, str]) -> list[tuple[float, float]]:
    """Points under the letters of a text: both ends, the middle and between, top to bottom."""
    size, spacing = number(text, "font-size"), number(text, "letter-spacing")
    weight = "Black" if text.get("font-weight") == "900" else "Bold"
    along = text.find(f"{SVG}textPath")
    words = (text if along is None else along).text or ""
    half = measured(words, size, weight, spacing) / 2
    steps = [half * part for part in (-1, -0.75, -0.4, 0, 0.4, 0.75, 1)]
    if along is None:
        x, y = number(text, "x"), number(text, "y")
        x += half if text.get("text-anchor") == "start" else 0
        return [(x + step, y - size * up) for step in steps for up in (-0.2, 0.3, 0.74)]
    return bent(arcs[along.get("href", "")[1:]], steps, size)


def bent(path: str, steps: list[float], size: float) -> list[tuple[float, float]]:
    start, arc = path[1:].split("A")
    left, y = (float(part) for part in start.split())
    base, lower = float(arc.split()[0]), arc.split()[4] == "0"
    radii = [base + size * up * (-1 if lower else 1) for up in (-0.2, 0.3, 0.74)]
    turn = 1 if lower else -1
    return [
        (left + base + r * sin(step / base), y + turn * r * cos(step / base))
        for step in steps
        for r in radii
    ]


def worst_contrast(slug: str, look: BadgePicture) -> tuple[float, str]:
    """The least contrast of any letter to what is under it, and all words of the picture."""
    root = ElementTree.fromstring(draw(drawing_of(slug), look))
    arcs = {path.get("id", ""): path.get("d", "") for path in root.iter(f"{SVG}path")}
    texts = list(root.iter(f"{SVG}text"))
    for parent in list(root.iter()):
        for text in parent.findall(f"{SVG}text"):
            parent.remove(text)
    ground = opened(rasterise(ElementTree.tostring(root, "unicode"), 300, 300))
    worst = min(
        contrast(text.get("fill", ""), hexed(ground, x / 2, y / 2))
        for text in texts
        for x, y in spots(text, arcs)
    )
    return worst, " ".join("".join(text.itertext()) for text in texts)


@pytest.mark.parametrize("level", [None, 2])
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_stays_on_a_ground_it_stands_out_of(
    slug: str, title: str, level: int | None
) -> None:
    organisation = "Maison des associations" if title.startswith("P") else ""
    look = replace(look_of(slug, title, level), organisation=organisation)
    worst, shown = worst_contrast(slug, look)
    assert worst >= 4.5
    assert all(word in shown for word in printable(title).split() if word != "·")
    assert printable(look.issuer) in shown
    assert look.month in shown
    assert look.level_words in title + shown
    assert organisation in shown


@pytest.mark.parametrize("level", [None, 2])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_of_a_milestone_stand_out_of_its_dark_ground(
    slug: str, level: int | None
) -> None:
    for title in ("Git", "Badge Région Communiquer 1"):
        look = replace(look_of(slug, title, level), milestone=True)
        assert worst_contrast(slug, look)[0] >= 4.5


@pytest.mark.parametrize("slug", SLUGS)
def test_no_line_of_the_badge_lies_on_another(slug: str) -> None:
    for title in TITLES:
        look = replace(look_of(slug, title, 2), organisation="Ligue de l’enseignement")
        root = ElementTree.fromstring(draw(drawing_of(slug), look))
        texts = root.iter(f"{SVG}text")
        plain = [each for each in texts if each.get("y") and each.get("text-anchor") == "middle"]
        rows = sorted((number(text, "y"), number(text, "font-size")) for text in plain)
        assert all(low - size * 0.74 > high for (high, _), (low, size) in pairwise(rows)), title


@pytest.mark.parametrize("title", TITLES)
def test_ordinary_titles_are_set_at_34_pixels_or_more(title: str) -> None:
    fitted = fit(title, [396, 364, 346])
    assert fitted.size >= 34


def test_a_title_too_long_for_any_badge_is_told() -> None:
    with pytest.raises(Trouble, match="too long"):
        render(drawing_of("becode"), look_of("becode", "compétence " * 11))


WORDS = st.text(alphabet="aàéilmnoŒçWM'’·-,", min_size=1, max_size=14)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=7), st.floats(300, 600))
def test_a_fitted_title_is_inside_its_room_or_refused(words: list[str], width: float) -> None:
    title = " ".join(words)
    try:
        fitted = fit(title, [width, width, width])
    except Trouble:
        return
    assert all(measured(text, fitted.size) <= width for text in fitted.lines)
    shown = "".join(fitted.lines)
    letters = [sign for sign in printable(title) if sign not in " ·,"]
    assert [sign for sign in shown if sign not in " ·,"] == letters


@settings(deadline=None)
@given(st.text(max_size=300), st.floats(120, 400))
def test_a_lesser_line_is_always_inside_its_room(text: str, width: float) -> None:
    fitted = line(text, [width], 28, 18, spacing=2)
    assert len(fitted.lines) == 1
    assert measured(fitted.lines[0], fitted.size, "Bold", 2) <= width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Je suis bénévole engagé·e", "Je suis bénévole engagé·e"),
        ("Œuvre « à cœur »", "Œuvre « à cœur »"),
        ("Erdős  Pál\n", "Erdős Pál"),
        ("Bravo 🎉", "Bravo"),
        ("S'intégrer", "S’intégrer"),
    ],
)
def test_letters_that_the_font_lacks_are_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("S’intégrer · Je maîtrise", ("S’intégrer", "Je maîtrise")),
        ("Communiquer, niveau 1", ("Communiquer", "niveau 1")),
        ("Porteur de projet entrepreneurial", ("Porteur de projet", "entrepreneurial")),
        ("Git", ("Git",)),
    ],
)
def test_a_title_breaks_where_a_reader_would(title: str, lines: tuple[str, ...]) -> None:
    assert fit(title, [400, 400]).lines == lines


def test_mixing_starts_and_ends_at_its_colours() -> None:
    assert [mix("#102030", "#ffffff", part) for part in (0, 1)] == ["#102030", "#ffffff"]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


NAMES = [
    "Siobhán O’Connor", "Thị Hằng Nguyễn", "Ėglė Žukauskaitė", "محمد علي", "小龙 李",
    "İbrahim IŞIK", "דוד כהן", "अनन्या शर्मा", "山田 たろう", "김민준", "Jānis Bērziņš",
    "Ольга Γεώργιος", "สมชาย ใจดี",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_loses_no_letter_in_any_script(name: str) -> None:
    """Line 16 of the audit: the share card dropped what its font lacks."""
    told = f"Délivré à {name} le 16 novembre 2026"
    assert printable(told) == told
    fitted = line(told, [530, 530, 530], 30, 22)
    assert " ".join(fitted.lines) == told
    assert all(measured(each, fitted.size, "Bold") <= 530 for each in fitted.lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_drawn_within_the_width_that_was_measured(name: str) -> None:
    words = f'<text x="10" y="40" font-family="Lato" font-size="30">{name}</text>'
    svg = f'<svg xmlns="{SVG.strip("{}")}" viewBox="0 0 900 60">{words}</svg>'
    left, _, right, _ = opened(rasterise(svg, 900, 60)).getchannel("A").getbbox() or (0, 0, 0, 0)
    assert 40 < right - left <= measured(name, 30, "Bold") + 6
