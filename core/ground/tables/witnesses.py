"""What other issuers' badges were when they were handed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field, SQLModel

from core.ground.tables.naming import BLANK


class Witness(SQLModel, table=True):
    """A partner's badge that was true when its holder handed it in.

    `badge`, `issuer` and `achievement` are the ids that it names. `note` is our signed word of that
    moment (a JWS by a key of the programme), over the `documents` that the issuer's hosts gave then
    (compressed JSON: text in base64 by URL): with them it can be judged once more when the issuer
    has gone silent. `name` is what the badge is called, `expires_at` its own end; `checked_at` when
    its issuer was last asked again, `revoked_at` since when it is known to be revoked, or true no
    more for another reason.
    """

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    programme: str
    badge: str = Field(index=True)
    issuer: str
    achievement: str
    made_at: datetime
    note: str = Field(sa_type=Text)
    documents: bytes = Field(sa_type=LargeBinary)
    name: str = Field(default="", sa_column_kwargs=BLANK)
    expires_at: datetime | None = None
    checked_at: datetime | None = None
    revoked_at: datetime | None = None
