"""Training: from the phrase files to `templates/languages/acts.weights`."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.reading.acts.classifier import WEIGHTS
from core.reading.acts.features import views
from core.reading.acts.kinds import ActKind
from core.reading.languages import FOLDER
from core.reading.written_speech import spoken
from tools.understanding.examples import Example, examples
from tools.understanding.fitting import Linear, curves, fitted, held_out
from tools.understanding.phrase_files import fingerprint, phrase_lines
from tools.understanding.weights_file import write, written

KINDS = tuple(ActKind)

Say = Callable[[str], None]


def train(say: Say, folder: Path = FOLDER, path: Path = WEIGHTS) -> None:
    """Write the weights of all phrase files of a folder, telling each step."""
    lines = phrase_lines(folder)
    told = examples(lines)
    say(f"{len(lines)} lines, {len(told)} examples")
    model, shapes = trained(told)
    write(path, written(model, KINDS, shapes, fingerprint(folder)))
    say(f"{path.stat().st_size / 1e6:.2f} MB: {path}")


def trained(told: Sequence[Example]) -> tuple[Linear, list[tuple[float, float]]]:
    """The model of these examples, and the curve of each kind, found on lines held out."""
    seen = [views(spoken(each.text), each.asked) for each in told]
    kinds = np.array([[kind in each.kinds for kind in KINDS] for each in told])
    importance = np.array([each.weight for each in told])
    numbers = np.array([each.line for each in told])
    sums = held_out(seen, kinds, importance, numbers)
    return fitted(seen, kinds, importance), curves(sums, kinds, importance)
