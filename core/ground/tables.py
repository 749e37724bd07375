"""The rows of the store, nothing else. Keys are time-ordered UUIDs; no native enums."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Person(SQLModel, table=True):
    """Somebody who has an address here."""

    id: UUID = Field(primary_key=True)
    name: str = ""
    language: str = ""
    created_at: datetime


class Address(SQLModel, table=True):
    """A place to reach a person: `door` is mail, telegram or terminal."""

    __table_args__ = (UniqueConstraint("door", "value"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    door: str = Field(sa_type=String(12))
    value: str
    proven_at: datetime | None = None
    unreachable_at: datetime | None = None
    last_used_at: datetime | None = None


class Role(SQLModel, table=True):
    """What a person may do in a programme: reviewer, support, manager, operator."""

    __table_args__ = (UniqueConstraint("programme", "person_id", "role"),)

    id: UUID = Field(primary_key=True)
    programme: str = Field(index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str = Field(sa_type=String(12))
    organisation: str = ""


class Room(SQLModel, table=True):
    """A group chat where the reviewers of a programme see its claims."""

    id: UUID = Field(primary_key=True)
    programme: str = Field(unique=True)
    door: str = Field(sa_type=String(12))
    place: str
    opened_by: UUID


class Mission(SQLModel, table=True):
    """A roster row: who did what, when and where. For a school or an event, the stay itself."""

    __table_args__ = (UniqueConstraint("programme", "reference"),)

    id: UUID = Field(primary_key=True)
    programme: str
    reference: str
    mail: str = Field(index=True)
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    interrupted: bool = False
    organisation: str = ""
    domain: str = ""
    place: str = ""
    badge: str = ""
    language: str = ""
    imported_at: datetime


class Stop(SQLModel, table=True):
    """An address that asked for no more mails of a programme that nobody asked for."""

    address_id: UUID = Field(foreign_key="address.id", primary_key=True)
    programme: str = Field(primary_key=True)
    stopped_at: datetime


class Claim(SQLModel, table=True):
    """One person asking for one badge; `asked` is the question that the chat stands at."""

    __table_args__ = (
        Index(
            "uq_claim_open",
            "programme",
            "badge",
            "person_id",
            unique=True,
            sqlite_where=text("state NOT IN ('issued', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('issued', 'withdrawn')"),
        ),
    )

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    programme: str
    badge: str
    person_id: UUID = Field(foreign_key="person.id", index=True)
    mission_id: UUID | None = Field(default=None, foreign_key="mission.id", index=True)
    state: str = Field(sa_type=String(12), index=True)
    asked: str = ""
    asks_mail: bool = False
    language: str = ""
    reason: str = Field(default="", sa_type=Text)
    organisation: str = ""
    review_due_at: datetime | None = None
    opened_at: datetime
    updated_at: datetime


class Answer(SQLModel, table=True):
    """What the person answered to one question: as read (`value`) and as said."""

    claim_id: UUID = Field(foreign_key="claim.id", primary_key=True)
    question: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)
    said: str = Field(default="", sa_type=Text)
    source: str = Field(sa_type=String(12))
    wrong: bool = False
    unchecked: str = ""
    answered_at: datetime


class Event(SQLModel, table=True):
    """One thing that happened: who, by which door, why. Rows are only ever added."""

    id: UUID = Field(primary_key=True)
    move: str = Field(sa_type=String(20))
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    person_id: UUID | None = Field(default=None, index=True)
    actor_id: UUID | None = None
    from_state: str = Field(default="", sa_type=String(12))
    to_state: str = Field(default="", sa_type=String(12))
    door: str = Field(default="", sa_type=String(12))
    reason: str = Field(default="", sa_type=Text)
    rules: str = ""
    at: datetime


class Token(SQLModel, table=True):
    """A secret that was sent to somebody, kept only as its SHA-256."""

    id: UUID = Field(primary_key=True)
    digest: str = Field(unique=True)
    purpose: str = Field(sa_type=String(12))
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address_id: UUID | None = None
    claim_id: UUID | None = Field(default=None, index=True)
    expires_at: datetime
    used_at: datetime | None = None
    tries: int = 0


class Badge(SQLModel, table=True):
    """An issued credential: the exact signed bytes, for ever."""

    __table_args__ = (
        UniqueConstraint("programme", "status_index"),
        Index(
            "uq_badge_held",
            "programme",
            "badge",
            "person_id",
            "organisation",
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


class Document(SQLModel, table=True):
    """A hosted document, written at issue and never changed: bytes under a URL path."""

    path: str = Field(primary_key=True)
    body: bytes = Field(sa_type=LargeBinary)
    content_type: str
    created_at: datetime


class Inbox(SQLModel, table=True):
    """A raw input, remembered so that a repeat has no second effect."""

    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: UUID = Field(primary_key=True)
    source: str = Field(sa_type=String(40))
    source_id: str
    raw: bytes = Field(default=b"", sa_type=LargeBinary)
    state: str = Field(sa_type=String(12), index=True)
    attempts: int = 0
    outcome: str = ""
    why: str = Field(default="", sa_column_kwargs={"server_default": ""})
    received_at: datetime


class Outbox(SQLModel, table=True):
    """A message to deliver; `subject` makes putting it twice one message.

    A `bulk` row gives way to answers; without a `message` its words are found when it is its turn.
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_outbox_due", "state", "door", "bulk", "due_at"),
        Index("ix_outbox_place", "place", "created_at"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=String(24))
    subject: str
    door: str = Field(sa_type=String(12))
    place: str
    person_id: UUID | None = Field(default=None, index=True)
    claim_id: UUID | None = Field(default=None, index=True)
    message: str = Field(sa_type=Text)
    state: str = Field(sa_type=String(12))
    bulk: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    due_at: datetime
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    remote_id: str = ""
    created_at: datetime
    sent_at: datetime | None = None


class Case(SQLModel, table=True):
    """Something that a human of the staff has to see; `cause` and `subject` make it one case."""

    __tablename__ = "support_case"
    __table_args__ = (UniqueConstraint("cause", "subject"),)

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    cause: str = Field(sa_type=String(24))
    subject: str
    programme: str = ""
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    state: str = Field(sa_type=String(12), index=True)
    why: str = Field(default="", sa_type=Text)
    opened_at: datetime
    closed_at: datetime | None = None


class Timer(SQLModel, table=True):
    """Something due later; it looks at the state again before it acts."""

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_timer_due", "done_at", "due_at"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=String(24))
    subject: str
    due_at: datetime
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    done_at: datetime | None = None


class Conversation(SQLModel, table=True):
    """Where a chat stands: the claim it is about and what an unprompted text would answer."""

    door: str = Field(primary_key=True, sa_type=String(12))
    place: str = Field(primary_key=True)
    address_id: UUID = Field(foreign_key="address.id")
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id")
    expecting: str = Field(default="", sa_type=String(24))
    about: str = ""
    updated_at: datetime


class Mark(SQLModel, table=True):
    """A bookmark of a door: the last mail read, the next update to fetch."""

    name: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class Lease(SQLModel, table=True):
    """Who alone may poll a source, until when."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime
