"""How surely a clause says each kind of act: the trained part of the reader.

A linear model of each kind, and of nobody's act, over the features of `features.py`; what was
asked shifts them; the exponentials of their sums, as shares of one, are the certainties (softmax).
`templates/languages/acts.weights` holds it: a line of JSON, then a row of bytes a feature: its
rarity squared, then its weight for each kind, where 128 is none. `python3 run.py understanding
train` writes it from the phrase files.
"""

import json
import struct
from collections.abc import Iterable, Sequence
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
NOBODYS = "other"  # the last of the kinds of a model


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
    """A model as its file has it: the fingerprint of its phrases; the kinds, each with the slope
    and the offset of its sum; how what was asked shifts each; the weights
    of `sureness.py`; and the rows, a row a feature."""

    phrases: str
    kinds: tuple[ActKind, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    shifts: dict[str, tuple[float, ...]]
    sureness: dict[str, dict[str, float]]
    rows: SummableRows


def scores(text: str, asked: str = "") -> dict[ActKind, float]:
    """For each kind how likely a clause says it, from 0 to 1: all are low for nobody's act.

    `asked` is what stood when it came: none, recap, question, mail, code, in_review, issued, card,
    reason or case; what follows a colon (`question:name`) doesn't matter. Raises `Trouble` where
    the weights are missing or cut.
    """
    return scored(weights(), text, asked)


def scored(model: Weights, text: str, asked: str) -> dict[ActKind, float]:
    """The probabilities of a text by a model; all 0 for a text without words."""
    state, told = asked.partition(":")[0], spoken(text)
    if not told:
        return dict.fromkeys(model.kinds, 0.0)
    sums = model.shifts.get(state, model.offsets)
    for rows in views(told, state):
        rarity, *found = model.rows.summed(rows)
        scale = 1 / sqrt(rarity) if rarity else 0.0
        nothing = NONE * len(rows)
        sums = tuple(
            before + slope * scale * (each - nothing)
            for before, slope, each in zip(sums, model.slopes, found, strict=True)
        )
    return dict(zip(model.kinds, shares(sums), strict=False))


def shares(sums: Sequence[float]) -> list[float]:
    """The exponentials of some sums, as shares of one."""
    most = max(sums)
    told = [exp(each - most) for each in sums]
    whole = sum(told)
    return [each / whole for each in told]


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The model of a file, read once; raises `Trouble` where it is missing or cut."""
    try:
        head, _, rows = path.read_bytes().partition(b"\n")
        told = json.loads(head)
    except (OSError, ValueError) as error:
        raise Trouble("trouble.acts_weights", path=path) from error
    width = len(told["kinds"]) + 1
    if len(rows) != told["rows"] * width:
        raise Trouble("trouble.acts_weights", path=path)
    return Weights(
        told["phrases"],
        tuple(ActKind(kind) for kind in told["kinds"] if kind != NOBODYS),
        tuple(told["slopes"]),
        tuple(told["offsets"]),
        {state: tuple(shift) for state, shift in told["shifts"].items()},
        told["sureness"],
        SummableRows(rows, width),
    )
