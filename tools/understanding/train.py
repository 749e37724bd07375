"""Training: from the phrase files to `templates/languages/acts.weights`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.ground.paths import ROOT
from core.reading.acts import classifier
from core.reading.acts.classifier import NOBODYS, WEIGHTS
from core.reading.acts.features import views
from core.reading.acts.kinds import ActKind
from core.reading.languages import FOLDER
from core.reading.written_speech import spoken
from tools.understanding.calibrating import Calibration, calibrated
from tools.understanding.examples import Example, examples
from tools.understanding.fitting import Floats, Linear, Marks, fitted
from tools.understanding.fitting_sureness import sureness
from tools.understanding.labelled import Labelled, labelled
from tools.understanding.phrase_files import fingerprint, phrase_lines
from tools.understanding.talk import talk, talk_examples
from tools.understanding.weights_file import with_sureness, write, written

KINDS = (*ActKind, NOBODYS)
VALUE_FILES = frozenset(("dates", "names", "organisations", "values"))
TUNE = ROOT / "tests" / "reading" / "understanding" / "tune"

Say = Callable[[str], None]


def train(say: Say, folder: Path = FOLDER, path: Path = WEIGHTS, tune: Path = TUNE) -> None:
    """Write the weights of all phrase files of a folder, calibrated on labelled messages, telling
    each step."""
    lines = phrase_lines(folder)
    told = examples(lines)
    told += talk_examples(talk(), first=len(lines))
    say(f"{len(lines)} lines and {len(talk())} messages, {len(told)} examples")
    model, learnt = trained(told)
    how = calibration(model, learnt, kept_for_tuning(tune))
    say(f"calibrated: a sum counts {how.slope:.2f}")
    told_file = written(model, KINDS, how, fingerprint(folder))
    write(path, told_file)
    classifier.weights.cache_clear()
    write(path, with_sureness(told_file, sureness(labelled(tune))))
    say(f"{path.stat().st_size / 1e6:.2f} MB: {path}")


def kept_for_tuning(folder: Path) -> list[Labelled]:
    """The messages of a folder but for the files of values, where each is an answer."""
    files = (path for path in sorted(folder.glob("*.jsonl")) if path.stem not in VALUE_FILES)
    return [message for path in files for message in labelled(path)]


def trained(told: Sequence[Example]) -> tuple[Linear, Floats]:
    """The model of these examples, and the share of each kind among them."""
    seen = [views(spoken(each.text), each.asked) for each in told]
    kinds = marks([each.kinds for each in told])
    importance = np.array([each.weight for each in told])
    learnt = importance @ kinds + 1
    return fitted(seen, kinds, importance), learnt / learnt.sum()


def marks(kinds: Sequence[frozenset[str]]) -> Marks:
    """A line a text, a column a kind; the last is for what is nobody's act."""
    return np.array([[kind in each for kind in ActKind] + [not each] for each in kinds])


@dataclass(frozen=True, slots=True)
class OneAct:
    """Messages of one act or none: their texts, what stood, and their fair readings."""

    texts: list[str]
    states: list[str]
    fair: Marks


def of_one_act(messages: Sequence[Labelled]) -> OneAct:
    """Those of the messages that say one act or none."""
    told = [each for each in messages if len(each.meant[0]) <= 1 and not each.better_asked]
    fair = marks([frozenset().union(*(k for k in each.meant if len(k) == 1)) for each in told])
    fair[:, -1] = [frozenset() in each.meant for each in told]
    return OneAct(
        [each.given["text"] for each in told],
        [each.given["asked"].partition(":")[0] for each in told],
        fair,
    )


def calibration(model: Linear, learnt: Floats, messages: Sequence[Labelled]) -> Calibration:
    """How the sums of a model become certainties, by messages that it did not learn from."""
    told = of_one_act(messages)
    seen = [views(spoken(text), state) for text, state in zip(told.texts, told.states, strict=True)]
    return calibrated(model.sums(seen), told.fair, told.states, learnt)
