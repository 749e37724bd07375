"""Badges, and the documents that they point to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Badge(SQLModel, table=True):
    """An issued credential: the exact signed bytes, for ever.

    `renews` is the id of the badge of the same class whose time ended, or was about to.
    A claim has one badge that nothing has replaced; `replaced_by` is the id of the one that did.
    `issuer` is the slug of an organisation that issued it in its own name, empty for the programme.
    """

    __table_args__ = (
        UniqueConstraint("programme", "status_index"),
        UniqueConstraint("claim_id", "replaced_by"),
        Index("ix_badge_issued", "issued_at"),
        Index("ix_badge_renews", "renews"),
        Index(
            "uq_badge_held",
            "programme",
            "badge",
            "person_id",
            "organisation",
            "renews",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: str = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address_id: UUID = Field(foreign_key="address.id")
    programme: str
    badge: str
    competence: str = ""
    level: int | None = None
    organisation: str = ""
    language: str
    name: str
    issued_at: datetime
    status_index: int
    artwork: str
    credential: bytes = Field(sa_type=LargeBinary)
    assertion: bytes = Field(sa_type=LargeBinary)
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    expires_at: datetime | None = None
    renews: str = Field(default="", sa_column_kwargs=BLANK)
    replaced_by: str = Field(default="", sa_column_kwargs=BLANK)
    issuer: str = Field(default="", sa_column_kwargs=BLANK)


class Revocation(SQLModel, table=True):
    """A badge that is to be revoked: who wants it, why, and how far it is.

    With a `new_name` another badge, which bears that name, takes its place.

    `asked_by_id` is its holder, where they asked; `by_id` who of the staff ordered it, `second_id`
    who agreed where two must. One at a time is open for a badge.
    """

    __table_args__ = (
        Index(
            "uq_revocation_open",
            "badge_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    badge_id: str = Field(foreign_key="badge.id", index=True)
    case_id: UUID | None = Field(default=None, foreign_key="support_case.id", index=True)
    new_name: str = ""
    reason: str = Field(default="", sa_type=Text)
    state: str = Field(sa_type=String(12))
    asked_by_id: UUID | None = None
    by_id: UUID | None = None
    second_id: UUID | None = None
    door: str = Field(default="", sa_type=String(12))
    asked_at: datetime
    due_at: datetime | None = None
    closed_at: datetime | None = None


class IssuedElsewhere(SQLModel, table=True):
    """Where a badge is that another issuer's service gave in our place: its row in `badge` has no
    credential of ours.

    `event_id` and `recipient` are by what that service finds it, to revoke it; `assertion_url` is
    its public document, `receive_url` where its holder takes it.
    """

    __tablename__ = "issued_elsewhere"

    badge_id: str = Field(foreign_key="badge.id", primary_key=True)
    client: str
    event_id: str = Field(index=True)
    recipient: str
    assertion_url: str = ""
    receive_url: str = ""


class Document(SQLModel, table=True):
    """A hosted document, written at issue and never changed: bytes under a URL path."""

    path: str = Field(primary_key=True)
    body: bytes = Field(sa_type=LargeBinary)
    content_type: str
    created_at: datetime
