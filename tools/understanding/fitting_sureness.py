"""The weights of how sure an act is, fitted on the labelled messages of `tune`."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from core.reading.acts.accounting import account
from core.reading.acts.kinds import ActKind
from core.reading.acts.read import LIKELY, MOST_PARTS, best_parts, clauses_of
from core.reading.acts.situation import Asked, Situation, SpeaksAs
from core.reading.acts.sureness import whole_message
from tools.understanding.labelled import Labelled
from tools.understanding.weights_file import rounded

STRENGTH = 10.0


def sureness(messages: Sequence[Labelled]) -> list[float]:
    """The weights and what is added, by the parts of these messages."""
    told = [each for message in messages for each in parts_of(message)]
    seen = np.array([evidence for evidence, _ in told])
    right = np.array([is_right for _, is_right in told])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(seen, right)
    return rounded(np.array([*model.coef_[0], *model.intercept_]))


def parts_of(message: Labelled) -> Iterator[tuple[tuple[float, ...], bool]]:
    """For each part that may be an act: what speaks for it, and whether it is meant."""
    state = Asked(str(message.given["asked"] or "none").partition(":")[0])
    situation = Situation(state, SpeaksAs(message.given["role"]))
    clauses = list(clauses_of(account(message.given["text"], ())))[:MOST_PARTS]
    parts = best_parts(clauses, situation) if clauses else []
    whole = whole_message(clauses, len(parts), situation) if clauses else None
    for part in parts:
        kind, likely = part.ranked[0]
        if whole is not None and likely >= LIKELY and kind is not ActKind.COURTESY:
            yield whole.evidence(kind, part.words), any(kind in each for each in message.meant)
