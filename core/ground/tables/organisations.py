"""The organisations that joined a programme, and which of their badges count in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class JoinedOrganisation(SQLModel, table=True):
    """An organisation that joined a programme; those of the programme's file have no row.

    `slug` is its own within the programme; `aliases` are other names of it, `issuers` the ids that
    its badges from elsewhere name (a profile's URL, a `did:web`, a `did:key`) and `hosts` those of
    its documents where they are others: a line each. `left_at`: since when nothing new of it
    counts.
    """

    __tablename__ = "joined_organisation"
    __table_args__ = (UniqueConstraint("programme", "slug"),)

    id: UUID = Field(primary_key=True)
    programme: str
    slug: str
    name: str
    url: str = ""
    mail: str = ""
    aliases: str = Field(default="", sa_type=Text)
    issuers: str = Field(default="", sa_type=Text)
    hosts: str = Field(default="", sa_type=Text)
    joined_at: datetime
    joined_by: UUID | None = None
    left_at: datetime | None = None


class CountedClass(SQLModel, table=True):
    """A badge class of an organisation, by the id that its badges name, and what it counts for."""

    __tablename__ = "counted_class"

    organisation_id: UUID = Field(foreign_key="joined_organisation.id", primary_key=True)
    achievement: str = Field(primary_key=True)
    name: str = ""
    competence: str
    level: int
