"""Badges, and the documents that they point to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Badge(SQLModel, table=True):
    """An issued credential: the exact signed bytes, for ever.

    `renews` is the id of the badge of the same class whose time ended, or was about to.
    """

    __table_args__ = (
        UniqueConstraint("programme", "status_index"),
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
    claim_id: UUID = Field(foreign_key="claim.id", unique=True)
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
