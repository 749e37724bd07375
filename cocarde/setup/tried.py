"""What became of each answer of setup."""

from dataclasses import dataclass
from enum import StrEnum

from core.ground.findings import Finding, Weight


class AnswerState(StrEnum):
    """How an answer stands: it works, it is kept though it failed, it failed and is not written, it
    was not given, or it was left out on purpose."""

    WORKS = "works"
    KEPT = "kept"
    FAILED = "failed"
    MISSING = "missing"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer by its name, how it stands and what was found on trying it."""

    name: str
    state: AnswerState
    findings: tuple[Finding, ...] = ()

    def as_dict(self, language: str) -> dict[str, object]:
        """The outcome as programs read it."""
        found = [each.as_dict(language) for each in self.findings]
        return {"name": self.name, "state": self.state, "findings": found}


def fails(findings: tuple[Finding, ...]) -> bool:
    """Whether something found keeps the answer from working."""
    return any(each.weight is Weight.WRONG for each in findings)
