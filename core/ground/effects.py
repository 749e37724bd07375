"""What one input caused: the record that a turn fills and `cocarde receive --json` prints."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.ground.tables import Outbox


class Outcome(StrEnum):
    """What became of an input, in the one word of the contract (`receive … --json`)."""

    CLAIM_RECORDED = "claim_recorded"
    DECIDED = "decided"
    VOTED = "voted"
    NEEDS_CONFIRMATION = "needs_confirmation"
    ASKED = "asked"
    REJECTED = "rejected"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    BOUNCE_HARD = "bounce_hard"
    BOUNCE_SOFT = "bounce_soft"
    COMPLAINT = "complaint"
    DELIVERED = "delivered"
    CASE = "case"
    BADGE_JUDGED = "badge_judged"


@dataclass(frozen=True, slots=True)
class PutRow:
    """A row that was put into the outbox: its key, what it is, and the reference of its claim."""

    row: UUID
    door: str
    kind: str
    claim: str = ""


@dataclass(slots=True)
class Effects:
    """What one turn caused, filled while it runs and told only after it was committed."""

    outcome: Outcome = Outcome.IGNORED
    why: str = ""
    new_text: str | None = None
    reading: list[dict[str, Any]] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    authentication: dict[str, Any] = field(default_factory=dict)
    moves: list[dict[str, str]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    outbox: list[dict[str, str]] = field(default_factory=list)
    decisions: list[dict[str, str]] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    diagnoses: list[dict[str, str]] = field(default_factory=list)
    approved: list[str] = field(default_factory=list)
    revocations: list[str] = field(default_factory=list)  # those to be carried out at once
    revoked: list[str] = field(default_factory=list)
    taken: list[Outbox] = field(default_factory=list)
    put: list[PutRow] = field(default_factory=list)  # told to the log, in no shape of the contract
    toast: str = ""  # said at once to who pressed, who has to close it where it is an `alert`
    alert: bool = False

    def conclude(self, outcome: Outcome, why: str = "") -> None:
        """Name the outcome, and in a few words why."""
        self.outcome, self.why = outcome, why or self.why

    def joined(self, later: "Effects") -> "Effects":
        """These effects and those of a turn that followed from them."""
        self.moves += later.moves
        self.replies += later.replies
        self.outbox += later.outbox
        self.badges += later.badges
        self.revoked += later.revoked
        self.taken += later.taken
        return self

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract (`receive … --json`)."""
        shown = {
            "outcome": str(self.outcome),
            "acts": self.acts,
            "answers": self.answers,
            "problems": self.problems,
            "authentication": self.authentication,
            "moves": self.moves,
            "replies": self.replies,
            "outbox": self.outbox,
            "decisions": self.decisions,
            "badges": self.badges,
            "revoked": self.revoked,
            "diagnoses": self.diagnoses,
            "why": self.why,
        }
        if self.toast:
            shown["toast"] = self.toast
        if self.new_text is None:
            return shown
        return {**shown, "new_text": self.new_text, "reading": self.reading}
