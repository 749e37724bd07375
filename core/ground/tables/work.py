"""Work that outlives a process: inputs, messages to deliver, timers, bookmarks, leases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, LargeBinary, String, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK

# what has gone or ended, and has its words still; events for programs name no person, and stay
WORDED = text("state <> 'waiting' AND NOT bare AND door <> 'webhook'")


class Inbox(SQLModel, table=True):
    """A raw input, remembered so that a repeat has no second effect.

    `said` is what the person's words in it were, as heard.
    """

    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index("ix_inbox_received", "received_at"),
    )

    id: UUID = Field(primary_key=True)
    source: str = Field(sa_type=String(40))
    source_id: str
    raw: bytes = Field(default=b"", sa_type=LargeBinary)
    state: str = Field(sa_type=String(12), index=True)
    attempts: int = 0
    outcome: str = ""
    why: str = Field(default="", sa_column_kwargs=BLANK)
    person_id: UUID | None = Field(default=None, index=True)
    said: str = Field(default="", sa_type=Text, sa_column_kwargs=BLANK)
    received_at: datetime


class Outbox(SQLModel, table=True):
    """A message to deliver; `subject` makes putting it twice one message.

    A `bulk` row gives way to answers; without a `message` its words are found when it is its turn.
    `told` is what was said of it from outside since, or why it was given up (`DeliveryNews`).
    `route` is the mail server that took it; since `doubted_at` nobody knows whether that one did.
    `bare` says that its words are gone, as its days were over.
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_outbox_due", "state", "door", "bulk", "due_at"),
        Index("ix_outbox_place", "place", "created_at"),
        Index("ix_outbox_worded", "due_at", sqlite_where=WORDED, postgresql_where=WORDED),
        Index(
            "ix_outbox_waiting",
            "door",
            "created_at",
            sqlite_where=text("state = 'waiting' AND NOT bulk"),
            postgresql_where=text("state = 'waiting' AND NOT bulk"),
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=String(24))
    subject: str
    door: str = Field(sa_type=String(12))
    place: str
    person_id: UUID | None = Field(default=None, index=True)
    claim_id: UUID | None = Field(default=None, index=True)
    claim_ref: str = Field(default="", sa_column_kwargs=BLANK)
    message: str = Field(sa_type=Text)
    state: str = Field(sa_type=String(12))
    bulk: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    due_at: datetime
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    remote_id: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    programme: str = Field(default="", sa_column_kwargs=BLANK)
    told: str = Field(default="", sa_type=String(12), sa_column_kwargs=BLANK)
    told_at: datetime | None = None
    route: str = Field(default="", sa_column_kwargs=BLANK)
    doubted_at: datetime | None = None
    bare: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class HandOver(SQLModel, table=True):
    """How many messages of a door were handed over on a day within so many seconds (`within`: 0 for
    those that never were)."""

    __tablename__ = "hand_over"

    day: date = Field(sa_type=Date, primary_key=True)
    door: str = Field(sa_type=String(12), primary_key=True)
    within: int = Field(primary_key=True)
    count: int


class Timer(SQLModel, table=True):
    """Something due later; it looks at the state again before it acts.

    `ix_timer_first` leaves out the invitations of a campaign (`timers.BULK`).
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_timer_due", "done_at", "due_at"),
        Index(
            "ix_timer_first",
            "due_at",
            "id",
            sqlite_where=text("done_at IS NULL AND kind <> 'invite'"),
            postgresql_where=text("done_at IS NULL AND kind <> 'invite'"),
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=String(24))
    subject: str
    due_at: datetime
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    done_at: datetime | None = None


class Bookmark(SQLModel, table=True):
    """A bookmark of a door: the last mail read, the next update to fetch."""

    __tablename__ = "mark"

    name: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class Lease(SQLModel, table=True):
    """Who alone may poll a source, until when."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime
