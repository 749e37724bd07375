"""Why a badge is missing: one cause, what mends it, and what shows that it is so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.ground.tables import Badge, Claim, Mission


class Cause(StrEnum):
    """Why a badge is missing; the causes stand in the order of a claim's way."""

    NOT_ENDED = "not_ended"
    TOO_SHORT = "too_short"
    INTERRUPTED = "interrupted"
    NOT_ON_ROSTER = "not_on_roster"
    INVITATION_DUE = "invitation_due"
    INVITATION_BOUNCED = "invitation_bounced"
    UNANSWERED = "unanswered"
    NOT_UNDERSTOOD = "not_understood"
    ABANDONED = "abandoned"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    REFUSED = "refused"
    PREPARING = "preparing"
    BADGE_BOUNCED = "badge_bounced"
    ISSUED_HERE = "issued_here"
    ISSUED_ELSEWHERE = "issued_elsewhere"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Cure(StrEnum):
    """What mends a cause; each is done at most once for one asking."""

    NONE = ""
    SEND_AGAIN = "send_again"  # the badge, once more
    INVITE = "invite"  # the invitation that is due, or came back, as a claim opened here and now
    RESUME = "resume"  # the claim goes on where it stands, with a fresh link by mail
    RECLAIM = "reclaim"  # a refused or returned claim is opened again
    ISSUE = "issue"  # an approved claim whose badge is late
    REMIND = "remind"  # the reviewer is reminded of an overdue claim
    MATCH = "match"  # name, days and place are asked for, and looked for on the roster
    HUMAN = "human"  # a case for the staff, with this diagnosis


HELD = frozenset({Cause.ISSUED_HERE, Cause.ISSUED_ELSEWHERE, Cause.REVOKED})
NOTHING_KNOWN = frozenset({Cause.NOT_ON_ROSTER, Cause.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that shows a cause: its word (of `proof`), moments in UTC, and what it says."""

    told: str
    values: Mapping[str, str | datetime]
    quoted: str = ""

    def __str__(self) -> str:
        """The fact for a script: « claim · ab12cd34 · draft · 2026-11-16 09:00 »."""
        parts = (
            f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
            for value in self.values.values()
        )
        return " · ".join(filter(None, (self.told.removeprefix("proof."), *parts, self.quoted)))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One cause for one badge of one programme, with the rows that prove it.

    `values` are what the sentence tells, as the store has it (ISO 8601); `variant` the ending of
    its word where a cause has several; `at` when it came to this; `proof` are the rows
    that staff are shown.
    """

    cause: Cause
    cure: Cure
    programme: str
    badge: str = ""
    claim: Claim | None = None
    mission: Mission | None = None
    held: Badge | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    proof: tuple[Fact, ...] = ()
    variant: str = ""
    at: datetime | None = None
