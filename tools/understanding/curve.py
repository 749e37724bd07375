"""The learning curve: how the classifier alone does with a share of the phrase lines."""

import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from cocarde.printing import print_json
from core.reading.acts.features import views
from core.reading.written_speech import spoken
from tools.understanding.calibrating import shares
from tools.understanding.examples import examples
from tools.understanding.labelled import labelled
from tools.understanding.phrase_files import PhraseLine, phrase_lines
from tools.understanding.train import TUNE, calibration, kept_for_tuning, of_one_act, trained

SHARES = (8, 25, 50, 100)  # of a hundred lines


@dataclass(frozen=True, slots=True)
class Learnt:
    """With so many lines: how often the likeliest kind is right, how often the right one is among
    three, of the messages that say one act; of nobody's, how often no kind is likelier than not."""

    lines: int
    likeliest: float
    among_three: float
    refused: float


def curve(path: Path, *, as_json: bool) -> int:
    """Train on a growing share of the lines, and print how each does on labelled messages."""
    lines = phrase_lines()
    found = [learnt([line for line in lines if place(line) < share], path) for share in SHARES]
    if as_json:
        print_json([asdict(each) for each in found])
        return 0
    print("  lines  likeliest  among three  nobody's refused")
    for each in found:
        print(
            f"{each.lines:>7}{each.likeliest:>11.1%}{each.among_three:>13.1%}{each.refused:>18.1%}"
        )
    return 0


def place(line: PhraseLine) -> int:
    """Where among a hundred a line stands, the same each time."""
    return zlib.crc32(f"{line.language} {line.kind} {line.text}".encode()) % 100


def learnt(lines: list[PhraseLine], path: Path) -> Learnt:
    """What is learnt from these lines."""
    model, common = trained(examples(lines))
    told, how = of_one_act(labelled(path)), calibration(model, common, kept_for_tuning(TUNE))
    seen = [views(spoken(t), state) for t, state in zip(told.texts, told.states, strict=True)]
    sums = how.slope * model.sums(seen) + np.array([how.shifts[state] for state in told.states])
    sure, ranked = shares(sums)[:, :-1], np.argsort(-sums[:, :-1], axis=1)
    right = np.take_along_axis(told.fair[:, :-1], ranked, axis=1)
    nobodys = told.fair[:, -1]
    return Learnt(
        len(lines),
        float(right[~nobodys, 0].mean()),
        float(right[~nobodys, :3].any(axis=1).mean()),
        float((sure[nobodys].max(axis=1) < 0.5).mean()),
    )
