"""Papers that people print or keep: a Typst template and its values make one tagged PDF."""

import json
import shutil
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from core.badges.picture import fonts
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES

PAPERS = TEMPLATES / "pdf"
STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, in a language, with a title and fonts embedded."""

UNDRAWN: Final = "\N{REPLACEMENT CHARACTER}"
_SPACES = frozenset("\u00a0\u202f\u200b")


def compose(
    template: str,
    values: Mapping[str, object],
    pictures: Mapping[str, bytes],
    written: datetime,
) -> bytes:
    """The PDF of `templates/pdf/TEMPLATE.typ`, the same bytes for the same input.

    `values` (JSON) are what the template reads as `paper.data`, words and all, for a template
    brings none of its own; `pictures` are PNG or SVG by the file name under which it asks for them;
    `written` is the date that the file bears. Nothing is read from outside, and no other font is
    used than ours: a letter that none of them has gives way to `UNDRAWN`. Raises `Trouble` for a
    broken template.
    """
    import typst  # noqa: PLC0415 - slow to load, seldom needed

    data = drawable(json.dumps(values, ensure_ascii=False))
    with TemporaryDirectory(prefix="cocarde-paper-") as name:
        folder = Path(name)
        for path in PAPERS.glob("*.typ"):
            shutil.copy(path, folder)
        (folder / "data.json").write_text(data, encoding="utf-8")
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        lettering = folder / "fonts"
        lettering.mkdir()
        for path in fonts.needed(data):
            (lettering / path.name).symlink_to(path)
        try:
            made = typst.compile(
                folder / f"{template}.typ",
                root=folder,
                font_paths=[lettering],
                ignore_system_fonts=True,
                pdf_standards=[STANDARD],
                timestamp=written.replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise Trouble("trouble.paper", name=template, error=error) from error
    return bytes(made)


def drawable(text: str) -> str:
    """The text with each letter that no font of ours has as its plain form, else as `UNDRAWN`; what
    is never drawn, such as a joiner, is left out."""
    return "".join(sign if fonts.of(sign) or sign in _SPACES else plain(sign) for sign in text)


def plain(sign: str) -> str:
    if not sign.isprintable():
        return ""
    form = unicodedata.normalize("NFKC", sign)
    return form if form != sign and all(map(fonts.of, form)) else UNDRAWN
