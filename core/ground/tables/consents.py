"""What people agreed to show of theirs to others."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlmodel import Field, SQLModel


class Consent(SQLModel, table=True):
    """What a person agreed to show: their badges on a page, or themselves in a programme's feed.

    `words` are those that they said yes to. `address` is where it stands: the end of the page's
    address, or the id in the feed. `name` is what it shows as theirs, empty for no name; `public`
    says that its address may be guessed. A change is another row, so that each says what held from
    `given_at` until `withdrawn_at`.
    """

    __table_args__ = (
        Index("ix_consent_given", "what", "programme", "given_at"),
        Index(
            "uq_consent_open",
            "what",
            "address",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    what: str = Field(sa_type=String(12))
    programme: str = ""
    address: str
    name: str = ""
    public: bool = False
    words: str = Field(sa_type=Text)
    door: str = Field(sa_type=String(12))
    given_at: datetime
    withdrawn_at: datetime | None = None
