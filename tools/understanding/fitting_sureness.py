"""The weights of how sure an act is, fitted on the labelled messages of `tune`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from core.reading.acts.accounting import account
from core.reading.acts.kinds import FINAL, ActKind
from core.reading.acts.parts import clauses_of
from core.reading.acts.read import LIKELY, in_parts, yes_here
from core.reading.acts.situation import Asked, Situation, SpeaksAs
from tools.understanding.labelled import Labelled

STRENGTH = 0.3


@dataclass(frozen=True, slots=True)
class Judgement:
    """A part that may be an act: what speaks for it and against, and whether it is meant."""

    kind: ActKind
    evidence: dict[str, float]
    right: bool


def sureness(messages: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """The weights for final acts and for all others, by the parts of these messages."""
    told = [each for message in messages for each in parts_of(message)]
    return {
        "final": weights([each for each in told if each.kind in FINAL]),
        "other": weights([each for each in told if each.kind not in FINAL]),
    }


def weights(told: Sequence[Judgement]) -> dict[str, float]:
    """A weight for each piece of evidence; what is added stands under an empty name."""
    names = sorted({name for each in told for name in each.evidence})
    seen = np.array([[each.evidence.get(name, 0.0) for name in names] for each in told])
    scale = seen.std(axis=0) + 1e-9
    right = np.array([each.right for each in told])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(seen / scale, right)
    found = dict(zip(names, model.coef_[0] / scale, strict=True)) | {"": model.intercept_[0]}
    return {name: float(f"{value:.4g}") for name, value in found.items()}


def parts_of(message: Labelled) -> Iterator[Judgement]:
    """For each part that may be an act: what speaks for it, and whether it is meant."""
    state = Asked(str(message.given["asked"] or "none").partition(":")[0])
    situation = Situation(state, SpeaksAs(message.given["role"]))
    told = account(message.given["text"], yes_here(situation))
    if not list(clauses_of(told)):
        return
    parts, whole = in_parts(told, situation)
    for part in parts:
        kind, likely = part.ranked[0]
        if likely >= LIKELY and kind is not ActKind.COURTESY:
            yield Judgement(
                kind, whole.evidence(kind, part), any(kind in each for each in message.meant)
            )
