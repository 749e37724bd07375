"""Cases: what a human of the staff has to see, why badges were missing, what came back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Case(SQLModel, table=True):
    """Something that a human of the staff has to see; `occasion` and `subject` make it one case.

    `cause` is what was diagnosed; `due_at` until when the person was told to expect an answer;
    `said_at` when the person or the staff last said something.
    """

    __tablename__ = "support_case"
    __table_args__ = (
        UniqueConstraint("occasion", "subject"),
        Index("ix_support_case_waiting", "state", "due_at"),
        Index("ix_support_case_opened", "opened_at"),
    )

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    occasion: str = Field(sa_type=String(24))
    subject: str
    programme: str = ""
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    mission_id: UUID | None = Field(default=None, foreign_key="mission.id")
    state: str = Field(sa_type=String(12))
    cause: str = Field(default="", sa_type=String(24), sa_column_kwargs=BLANK)
    why: str = Field(default="", sa_type=Text)
    assignee_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    merged_into_id: UUID | None = Field(default=None, foreign_key="support_case.id")
    opened_at: datetime
    said_at: datetime | None = None
    due_at: datetime | None = None
    escalated_at: datetime | None = None
    closed_at: datetime | None = None


class Entry(SQLModel, table=True):
    """One line of a case's timeline: what was said or done, by whom. Rows are only ever added."""

    __tablename__ = "case_entry"

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="support_case.id", index=True)
    kind: str = Field(sa_type=String(16))
    actor_id: UUID | None = None
    door: str = Field(default="", sa_type=String(12))
    text: str = Field(default="", sa_type=Text)
    at: datetime


class Diagnosed(SQLModel, table=True):
    """Why somebody's badge was missing when they asked, and what was done about it at once."""

    __table_args__ = (Index("ix_diagnosed_at", "at"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = None
    case_id: UUID | None = None
    programme: str = ""
    badge: str = ""
    cause: str = Field(sa_type=String(24))
    cure: str = Field(default="", sa_type=String(24))
    door: str = Field(default="", sa_type=String(12))
    at: datetime


class Bounce(SQLModel, table=True):
    """A mail that came back: from which mail domain, for good or for now; once for each mail."""

    __table_args__ = (
        UniqueConstraint("outbox_id", "hard"),
        Index("ix_bounce_at", "at"),
        Index("ix_bounce_domain", "domain", "at"),
    )

    id: UUID = Field(primary_key=True)
    outbox_id: UUID | None = None
    programme: str = ""
    domain: str
    hard: bool
    why: str = Field(default="", sa_type=Text)
    at: datetime
