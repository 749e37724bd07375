"""How surely a clause says each kind of act: the trained part of the reader.

One linear model a kind over the features of `features.py`, with a curve that turns its sum into a
probability. `templates/languages/acts.weights` holds them: a line of JSON, then a row of bytes a
feature: its rarity squared, then its weight for each kind, where 128 is none.
`python3 run.py understanding train` writes it from the phrase files.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path

from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.reading.acts.features import views
from core.reading.acts.kinds import ActKind
from core.reading.written_speech import spoken

WEIGHTS = TEMPLATES / "languages" / "acts.weights"
NONE = 128  # the byte of a weight that is nothing
LANE = 4  # bytes that a column has for its sum
STEEPEST = 60.0  # beyond it a probability is 0 or 1


class SummableRows(dict[int, int]):
    """Rows of bytes, each as one whole number whose lanes of four bytes are its columns, made when
    first used: rows are summed by adding such numbers, fast without a library for it."""

    def __init__(self, rows: bytes, width: int) -> None:
        super().__init__()
        self.rows, self.width = rows, width

    def __missing__(self, row: int) -> int:
        lanes = bytearray(LANE * self.width)
        lanes[::LANE] = self.rows[row * self.width : (row + 1) * self.width]
        self[row] = number = int.from_bytes(lanes, "little")
        return number

    def summed(self, rows: Iterable[int]) -> tuple[int, ...]:
        """The sum of each column over some rows."""
        total = sum(map(self.__getitem__, rows))
        return struct.unpack(f"<{self.width}I", total.to_bytes(LANE * self.width, "little"))


@dataclass(frozen=True, slots=True)
class Weights:
    """A model as its file has it: the fingerprint of its phrases, the slope and the offset of each
    kind's curve, and a row a feature: its rarity squared, then its weight for each kind."""

    phrases: str
    curves: dict[str, tuple[float, float]]
    rows: SummableRows


def scores(text: str, asked: str = "") -> dict[ActKind, float]:
    """For each kind how likely a clause says it, from 0 to 1, each for itself: all may be low.

    `asked` is what stood when it came: none, recap, question, mail, code, in_review, issued, card,
    reason or case; what follows a colon (`question:name`) doesn't matter. Raises `Trouble` where
    the weights are missing or cut.
    """
    return {ActKind(kind): sure for kind, sure in scored(weights(), text, asked).items()}


def scored(model: Weights, text: str, asked: str) -> dict[str, float]:
    """The probabilities of a text by a model, by the names of its kinds."""
    sums = [0.0] * len(model.curves)
    for rows in views(spoken(text), asked.partition(":")[0]):
        rarity, *told = model.rows.summed(rows)
        scale = 1 / sqrt(rarity) if rarity else 0.0
        nothing = NONE * len(rows)
        sums = [before + (each - nothing) * scale for before, each in zip(sums, told, strict=True)]
    return {
        kind: 1 / (1 + exp(min(STEEPEST, -slope * each - offset)))
        for (kind, (slope, offset)), each in zip(model.curves.items(), sums, strict=True)
    }


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The model of a file, read once; raises `Trouble` where it is missing or cut."""
    try:
        head, _, rows = path.read_bytes().partition(b"\n")
        told = json.loads(head)
    except (OSError, ValueError) as error:
        raise Trouble("trouble.acts_weights", path=path) from error
    curves = {kind: (slope, offset) for kind, slope, offset in told["curves"]}
    if len(rows) != told["rows"] * (len(curves) + 1):
        raise Trouble("trouble.acts_weights", path=path)
    return Weights(told["phrases"], curves, SummableRows(rows, len(curves) + 1))
