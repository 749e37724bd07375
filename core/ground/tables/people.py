"""People: who they are, where to reach them, what they asked not to get."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """Somebody who has an address here."""

    __table_args__ = (Index("ix_person_name", "name"),)

    id: UUID = Field(primary_key=True)
    name: str = ""
    language: str = ""
    created_at: datetime


class Address(SQLModel, table=True):
    """A place to reach a person: `door` is mail, telegram or terminal.

    `proven_at` is when somebody showed that a letter to it had reached them; `confirmed_at` when
    its reader did, by a code or a mail that our server vouches for: a letter can be forwarded, so
    only that lets a badge go elsewhere than here. `preferred_at` is when the person chose it for
    the badges to come.
    """

    __table_args__ = (UniqueConstraint("door", "value"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    door: str = Field(sa_type=String(12))
    value: str
    proven_at: datetime | None = None
    confirmed_at: datetime | None = None
    unreachable_at: datetime | None = None
    last_used_at: datetime | None = None
    preferred_at: datetime | None = None


class Stop(SQLModel, table=True):
    """An address that asked for no more mails of a programme that nobody asked for."""

    address_id: UUID = Field(foreign_key="address.id", primary_key=True)
    programme: str = Field(primary_key=True)
    stopped_at: datetime


class Conversation(SQLModel, table=True):
    """Where a chat stands: the claim it is about and what an unprompted text would answer."""

    door: str = Field(primary_key=True, sa_type=String(12))
    place: str = Field(primary_key=True)
    address_id: UUID = Field(foreign_key="address.id")
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id")
    expecting: str = Field(default="", sa_type=String(24))
    about: str = ""
    updated_at: datetime


class Link(SQLModel, table=True):
    """What made two persons one: a code, a letter or a member of the staff. `guest_id` was merged
    into `host_id`, who is kept.

    `moved` lists what went over (JSON), so that undoing gives each thing back. `by_letter`: only
    the link of a letter was shown, which may have been forwarded; a code sent to that mailbox ends
    that.
    """

    id: UUID = Field(primary_key=True)
    host_id: UUID = Field(foreign_key="person.id", index=True)
    guest_id: UUID = Field(foreign_key="person.id", index=True)
    address_id: UUID | None = Field(default=None, foreign_key="address.id")
    by_id: UUID | None = None
    by_letter: bool = False
    moved: str = Field(default="{}", sa_type=Text)
    made_at: datetime
    undo_until: datetime
    undone_at: datetime | None = None
