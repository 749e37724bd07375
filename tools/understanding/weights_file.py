"""A fitted model as `acts.weights`: every weight one byte, the rest in a line of JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.reading.acts.classifier import NONE
from tools.understanding.fitting import RARITY_STEP, Linear


def written(
    model: Linear, kinds: Sequence[str], curves: Sequence[tuple[float, float]], phrases: str
) -> bytes:
    """The bytes of the file; `phrases` is the fingerprint of what it was trained on.

    A row's byte is its weight by its rarity, in steps of the kind's largest; the step goes into
    the slope of the kind's curve, and so does the step of the squared rarity.
    """
    scaled = model.weights * np.sqrt(model.rarity * RARITY_STEP)[:, None]
    step = np.maximum(np.abs(scaled).max(axis=0), 1e-9) / (NONE - 1)
    rows = np.rint(scaled / step + NONE).astype(np.uint8)
    told = [
        [
            kind,
            round(slope * step[at] / RARITY_STEP**0.5, 9),
            round(offset + slope * model.added[at], 6),
        ]
        for at, (kind, (slope, offset)) in enumerate(zip(kinds, curves, strict=True))
    ]
    head = {"phrases": phrases, "rows": len(rows), "curves": told}
    table = np.hstack([model.rarity[:, None], rows])
    return json.dumps(head).encode() + b"\n" + bytes(table.tobytes())


def write(path: Path, told: bytes) -> None:
    """Put the file there whole or not at all."""
    beside = path.with_suffix(".new")
    beside.write_bytes(told)
    beside.replace(path)
