"""An act: what a person does with their words, how surely, and the words that it rests on."""

from dataclasses import dataclass

from core.reading.acts.kinds import ActKind

SURE = 0.5  # below it an act is offered, not done


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is meant; `certainty` from 0 to 1, `topic` which question is asked."""

    kind: ActKind
    certainty: float
    words: str
    topic: str = ""

    @property
    def sure(self) -> bool:
        """Whether it is sure enough to be done."""
        return self.certainty >= SURE
