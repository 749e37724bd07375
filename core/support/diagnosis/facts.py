"""What is known of one person whose badge is missing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from core.claims.claim_form import ClaimForm
from core.ground.message_kinds import MessageKind
from core.ground.tables import (
    Address,
    Badge,
    Claim,
    Event,
    Mission,
    Person,
    Timer,
)

HERE = "here:"


class SentRow(NamedTuple):
    """What the outbox knows of an invitation, or of the message that a badge travelled in."""

    id: UUID
    kind: str
    subject: str
    door: str
    place: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    error: str
    claim_id: UUID | None
    created_at: datetime
    told: str
    told_at: datetime | None
    doubted_at: datetime | None
    attempts: int
    bulk: bool


class SaidRow(NamedTuple):
    """Something that the person said, and what became of it."""

    source: str
    received_at: datetime
    state: str
    outcome: str
    why: str
    said: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that is known of one person whose badge is missing. `here` is where they speak from, else
    where they were last heard."""

    person: Person
    here: Address | None
    addresses: list[Address]
    claims: list[Claim]
    badges: list[Badge]
    missions: list[Mission]
    sheets: dict[UUID, ClaimForm] = field(default_factory=dict)
    put: list[SentRow] = field(default_factory=list)
    timers: dict[UUID, Timer] = field(default_factory=dict)
    stopped: dict[str, datetime] = field(default_factory=dict)
    heard: list[SaidRow] = field(default_factory=list)
    withdrawn: dict[UUID, Event] = field(default_factory=dict)
    seated: dict[UUID, list[str]] = field(default_factory=dict)

    def place(self, row: SentRow) -> str:
        """`here:<address>` for a message to where the person speaks from, else
        `<door>:<address>`."""
        here = self.here
        spoken_from = here is not None and (here.door, here.value) == (row.door, row.place)
        return f"{HERE if spoken_from else f'{row.door}:'}{row.place}"

    def invitations(self, claim: Claim | None, mission: Mission | None) -> list[SentRow]:
        """The rows of the invitation to this mission, and of the same mail sent again elsewhere."""
        subject, claim_id = str(mission.id) if mission else "", claim.id if claim else None
        return [
            row
            for row in self.put
            if row.kind == MessageKind.INVITATION
            and (row.subject == subject or (claim_id is not None and row.claim_id == claim_id))
        ]

    def carried(self, badge: Badge) -> list[SentRow]:
        """The messages that a badge travelled in."""
        return [
            row
            for row in self.put
            if row.kind == MessageKind.BADGE and row.subject.partition(">")[0] == badge.id
        ]

    def mission_of(self, claim: Claim) -> Mission | None:
        """The mission that a claim began with, else the latest one for its badge."""
        for mission in self.missions:
            if mission.id == claim.mission_id:
                return mission
        fitting = (each for each in self.missions if each.programme == claim.programme)
        return next((each for each in fitting if each.badge in ("", claim.badge)), None)
