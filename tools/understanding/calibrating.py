"""From sums to certainties: how steep, and how what was asked shifts them, by messages kept for it.

The messages are those of `tests/reading/understanding/tune`: real hands wrote them, and no phrase
was made of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from tools.understanding.fitting import Floats, Marks

COMMON = 20.0  # so many messages of a state are as good as what is said in all states
TRUSTED = 0.4  # in full, what is seldom said in a state would never be heard there
FLOOR = 0.05  # of a message, so that nothing is impossible


@dataclass(frozen=True, slots=True)
class Calibration:
    """How much a sum counts, what is added for each kind, and what is added where a state stood."""

    slope: float
    offsets: Floats
    shifts: dict[str, Floats]


def calibrated(sums: Floats, fair: Marks, states: Sequence[str], learnt: Floats) -> Calibration:
    """The calibration under which these messages are likeliest.

    `sums` has a line a message and a column a kind, the last is nobody's act; `fair` marks what a
    fair reader takes it for; `learnt` is the share of each kind among the phrases.
    """
    shifts = priors(fair, states, learnt)
    shifted = np.array([shifts[state] for state in states])

    def unlikely(at: Floats) -> float:
        slope, nobodys = at
        told = slope * sums + shifted
        told[:, -1] += nobodys
        return float(-np.log((shares(told) * fair).sum(axis=1) + 1e-9).mean())

    slope, nobodys = minimize(unlikely, [3.0, 0.0], method="Nelder-Mead").x
    offsets = np.zeros(sums.shape[1])
    offsets[-1] = nobodys
    return Calibration(slope, offsets, {state: shift + offsets for state, shift in shifts.items()})


def priors(fair: Marks, states: Sequence[str], learnt: Floats) -> dict[str, Floats]:
    """How much more often each kind is said where a state stood than among the phrases, as a
    logarithm of which a part is trusted."""
    common = fair.mean(axis=0)
    counts: dict[str, Floats] = defaultdict(lambda: COMMON * common + FLOOR)
    for state, line in zip(states, fair, strict=True):
        counts[state] = counts[state] + line
    return {
        state: TRUSTED * (np.log(each / each.sum()) - np.log(learnt))
        for state, each in counts.items()
    }


def shares(sums: Floats) -> Floats:
    """The exponentials of each line, as shares of one."""
    told = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(told / told.sum(axis=1, keepdims=True))
