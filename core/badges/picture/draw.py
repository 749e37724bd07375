"""The picture of a badge: a programme's drawing and a look make one PNG, always the same bytes."""

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from struct import unpack
from threading import Lock
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from core.badges.picture import fonts
from core.badges.picture.drawing_mistakes import broken, not_xml
from core.badges.picture.text_fit import contrast, fit, line, measured, mix
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.sentences import Sentence, in_a_row

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

PICTOGRAMS = TEMPLATES / "pictograms"

SOURCE_LIMIT = 64_000
"""Characters of a drawing as it is written."""

DRAWN_LIMIT = 1_000_000
"""Characters of a drawing once its loops have run."""

PNG_LIMIT = 256 * 1024
"""Bytes; the size that backpacks ask for."""

_DECLARATION = re.compile(r"<!\s*(DOCTYPE|ENTITY)|<\?(?!xml\s)", re.I)
_ELEMENT = re.compile(r"<\s*(?:[\w-]+:)?(script|foreignObject)\b", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]*)""", re.I)
_URL = re.compile(r"""\burl\(\s*["']?([^"')]*)|(@import\b)""", re.I)

_fonts_in_use = Lock()


@dataclass(frozen=True, slots=True)
class Colours:
    """A programme's palette, each `#rrggbb`: words are `dark` or `main` on `paper`, and inverse."""

    main: str
    dark: str
    accent: str
    paper: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class BadgePicture:
    """All that a badge shows; `month` is written out in the language (« novembre 2026 »).

    A `milestone`, which other badges add up to, looks higher than those. Where it is `small`, to be
    seen at 128 pixels or fewer, the drawing shows few and large things: pictogram, stars, and for
    the issuer its `short` name.
    """

    programme: str
    issuer: str
    title: str
    pictogram: str
    colours: Colours
    language: str
    month: str
    level: int | None = None
    levels: int = 3
    level_words: str = ""
    organisation: str = ""
    milestone: bool = False
    short: str = ""
    small: bool = False


@lru_cache(maxsize=128)
def render(template: str, look: BadgePicture, size: int = 600) -> bytes:
    """The badge as a square PNG of `size` pixels on a transparent ground, 256 kB at most.

    `template` is the drawing of the programme: SVG with Jinja.
    Raises Trouble: a dangerous or broken drawing, a title too long, an unknown pictogram.
    """
    png = rasterise(draw(template, look), size, size)
    if len(png) > PNG_LIMIT:
        raise Trouble("trouble.artwork_large", programme=look.programme)
    return png


def draw(template: str, look: BadgePicture) -> str:
    """The SVG of one badge: the programme's drawing filled in, and checked before and after. Raises
    `Trouble` for a drawing that is broken or dangerous."""
    _insist(check_svg(template), look)
    pictogram = _pictogram(look.pictogram)
    try:
        drawn = form(drawing(template), look, pictogram=pictogram)
    except Trouble:
        raise
    except Exception as error:  # a drawing is a program of its author's: it may raise anything
        told = {"programme": look.programme, "error": broken(error, template, _names())}
        raise Trouble("trouble.artwork_broken", **told) from error
    _insist(_check_drawn(drawn, template), look)
    return drawn


def form(drawing: "Template", look: BadgePicture, **more: str) -> str:
    """A drawing with a look filled in."""
    return lettered(drawing, look=look, colours=look.colours, **more)


def lettered(drawing: "Template", **values: object) -> str:
    """Fill in a drawing with its words, one at a time: FreeType faces are not for two threads."""
    with _fonts_in_use:
        return drawing.render(**values)


def check_svg(source: str) -> list[Sentence]:
    """What a drawing may not do: reach outside itself (files, network, scripts) or be huge."""
    if len(source) > SOURCE_LIMIT:
        return [Sentence("trouble.drawing_long", most=SOURCE_LIMIT)]
    found = [*_DECLARATION.finditer(source), *_ELEMENT.finditer(source)]
    mistakes = [Sentence("trouble.drawing_holds", what=match[0]) for match in found]
    return mistakes + [_reach(to) for to in _HREF.findall(source) + _urls(source) if _outside(to)]


def check_colours(colours: Colours) -> list[Sentence]:
    """What could not be read in these colours (WCAG 2.2: 4.5 for words, 3 for drawings)."""
    pairs = (("dark", "paper", 4.5), ("main", "paper", 4.5), ("accent", "dark", 3.0))
    return [
        Sentence("check.contrast", one=one, other=other, found=f"{found:.1f}", least=least)
        for one, other, least in pairs
        if (found := contrast(getattr(colours, one), getattr(colours, other))) < least
    ]


def pictograms() -> list[str]:
    """The names that `pictogram = "…"` may take, in order."""
    return sorted(path.stem for path in PICTOGRAMS.glob("*.svg"))


def rasterise(svg: str, width: int, height: int) -> bytes:
    """A checked SVG as PNG of this width and height in pixels, with our own fonts only. Raises
    `Trouble` when it is not of this shape."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - slow to load, seldom needed

    with _fonts_in_use:
        files = [str(path) for path in fonts.needed(svg)]
    try:
        png = svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=files)
    except ValueError as error:
        raise Trouble("trouble.artwork_undrawn", error=error) from error
    if unpack(">II", png[16:24]) != (width, height):  # PNG, section 11.2.1: IHDR comes first
        raise Trouble("trouble.artwork_shape")
    return png


@cache
def drawings() -> "ImmutableSandboxedEnvironment":
    """Where drawings are filled in: a sandbox that knows `marks.svg`, fit(), line(), mix() …"""
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - slow to load, seldom needed
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - slow to load, seldom needed

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES / "artwork"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {"fit": fit, "line": line, "mix": mix, "measured": measured}
    return environment


@lru_cache(maxsize=32)
def drawing(source: str) -> "Template":
    """A programme's drawing, compiled once for all its badges. Raises Jinja's TemplateError."""
    return drawings().from_string(source)


def _names() -> list[str]:
    """The names that a drawing may use, beside its own."""
    marks = dir(drawings().get_template("marks.svg").module)
    parts = [each.name for table in (BadgePicture, Colours) for each in fields(table)]
    public = [each for each in marks if not each.startswith("_")]
    return [*parts, *public, "look", "colours", "pictogram", "marks", "fit", "line", "mix"]


def _pictogram(name: str) -> "Markup":
    from markupsafe import Markup  # noqa: PLC0415 - slow to load, seldom needed

    if name not in pictograms():
        known = ", ".join(pictograms())
        raise Trouble("trouble.no_pictogram", name=f"« {name} »", known=known)
    return Markup((PICTOGRAMS / f"{name}.svg").read_text("utf-8"))  # noqa: S704 — a file of ours


def _check_drawn(drawn: str, source: str) -> list[Sentence]:
    """The mistakes in a drawing, made of this source, as it goes to the renderer, its blanks filled
    in and its character references decoded; an empty list lets it through."""
    if len(drawn) > DRAWN_LIMIT:
        return [Sentence("trouble.drawn_long", most=DRAWN_LIMIT)]
    if _DECLARATION.search(drawn):
        return [Sentence("trouble.drawn_declaration")]
    try:
        root = ElementTree.fromstring(drawn)  # noqa: S314 — declarations are refused just above
    except ElementTree.ParseError as error:
        return [not_xml(source, error)]
    return [mistake for element in root.iter() for mistake in _element_mistakes(element)]


def _element_mistakes(element: ElementTree.Element) -> list[Sentence]:
    """What one element may not do: hold what can act, or reach outside the drawing by a link or a
    style."""
    name = _local(element.tag)
    style = (element.text or "") if name == "style" else element.get("style", "")
    reached = [value for key, value in element.items() if _local(key) == "href"]
    reached += [to for text in (style, *element.attrib.values()) for to in _urls(text)]
    mistakes = [_reach(to) for to in reached if _outside(to)]
    if _ELEMENT.match(f"<{name}"):
        mistakes.append(Sentence("trouble.drawn_holds", what=f"<{name}>"))
    if "\\" in style:
        mistakes.append(Sentence("trouble.drawing_escape"))
    return mistakes


def _insist(mistakes: list[Sentence], look: BadgePicture) -> None:
    if mistakes:
        told = in_a_row(mistakes)
        raise Trouble("trouble.artwork_refused", programme=look.programme, mistakes=told)


def _urls(text: str) -> list[str]:
    return ["".join(found) for found in _URL.findall(text)]


def _outside(reference: str) -> bool:
    return not reference.strip().startswith("#")


def _reach(reference: str) -> Sentence:
    return Sentence("trouble.drawing_reaches", what=f"« {reference[:60]} »")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
