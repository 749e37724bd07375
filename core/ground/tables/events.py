"""What happened, as rows that are only ever added, and the seals that show it was so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text, false, text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Event(SQLModel, table=True):
    """One thing that happened: who, by which door, why. `ground.rows.events` alone writes them.

    `subject` is what else it is about: the id of a badge, the name of a role, an issuer's key.
    Of a claim that was decided, `version` is that of its rules (`RuleVersion`), `rules` what each
    said, and `answers` a digest of each answer (JSON).

    `words` is the digest of `reason`; where either is told, both kinds of digest are made with
    `salt`, which an erasure destroys together with the reason: nobody can then find out by trying
    what was said. `mark` is made from all the rest with a key outside the store; `seal` is the
    number of the seal that holds the row: None before it is sealed, 0 where it was there before
    seals were.
    """

    __table_args__ = (
        Index("ix_event_seal", "seal", "id"),
        Index(
            "ix_event_answered",
            "at",
            sqlite_where=text("move IN ('approve', 'refuse', 'return')"),
            postgresql_where=text("move IN ('approve', 'refuse', 'return')"),
        ),
    )

    id: UUID = Field(primary_key=True)
    move: str = Field(sa_type=String(20))
    claim_id: UUID | None = Field(default=None, index=True)
    person_id: UUID | None = Field(default=None, index=True)
    actor_id: UUID | None = None
    from_state: str = Field(default="", sa_type=String(12))
    to_state: str = Field(default="", sa_type=String(12))
    door: str = Field(default="", sa_type=String(12))
    reason: str = Field(default="", sa_type=Text)
    rules: str = ""
    at: datetime
    programme: str = Field(default="", sa_column_kwargs=BLANK)
    subject: str = Field(default="", sa_column_kwargs=BLANK)
    version: str = Field(default="", sa_type=String(32), sa_column_kwargs=BLANK)
    answers: str = Field(default="", sa_type=Text, sa_column_kwargs=BLANK)
    words: str = Field(default="", sa_type=String(64), sa_column_kwargs=BLANK)
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    mark: bytes | None = Field(default=None, sa_type=LargeBinary)
    seal: int | None = None


class Seal(SQLModel, table=True):
    """A batch of events put under one digest, which holds that of the seal before.

    `leaves` is the key and the digest of each event, 48 bytes a row, in the order of the keys.
    `found` says that these rows were there before seals were. `mark` is made from `digest` with
    the key named by `key`, which lies outside the store.
    """

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    previous: str = Field(sa_type=String(64))
    digest: str = Field(sa_type=String(64))
    leaves: bytes = Field(sa_type=LargeBinary)
    found: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    key: str = Field(default="", sa_type=String(16))
    mark: bytes = Field(sa_type=LargeBinary)
    at: datetime


class RuleVersion(SQLModel, table=True):
    """What was once asked and demanded for a badge: questions, rules and who decides (JSON), by the
    digest of that text. Badges that share a form may share a version."""

    __tablename__ = "rule_version"

    id: str = Field(primary_key=True, sa_type=String(32))
    programme: str
    badge: str
    text: str = Field(sa_type=Text)
    seen_at: datetime
