"""The staff: what they may do, when they are away, where they see what waits."""

from datetime import date
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Role(SQLModel, table=True):
    """What a person may do in a programme: reviewer, support, manager, operator.

    The lists (`a,b`) narrow which claims come to a reviewer; an empty one narrows nothing.
    """

    __table_args__ = (UniqueConstraint("programme", "person_id", "role"),)

    id: UUID = Field(primary_key=True)
    programme: str = Field(index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str = Field(sa_type=String(12))
    organisation: str = ""
    badges: str = Field(default="", sa_column_kwargs=BLANK)
    levels: str = Field(default="", sa_column_kwargs=BLANK)
    campuses: str = Field(default="", sa_column_kwargs=BLANK)
    languages: str = Field(default="", sa_column_kwargs=BLANK)


class StaffGroup(SQLModel, table=True):
    """A group chat of the staff of a programme: `what` comes there is review or support."""

    __tablename__ = "room"

    __table_args__ = (UniqueConstraint("programme", "what"),)

    id: UUID = Field(primary_key=True)
    programme: str
    what: str = Field(
        default="review", sa_type=String(12), sa_column_kwargs={"server_default": "review"}
    )
    door: str = Field(sa_type=String(12))
    place: str
    opened_by: UUID


class Absence(SQLModel, table=True):
    """Days on which a member of the staff is away, the last one included, and who stands in."""

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    deputy_id: UUID | None = Field(default=None, foreign_key="person.id")
