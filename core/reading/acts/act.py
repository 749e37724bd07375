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

    def as_json(self) -> dict[str, str | float]:
        """The act as the contract prints it; its topic only where it has one."""
        told = {"kind": self.kind.value, "certainty": self.certainty, "words": self.words}
        return {**told, "topic": self.topic} if self.topic else told

    @property
    def sure(self) -> bool:
        """Whether it is sure enough to be done."""
        return self.certainty >= SURE
