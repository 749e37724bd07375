"""The yardstick: the same features and the same training on two public sets of intents.

Thresholds are chosen on the parts that are there for choosing; the test parts are measured once.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from cocarde.printing import print_json
from core.reading.acts.features import views
from core.reading.written_speech import spoken
from tools.understanding.fitting import Floats, Views, fitted
from tools.understanding.public_sets import IntentSet, Pairs, banking77, clinc150

STRENGTH = 1.0  # of the machines: a small set of one hand wants more than our phrases
REFUSED = 0.92  # of the strangers that are there for choosing: a little more than the goal


@dataclass(frozen=True, slots=True)
class Found:
    """A measure of the yardstick, a share from 0 to 1, and its goal (None: no goal)."""

    name: str
    share: float
    goal: float | None = None
    most: bool = False

    @property
    def kept(self) -> bool:
        """Whether the goal is kept."""
        if self.goal is None:
            return True
        return self.share <= self.goal if self.most else self.share >= self.goal


def yardstick(folder: Path, *, as_json: bool) -> int:
    """Train and measure on both sets of a folder; 0 where every goal is kept."""
    found = [*on_clinc(clinc150(folder)), *on_banking(banking77(folder))]
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        for each in found:
            goal = f"goal {'≤' if each.most else '≥'} {each.goal:.0%}" if each.goal else ""
            print(f"{each.name:<46}{each.share:>7.2%}  {goal}{'' if each.kept else '  MISSED'}")
    return 0 if all(each.kept for each in found) else 1


def on_clinc(told: IntentSet) -> list[Found]:
    """CLINC150: right in scope; at the threshold that refuses strangers: right, wrong, refused."""
    names, test, strange_choose, strange = sums(told)
    threshold = np.quantile(standing_out(strange_choose), REFUSED)
    right = [names[at] == intent for at, (_, intent) in zip(test.argmax(1), told.test, strict=True)]
    done = standing_out(test) > threshold
    offered = in_three(test, names, told.test)
    return [
        Found("CLINC150 in scope, the likeliest", mean(right), 0.93),
        Found("CLINC150 in scope, among three", mean(offered)),
        Found("CLINC150 strangers refused", mean(standing_out(strange) <= threshold), 0.90),
        Found("CLINC150 wrong at that threshold", mean(done & ~np.array(right)), 0.02, most=True),
        Found("CLINC150 right at once at that threshold", mean(done & np.array(right))),
        Found(
            "CLINC150 right at once, or offered among three",
            mean((done & np.array(right)) | (~done & np.array(offered))),
            0.93,
        ),
    ]


def on_banking(told: IntentSet) -> list[Found]:
    """Banking77: the likeliest intent, and whether the right one is among three."""
    names, test, *_ = sums(told)
    right = [names[at] == intent for at, (_, intent) in zip(test.argmax(1), told.test, strict=True)]
    return [
        Found("Banking77, the likeliest", mean(right), 0.92),
        Found("Banking77, among three", mean(in_three(test, names, told.test))),
    ]


def sums(told: IntentSet) -> tuple[list[str], Floats, Floats, Floats]:
    """The intents, and the sums of each for the lines to measure, for the strangers to choose by
    and for those to measure."""
    names = sorted({intent for _, intent in told.train})
    kinds = np.array([[intent == name for name in names] for _, intent in told.train])
    model = fitted(seen(texts(told.train)), kinds, np.ones(len(kinds)), STRENGTH)
    parts = (texts(told.test), told.strange_choose, told.strange_test)
    test, strange_choose, strange = (model.sums(seen(part)) for part in parts)
    return names, test, strange_choose, strange


def texts(pairs: Pairs) -> list[str]:
    """The lines without their intents."""
    return [text for text, _ in pairs]


def seen(lines: Sequence[str]) -> list[Views]:
    """The features of each line."""
    return [views(spoken(line)) for line in lines]


def standing_out(sums: Floats) -> Floats:
    """How far a line is from being nobody's: its best sum, and how far it is before the next."""
    ranked = np.sort(sums, axis=1)
    return np.asarray(ranked[:, -1] + (ranked[:, -1] - ranked[:, -2]))


def in_three(sums: Floats, names: Sequence[str], told: Pairs) -> list[bool]:
    """Whether the right intent is among the three likeliest."""
    best = np.argsort(-sums, axis=1)[:, :3]
    return [
        intent in [names[at] for at in three] for three, (_, intent) in zip(best, told, strict=True)
    ]


def mean(hits: "Sequence[bool] | Floats") -> float:
    """The share of hits."""
    return float(np.mean(hits))
