"""What watchers look at: processes at work, certificates, counts; and what people thought of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Running(SQLModel, table=True):
    """A process at work: which parts it runs, and when it last said so by its own clock.
    `host`: its machine and number as people know them.

    `clock_ahead`: seconds that its clock was ahead of the database's. `troubles`: what it cannot
    do, as JSON: part → [last error, since].
    """

    __tablename__ = "running"

    holder: str = Field(primary_key=True)
    host: str
    parts: str
    beat_at: datetime
    clock_ahead: float = 0.0
    troubles: str = Field(default="", sa_type=Text)


class Certificate(SQLModel, table=True):
    """Until when the certificate of a server of ours is valid, as it was seen last; `error`: why
    it could not be seen, or is not believed."""

    place: str = Field(primary_key=True)
    what: str = Field(sa_type=String(12))
    ends_at: datetime | None = None
    error: str = ""
    looked_at: datetime


class Tally(SQLModel, table=True):
    """How often something happened, by all processes since the first; `labels` are JSON."""

    name: str = Field(primary_key=True)
    labels: str = Field(primary_key=True)
    count: float = 0.0


class Rating(SQLModel, table=True):
    """What somebody thought of it, in one press: after a badge (`about_id`: its claim) or a case.

    `said` is 3 for good, 2 for so-so, 1 for bad, nothing until they answer.
    """

    __table_args__ = (
        UniqueConstraint("about_id"),
        Index("ix_rating_asked", "asked_at"),
        Index("ix_rating_person", "person_id", "asked_at"),
    )

    id: UUID = Field(primary_key=True)
    about: str = Field(sa_type=String(8))
    about_id: UUID
    programme: str
    person_id: UUID | None = None
    door: str = Field(sa_type=String(12))
    asked_at: datetime
    said: int | None = None
    said_at: datetime | None = None
