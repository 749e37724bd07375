"""Whether a programme's artwork can be drawn, for every badge in every language."""

from collections.abc import Iterator
from pathlib import Path

from core.badges.artwork import check_colours, check_svg, draw
from core.claims.looks import colours, look
from core.ground.errors import Trouble
from core.ground.findings import Finding, wrong
from core.programmes.programme import Programme


def check_drawings(folder: Path, programme: Programme) -> Iterator[Finding]:
    """What is wrong with a programme's `artwork.svg` and its palette; where the drawing is safe,
    each badge is drawn once in each language."""
    path = folder / "artwork.svg"
    source = path.read_text(encoding="utf-8")
    dangers = check_svg(source)
    for danger in dangers:
        yield wrong(str(path), danger, "See the other programmes' drawings.")
    for weakness in check_colours(colours(programme)):
        yield wrong(f"{folder / 'programme.toml'}: palette", weakness)
    for badge in [] if dangers else programme.badge:
        for language in programme.languages:
            try:
                draw(source, look(programme, badge, language, None))
            except Trouble as trouble:
                where = f"{folder / 'programme.toml'}: badge.{badge.slug}"
                yield wrong(where, f"{trouble.message} ({language})", trouble.mend)
