"""Who opens the managers' pages: sign-ins under way, second factors, sessions, what they change."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class SignIn(SQLModel, table=True):
    """One try to come in, or to show the second factor again within a session (`session_id`).

    `browser` and `link` are SHA-256: of the cookie of the browser that asked, and of the mailed
    link, which works there alone and once (`opened_at`). `mail` is what was typed, until the worker
    has looked for its person. `code` is that of the digits sent to a chat; `tries` counts what was
    typed of any second factor.
    """

    __tablename__ = "sign_in"

    id: UUID = Field(primary_key=True)
    browser: str = Field(sa_type=String(64), index=True)
    mail: str = ""
    language: str = Field(default="", sa_type=String(12))
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    address_id: UUID | None = Field(default=None, foreign_key="address.id")
    session_id: UUID | None = Field(default=None, foreign_key="page_session.id")
    link: str = Field(default="", sa_type=String(64), index=True)
    opened_at: datetime | None = None
    code: str = Field(default="", sa_type=String(64))
    code_until: datetime | None = None
    codes: int = 0
    tries: int = 0
    made_at: datetime = Field(index=True)
    expires_at: datetime
    done_at: datetime | None = None


class SecondFactor(SQLModel, table=True):
    """What shows, beside the mailbox, that a manager is themselves: a chat, or an authenticator.

    Of a chat `address_id` is its address, which must still be the person's; of an authenticator
    `sealed` is its secret under the key outside of the store, and `last_step` the time step of the
    last code that was taken (RFC 6238), so that none is taken twice.
    """

    __tablename__ = "second_factor"

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str = Field(sa_type=String(12))
    address_id: UUID | None = Field(default=None, foreign_key="address.id")
    sealed: str = Field(default="", sa_type=Text)
    last_step: int = 0
    made_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None


class SpareCode(SQLModel, table=True):
    """A code that stands in for a second factor, as its SHA-256.

    `recovery`: one of those that somebody keeps for the day on which their phone is gone, used
    once. `enrolment`: lets its person choose a first second factor; told outside of their mailbox.
    """

    __tablename__ = "spare_code"

    digest: str = Field(primary_key=True, sa_type=String(64))
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str = Field(sa_type=String(12))
    by_id: UUID | None = None
    made_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None


class PageSession(SQLModel, table=True):
    """One browser that is signed in: `digest` is the SHA-256 of its cookie.

    `proved_at` is when a second factor was last shown in it, `agent` what browser it said to be.
    """

    __tablename__ = "page_session"

    id: UUID = Field(primary_key=True)
    digest: str = Field(sa_type=String(64), unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address_id: UUID = Field(foreign_key="address.id")
    agent: str = Field(default="", sa_column_kwargs=BLANK)
    started_at: datetime
    seen_at: datetime
    proved_at: datetime
    ended_at: datetime | None = None


class ChangedSetting(SQLModel, table=True):
    """A value of a programme that was changed on a page: it holds in place of the file's.

    `name` is its path in the file, `delays.undo_minutes`; `value` is JSON.
    """

    __tablename__ = "changed_setting"

    programme: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)
    changed_at: datetime


class StaffChange(SQLModel, table=True):
    """One thing that the staff changed in a programme, as a row that is only ever added.

    `person_id` is whom it is about; `subject` names what else; `before` and `after` are JSON
    without any person's words, null for nothing. `by_id` is who did it, none for a command of the
    operator. Undone, it is named by the row that undid it (`undoes_id`).
    """

    __tablename__ = "staff_change"
    __table_args__ = (Index("ix_staff_change_programme", "programme", "at"),)

    id: UUID = Field(primary_key=True)
    programme: str = ""
    kind: str = Field(sa_type=String(24))
    subject: str = ""
    person_id: UUID | None = Field(default=None, index=True)
    before: str = Field(default="null", sa_type=Text)
    after: str = Field(default="null", sa_type=Text)
    by_id: UUID | None = Field(default=None, index=True)
    door: str = Field(default="", sa_type=String(12))
    undoes_id: UUID | None = Field(default=None, foreign_key="staff_change.id", unique=True)
    at: datetime


class UploadedList(SQLModel, table=True):
    """A list that was sent on a page, kept for a day: it was looked at, and waits for the press
    that brings it in (`written_at`); its refused rows are handed back from it."""

    __tablename__ = "uploaded_list"

    id: UUID = Field(primary_key=True)
    programme: str
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(index=True)
    written_at: datetime | None = None
