"""The fonts of the badges: Lato, and for the letters that it lacks those of packages, never the
system's.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from core.ground.errors import Trouble

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

OWN = "Lato"
WEIGHTS = ("Regular", "Bold", "Black")
# Latin beyond Western Europe, Vietnamese, Greek, Cyrillic; Arabic; Hebrew; Devanagari; Thai; and
# Chinese, Japanese, Korean. All under the Open Font License.
PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_heebo",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_thai",
    "cvttf_NotoSansCJK_Regular",
)
_EM, _SMALL, _NOBODYS = 1000, 32, "\uffff"


@cache
def files() -> tuple[Path, ...]:
    """The font files of the house, from the package `font-lato`; raises `Trouble` where it is
    missing."""
    folder = of_package("font_lato")
    if folder is None:
        raise Trouble("trouble.no_font")
    return tuple(folder / "files" / f"{OWN}-{weight}.ttf" for weight in WEIGHTS)


@cache
def others() -> tuple[Path, ...]:
    """The files that have the letters of other scripts, in the order in which they are asked."""
    folders = filter(None, map(of_package, PACKAGES))
    return tuple(path for folder in folders for path in sorted(upright(folder)))


def upright(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*.[ot]tf"):
        if "Italic" not in path.name:
            yield path


def of_package(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def needed(text: str) -> list[Path]:
    """The files that a text is drawn with: large ones only where a letter asks for them."""
    found = {path for sign in set(text) if (path := of(sign))}
    return [*files(), *(path for path in others() if path in found)]


@cache
def of(sign: str) -> Path | None:
    """The first font that has a letter; none where no font has it."""
    lato = files()[WEIGHTS.index("Bold")]
    if not sign.isprintable():
        return None
    return lato if sign == " " else next((p for p in (lato, *others()) if has(p, sign)), None)


def has(path: Path, sign: str) -> bool:
    """Whether a font draws a sign otherwise than one that it cannot know."""
    font = opened(path, _SMALL)
    return bytes(font.getmask(sign)) != bytes(font.getmask(_NOBODYS))


def width(text: str, weight: str) -> float:
    """The width of one line of text at a font size of 1.

    The renderer sets a line with foreign letters wholly in the font that has them, or in parts: the
    widest counts.
    """
    lato, bold = files()[WEIGHTS.index(weight)], files()[WEIGHTS.index("Bold")]
    runs = [(path, "".join(signs)) for path, signs in groupby(text, of)]
    own = [(lato if path in (None, bold) else path, run) for path, run in runs]
    ways = [own, *([(path, text)] for path in {path for path, _ in own} - {lato})]
    return max(sum(length(run, path) for path, run in way) for way in ways)


def length(text: str, path: Path | None) -> float:
    return float(opened(path, _EM).getlength(text)) / _EM if path else 0.0


@cache
def opened(path: Path, size: int) -> "FreeTypeFont":
    """A font file at a size in pixels."""
    from PIL import ImageFont  # noqa: PLC0415 - slow to load, seldom needed

    return ImageFont.truetype(path, size)
