"""A fitted model as `acts.weights`: every weight one byte, the rest in a line of JSON."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from core.reading.acts.classifier import NONE
from tools.understanding.calibrating import Calibration
from tools.understanding.fitting import RARITY_STEP, Floats, Linear

AS_IT_IS = {"here": 1.0}  # the whole message
NOT_FITTED = {"final": AS_IT_IS, "other": AS_IT_IS}


def written(
    model: Linear,
    kinds: Sequence[str],
    how: Calibration,
    phrases: str,
    sureness: Mapping[str, Mapping[str, float]] = NOT_FITTED,
) -> bytes:
    """The bytes of the file; `phrases` is the fingerprint of what it was trained on.

    A row's byte is its weight by its rarity, in steps of the kind's largest; the step goes into
    the slope of the kind, and so does the step of the squared rarity.
    """
    scaled = model.weights * np.sqrt(model.rarity * RARITY_STEP)[:, None]
    step = np.maximum(np.abs(scaled).max(axis=0), 1e-9) / (NONE - 1)
    rows = np.rint(scaled / step + NONE).astype(np.uint8)
    added = how.slope * model.added
    head = {
        "phrases": phrases,
        "rows": len(rows),
        "kinds": list(kinds),
        "slopes": rounded(how.slope * step / RARITY_STEP**0.5),
        "offsets": rounded(how.offsets + added),
        "sureness": sureness,
        "shifts": {state: rounded(each + added) for state, each in sorted(how.shifts.items())},
    }
    table = np.hstack([model.rarity[:, None], rows])
    return json.dumps(head).encode() + b"\n" + bytes(table.tobytes())


def rounded(values: Floats) -> list[float]:
    """Numbers as they stand in the file, the same on every machine."""
    return [float(f"{value:.6g}") for value in values]


def with_sureness(told: bytes, sureness: Mapping[str, Mapping[str, float]]) -> bytes:
    """The bytes of a file with other weights of how sure an act is."""
    head, _, rows = told.partition(b"\n")
    return json.dumps(json.loads(head) | {"sureness": sureness}).encode() + b"\n" + rows


def write(path: Path, told: bytes) -> None:
    """Put the file there whole or not at all."""
    beside = path.with_suffix(".new")
    beside.write_bytes(told)
    beside.replace(path)
