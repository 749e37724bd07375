"""Rosters, claims, and what happened to them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Mission(SQLModel, table=True):
    """A roster row: who did what, when and where. For a school or an event, the stay itself.

    `name_key` and `days_key` find it again by what somebody says of it (`roster.search_keys`);
    `mail_was` is the roster's address where staff gave it another (`support.mission_address`).
    """

    __table_args__ = (
        UniqueConstraint("programme", "reference"),
        Index("ix_mission_named", "programme", "name_key"),
        Index("ix_mission_dated", "programme", "days_key"),
        Index("ix_mission_ended", "ends_on"),
    )

    id: UUID = Field(primary_key=True)
    programme: str
    reference: str
    mail: str = Field(index=True)
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    interrupted: bool = False
    organisation: str = ""
    domain: str = ""
    place: str = ""
    badge: str = ""
    language: str = ""
    name_key: str = Field(default="", sa_column_kwargs=BLANK)
    days_key: str = Field(default="", sa_column_kwargs=BLANK)
    mail_was: str = Field(default="", sa_column_kwargs=BLANK)
    imported_at: datetime


class Claim(SQLModel, table=True):
    """One person asking for one badge; `asked` is the question that the chat stands at.

    `review_due_at`: until when reviewers have their time; `promised_at`: until when its person was
    told that an answer comes (`claims.promise`).
    """

    __table_args__ = (
        Index("ix_claim_opened", "opened_at"),
        Index("ix_claim_rested", "state", "updated_at"),
        Index(
            "uq_claim_open",
            "programme",
            "badge",
            "person_id",
            unique=True,
            sqlite_where=text("state NOT IN ('issued', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('issued', 'withdrawn')"),
        ),
    )

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    programme: str
    badge: str
    person_id: UUID = Field(foreign_key="person.id", index=True)
    mission_id: UUID | None = Field(default=None, foreign_key="mission.id", index=True)
    state: str = Field(sa_type=String(12), index=True)
    asked: str = ""
    asks_mail: bool = False
    language: str = ""
    reason: str = Field(default="", sa_type=Text)
    organisation: str = ""
    review_due_at: datetime | None = None
    promised_at: datetime | None = None
    opened_at: datetime
    updated_at: datetime


class Answer(SQLModel, table=True):
    """What the person answered to one question: as read (`value`) and as said.

    `before` is what stood there when a reviewer last sent the claim back. `ix_answer_short` finds
    who gave the code of an event (`claims.eligibility`).
    """

    __table_args__ = (
        Index(
            "ix_answer_short",
            "value",
            sqlite_where=text("length(value) <= 12"),
            postgresql_where=text("length(value) <= 12"),
        ),
    )

    claim_id: UUID = Field(foreign_key="claim.id", primary_key=True)
    question: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)
    said: str = Field(default="", sa_type=Text)
    source: str = Field(sa_type=String(12))
    wrong: bool = False
    unchecked: str = ""
    before: str | None = Field(default=None, sa_type=Text)
    answered_at: datetime


class EvidenceFile(SQLModel, table=True):
    """A file that answers a question of a claim, as it is kept: private, never part of a badge.

    `digest` is the SHA-256 of `content`, by which the answer names it (`ground.sent_files`).
    """

    __tablename__ = "evidence_file"

    claim_id: UUID = Field(foreign_key="claim.id", primary_key=True)
    digest: str = Field(sa_type=String(64), primary_key=True)
    question: str
    kind: str = Field(sa_type=String(40))
    content: bytes = Field(sa_type=LargeBinary)
    received_at: datetime


class Assignment(SQLModel, table=True):
    """Who has a claim before them, and what they have said of it, in this round of review.

    `stands_in_for` is the one who was away or silent; `advises` the one who asked for this
    second opinion and decides.
    """

    __tablename__ = "seat"

    __table_args__ = (
        Index("ix_seat_given", "person_id", "given_at"),
        Index("ix_seat_said", "person_id", "said_at"),
        Index(
            "ix_seat_waiting",
            "person_id",
            sqlite_where=text("verdict = ''"),
            postgresql_where=text("verdict = ''"),
        ),
    )

    claim_id: UUID = Field(foreign_key="claim.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    stands_in_for: UUID | None = None
    advises: UUID | None = None
    given_at: datetime
    reminded_at: datetime | None = None
    verdict: str = Field(default="", sa_type=String(12))
    reason: str = Field(default="", sa_type=Text)
    wrong: str = ""
    door: str = Field(default="", sa_type=String(12))
    said_at: datetime | None = None


class Token(SQLModel, table=True):
    """A secret that was sent to somebody, kept only as its SHA-256.

    `about_id` is the case, the link or the person that it is for, where it is not for a claim;
    `programme` is the one whose part of that it opens, empty where it opens all.
    """

    id: UUID = Field(primary_key=True)
    digest: str = Field(unique=True)
    purpose: str = Field(sa_type=String(12))
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address_id: UUID | None = Field(default=None, index=True)
    claim_id: UUID | None = Field(default=None, index=True)
    about_id: UUID | None = None
    programme: str = Field(default="", sa_column_kwargs=BLANK)
    expires_at: datetime
    used_at: datetime | None = None
    tries: int = 0
