"""How sure an act is, in the light of the whole message that it is read in.

A part may sound like an act that the message as a whole does not make: « … la réunion est bien
samedi, oui c'est exact » confirms nothing. So the certainty of an act weighs what the model makes
of the part and of the whole message, with what was asked and without, what else is said beside it,
and where things stand. The weights are fitted on labelled messages by `understanding train`: one
row for what cannot be taken back, one for all else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from core.reading.acts import classifier
from core.reading.acts.kinds import BESIDE, FINAL, ActKind
from core.reading.acts.parts import Part
from core.reading.acts.situation import Situation, meant
from core.reading.acts.usual_words import hedged, strange_words
from core.reading.written_speech import spoken

LEAST = 1e-3  # of a probability, so that it has a logarithm


@dataclass(frozen=True, slots=True)
class WholeMessage:
    """A message as a whole: how likely each kind is of it, as things stand and whatever was asked;
    its parts; how many words it has."""

    here: Mapping[ActKind, float]
    anywhere: Mapping[ActKind, float]
    parts: Sequence[Part]
    words: int
    situation: Situation

    def around(self, part: Part) -> "WholeMessage":
        """The message that an act on a part is weighed in.

        Beside a whole phrase of yes the rest is a message of its own; and the questions and thanks
        of that rest take nothing of the yes back.
        """
        if not any(each.agreed for each in self.parts):
            return self
        kept = [each for each in self.parts if each.agreed == part.agreed]
        if part.agreed:
            kept = [each for each in self.parts if each.ranked[0][0] not in BESIDE]
        return whole_message(kept, self.situation) if len(kept) < len(self.parts) else self

    def evidence(self, kind: ActKind, part: Part) -> dict[str, float]:
        """What speaks for an act on a part, and against it."""
        around = self.around(part)
        if around is not self:
            return around.evidence(kind, part)
        told = spoken(part.words)
        others = [each for each in self.parts if each is not part and each.ranked[0][0] is not kind]
        beside = {*BESIDE, kind}
        found = {
            "here": odds(self.here.get(kind, 0.0)),
            "anywhere": odds(self.anywhere.get(kind, 0.0)),
            "part": odds(part.said.get(kind, 0.0)),
            "before the next": ahead(self.here, kind),
            "part before the next": ahead(part.said, kind),
            "nobody's": odds(1 - sum(self.here.values())),
            "words": log(len(told) + 1),
            "all words": log(self.words + 1),
            "parts": log(len(self.parts)),
            "asked": float("?" in part.words),
            f"to {self.situation.asked}": 1.0,
        }
        if kind in FINAL:
            found |= {
                "hedged": float(hedged(told, kind)),
                "strange words": log(1 + len(strange_words(told, kind))),
                "against": max(
                    (
                        odds(said)
                        for each in others
                        for other, said in each.said.items()
                        if other not in beside
                    ),
                    default=odds(0),
                ),
                "words beside": log(1 + sum(len(spoken(each.words)) for each in others)),
            }
        return found

    def certainty(self, kind: ActKind, part: Part) -> float:
        """How sure the act is, from 0 to 1."""
        weights = classifier.weights().sureness["final" if kind in FINAL else "other"]
        told = self.evidence(kind, part).items()
        sum_ = weights.get("", 0.0) + sum(weights.get(name, 0.0) * each for name, each in told)
        return round(1 / (1 + exp(-sum_)), 3)


def whole_message(parts: Sequence[Part], situation: Situation) -> WholeMessage:
    """The message as a whole, of these parts."""
    words = " ".join(part.words for part in parts)
    here = meant(classifier.scores(words, situation.asked), situation)
    anywhere = meant(classifier.scores(words), situation)
    return WholeMessage(here, anywhere, parts, len(spoken(words)), situation)


def ahead(said: Mapping[ActKind, float], kind: ActKind) -> float:
    """How far a kind is before the likeliest other, as a logarithm; negative behind it."""
    other = max((each for at, each in said.items() if at is not kind), default=0.0)
    return log((said.get(kind, 0.0) + LEAST) / (other + LEAST))


def odds(probability: float) -> float:
    """The logarithm of the odds of a probability."""
    kept = min(max(probability, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
