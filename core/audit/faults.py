"""What can be wrong with the events that are kept, and all that a look at them found."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.audit.anchor import Head


class Fault(StrEnum):
    """In what an event, a seal or a text of rules is not as it was written."""

    CHANGED = "changed"  # an event is another one
    MISSING = "missing"  # an event that its seal holds is gone
    ADDED = "added"  # an event that no seal holds, or that nobody here wrote
    WORDS_CHANGED = "words_changed"  # its words are others, and no erasure explains it
    SEAL_CHANGED = "seal_changed"
    SEAL_MISSING = "seal_missing"
    SEAL_FORGED = "seal_forged"  # it is whole, and was not made with our key
    CUT_OFF = "cut_off"  # the chain is shorter than it once was
    REWRITTEN = "rewritten"  # the chain is another one than it once was
    OUT_OF_STEP = "out_of_step"  # a claim stands elsewhere than its last event says
    RULES_CHANGED = "rules_changed"
    RULES_MISSING = "rules_missing"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not as it was written: `event` and `seal` say where; `about` is the claim,
    or what else helps to find it."""

    fault: Fault
    seal: int | None = None
    event: UUID | None = None
    about: str = ""

    def as_json(self) -> dict[str, Any]:
        """The discrepancy for programs."""
        event = str(self.event) if self.event else None
        return {"fault": self.fault, "seal": self.seal, "event": event, "about": self.about}


@dataclass(slots=True)
class Verified:
    """What a look at all events found: how much there was, what is wrong, the head of the chain.

    `waiting` are events that have no seal yet; `unmarked` seals whose key is not here.
    """

    head: Head
    seals: int = 0
    events: int = 0
    waiting: int = 0
    unmarked: int = 0
    wrong: list[Discrepancy] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    def add(
        self, fault: Fault, seal: int | None = None, event: UUID | None = None, about: str = ""
    ) -> None:
        """Note one thing that is wrong."""
        self.wrong.append(Discrepancy(fault, seal, event, about))
