"""The four numbers that are read first. Pure."""

from dataclasses import dataclass

from core.claims.figures.charts import Reader
from core.claims.figures.figures import Figures
from core.claims.figures.numbers import length


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
