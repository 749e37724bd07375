"""What people asked to be done with their data, and what is not to come back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlmodel import Field, SQLModel

OPEN = text("done_at IS NULL AND undone_at IS NULL")


class Erasure(SQLModel, table=True):
    """That a person's data is to be erased, or was: the row stays as a tombstone and names nobody.

    `keeps_badges`: their badges stay public without a name, else they are revoked. `by_id` is who
    of the staff ordered it, None for the person. Until `due_at` it can be taken back.
    """

    __table_args__ = (
        Index(
            "uq_erasure_open", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(index=True)
    keeps_badges: bool
    by_id: UUID | None = None
    door: str = Field(default="", sa_type=String(12))
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    undone_at: datetime | None = None


class Gone(SQLModel, table=True):
    """What a roster is not to bring back: a digest of the reference of a mission or of a mail
    address, made with a key outside the store."""

    digest: str = Field(primary_key=True, sa_type=String(64))
    gone_at: datetime


class RetentionNotice(SQLModel, table=True):
    """That a person was told what of theirs will be deleted, and whether they pressed « keep »."""

    __tablename__ = "retention_notice"

    what: str = Field(primary_key=True, sa_type=String(24))
    subject: str = Field(primary_key=True)
    told_at: datetime
    kept_at: datetime | None = None
