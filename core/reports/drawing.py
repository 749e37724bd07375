"""The four numbers that are read first. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.badges.picture.draw import drawings, lettered, rasterise
from core.reports.charts import Chart, Reader
from core.reports.figures import Figures
from core.reports.numbers import length


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with what it is; `late` warns, where there is something to warn of."""

    label: str
    shown: str
    late: str = ""


def tiles(reader: Reader, figures: Figures) -> list[Tile]:
    """Badges issued, how long they took, what waits for a decision, open cases."""
    review, cases = figures.waiting, figures.cases
    return [
        Tile(reader.word("figures.tile_issued"), reader.count(figures.speed.issued)),
        Tile(
            reader.word("figures.tile_wait"), length(figures.speed.from_yes.median, reader.locale)
        ),
        Tile(
            reader.word("figures.tile_review"),
            reader.count(review.claims),
            late(reader, review.overdue),
        ),
        Tile(
            reader.word("figures.tile_cases"), reader.count(cases.open), late(reader, cases.overdue)
        ),
    ]


def late(reader: Reader, count: int) -> str:
    return reader.word("figures.late", count=reader.count(count)) if count else ""


if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, SCALE = 480, 2.5  # units of the drawing, and pixels a unit: a photo of 1200 pixels
TOP, GAP, HEAD, NOTE, ROW = 200, 36, 10, 16, 36


def svg(chart: Chart) -> "Markup":
    """One chart to stand in a page, 360 units wide; its words are escaped."""
    from markupsafe import Markup  # noqa: PLC0415 - slow to load, seldom needed

    drawn = lettered(drawings().get_template("chart.svg"), chart=chart)
    return Markup(drawn)  # noqa: S704 - autoescaped by its template


def png(heading: str, dates: str, tiles: Sequence[Tile], charts: Iterable[Chart]) -> bytes:
    """The tiles and the charts that have bars, one below the other, 1200 pixels wide."""
    placed, below = [], TOP
    for chart in charts:
        if chart.bars:
            placed.append((chart, below))
            below += HEAD + (NOTE if chart.note else 0) + len(chart.bars) * ROW + GAP
    height = below - GAP + 16 if placed else TOP - GAP
    values = {"width": WIDTH, "height": height, "heading": heading, "dates": dates}
    drawing = drawings().get_template("figures.svg")
    drawn = lettered(drawing, **values, tiles=tiles, charts=placed)
    return rasterise(drawn, round(WIDTH * SCALE), round(height * SCALE))
