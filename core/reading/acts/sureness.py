"""How sure an act is, in the light of the whole message that it is read in.

A part may sound like an act that the message as a whole does not make: « … la réunion est bien
samedi, oui c'est exact » confirms nothing. So the certainty of an act weighs what the model makes
of the whole message, with what was asked and without, how long the part is and how many there are.
The five weights are fitted on labelled messages by `understanding train`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from core.reading.acts import classifier
from core.reading.acts.kinds import ActKind
from core.reading.acts.situation import Situation, meant
from core.reading.written_speech import spoken

LEAST = 1e-3  # of a probability, so that it has a logarithm


@dataclass(frozen=True, slots=True)
class WholeMessage:
    """How likely each kind is of the whole message: as things stand, and whatever was asked."""

    here: Mapping[ActKind, float]
    anywhere: Mapping[ActKind, float]
    parts: int

    def evidence(self, kind: ActKind, words: str) -> tuple[float, ...]:
        """What speaks for an act on these words, a number for each weight but the last."""
        return (
            odds(self.here.get(kind, 0.0)),
            odds(self.anywhere.get(kind, 0.0)),
            log(len(spoken(words)) + 1),
            log(self.parts),
        )

    def certainty(self, kind: ActKind, words: str) -> float:
        """How sure the act is, from 0 to 1."""
        *weights, added = classifier.weights().sureness
        told = zip(weights, self.evidence(kind, words), strict=True)
        return round(1 / (1 + exp(-added - sum(weight * each for weight, each in told))), 3)


def whole_message(clauses: Sequence[str], parts: int, situation: Situation) -> WholeMessage:
    """The message as a whole, of so many parts."""
    words = " ".join(clauses)
    here = meant(classifier.scores(words, situation.asked), situation)
    return WholeMessage(here, meant(classifier.scores(words), situation), parts)


def odds(probability: float) -> float:
    """The logarithm of the odds of a probability."""
    kept = min(max(probability, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
