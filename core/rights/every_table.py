"""Every table of the store: what of it is about a person, and what an erasure does with it.

A table that is missing here fails a test: nobody adds one and forgets whose it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, false
from sqlmodel import SQLModel, col, or_, select

from core.ground import tables as t
from core.ground.world import Turn
from core.rights.belongings import Belongings


class ErasureFate(StrEnum):
    """What becomes of the rows of a table that are about a person."""

    DELETED = "deleted"
    BLANKED = "blanked"  # the row stays with its keys, and says nothing of anybody
    KEPT = "kept"  # keys and moments only
    NOBODY = "nobody"  # holds nothing about those who ask for badges


Which = Callable[[Belongings], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class TableFate:
    """One table: which of its rows are somebody's, what becomes of them, and which columns are
    secrets that are not handed out."""

    table: type[SQLModel]
    fate: ErasureFate
    which: Which
    hidden: tuple[str, ...] = ()


def no_row(_: Belongings) -> ColumnElement[bool]:
    """No row at all."""
    return false()


def within(column: Any, keys: str) -> Which:
    """The rows whose column is one of these keys of a person's."""
    return lambda own: col(column).in_(getattr(own, keys))


def touching(*pairs: tuple[Any, str]) -> Which:
    """The rows of which any of these columns is one of these keys."""
    return lambda own: or_(*(within(column, keys)(own) for column, keys in pairs))


def by_subject(own: Belongings) -> tuple[str, ...]:
    """The keys of a person as text, as timers and notices name what they are about."""
    return tuple(map(str, (*own.claims, *own.mission_ids, *own.persons, *own.cases)))


def entries(own: Belongings) -> ColumnElement[bool]:
    return col(t.Entry.case_id).in_(own.cases) | col(t.Entry.actor_id).in_(own.persons)


EVERY_TABLE: tuple[TableFate, ...] = (
    TableFate(t.Person, ErasureFate.BLANKED, within(t.Person.id, "persons")),
    TableFate(t.Address, ErasureFate.BLANKED, within(t.Address.person_id, "persons")),
    TableFate(t.Claim, ErasureFate.BLANKED, within(t.Claim.id, "claims")),
    TableFate(t.Answer, ErasureFate.DELETED, within(t.Answer.claim_id, "claims")),
    TableFate(t.EvidenceFile, ErasureFate.DELETED, within(t.EvidenceFile.claim_id, "claims"),
              ("content",)),
    TableFate(t.Assignment, ErasureFate.BLANKED,
              touching((t.Assignment.claim_id, "claims"), (t.Assignment.person_id, "persons"))),
    TableFate(t.Badge, ErasureFate.BLANKED, within(t.Badge.id, "badges")),
    TableFate(t.Revocation, ErasureFate.BLANKED, within(t.Revocation.badge_id, "badges")),
    TableFate(t.IssuedElsewhere, ErasureFate.BLANKED, within(t.IssuedElsewhere.badge_id, "badges")),
    TableFate(t.Witness, ErasureFate.DELETED, within(t.Witness.person_id, "persons")),
    TableFate(t.Mission, ErasureFate.DELETED, within(t.Mission.id, "mission_ids")),
    TableFate(t.Case, ErasureFate.BLANKED, within(t.Case.id, "cases")),
    TableFate(t.Entry, ErasureFate.BLANKED, entries),
    TableFate(t.Diagnosed, ErasureFate.BLANKED, within(t.Diagnosed.person_id, "persons")),
    TableFate(t.Bounce, ErasureFate.BLANKED, within(t.Bounce.outbox_id, "messages")),
    TableFate(t.Rating, ErasureFate.BLANKED, within(t.Rating.person_id, "persons")),
    TableFate(t.Consent, ErasureFate.BLANKED, within(t.Consent.person_id, "persons")),
    TableFate(t.Stop, ErasureFate.DELETED, within(t.Stop.address_id, "address_ids")),
    TableFate(t.Conversation, ErasureFate.DELETED,
              within(t.Conversation.address_id, "address_ids")),
    TableFate(t.Link, ErasureFate.BLANKED, within(t.Link.id, "links")),
    TableFate(t.Token, ErasureFate.DELETED, touching(
        (t.Token.person_id, "persons"), (t.Token.claim_id, "claims"),
        (t.Token.address_id, "address_ids"), (t.Token.about_id, "persons")), ("digest",)),
    TableFate(t.Inbox, ErasureFate.BLANKED, within(t.Inbox.person_id, "persons"), ("raw",)),
    TableFate(t.Outbox, ErasureFate.DELETED, within(t.Outbox.id, "messages")),
    TableFate(t.Timer, ErasureFate.DELETED, lambda own: col(t.Timer.subject).in_(by_subject(own))),
    TableFate(t.RetentionNotice, ErasureFate.DELETED,
              lambda own: col(t.RetentionNotice.subject).in_(by_subject(own))),
    TableFate(t.Event, ErasureFate.BLANKED, touching(
        (t.Event.person_id, "persons"), (t.Event.claim_id, "claims")), ("salt", "mark")),
    TableFate(t.Erasure, ErasureFate.KEPT, within(t.Erasure.person_id, "persons")),
    # the staff: who holds a role is asked to give it up first
    TableFate(t.Role, ErasureFate.DELETED, within(t.Role.person_id, "persons")),
    TableFate(t.Absence, ErasureFate.DELETED, touching(
        (t.Absence.person_id, "persons"), (t.Absence.deputy_id, "persons"))),
    TableFate(t.SignIn, ErasureFate.DELETED,
              touching((t.SignIn.person_id, "persons"), (t.SignIn.mail, "mails")),
              ("browser", "link", "code")),
    TableFate(t.SecondFactor, ErasureFate.DELETED, within(t.SecondFactor.person_id, "persons"),
              ("sealed",)),
    TableFate(t.SpareCode, ErasureFate.DELETED, within(t.SpareCode.person_id, "persons"),
              ("digest",)),
    TableFate(t.PageSession, ErasureFate.DELETED, within(t.PageSession.person_id, "persons"),
              ("digest",)),
    TableFate(t.UploadedList, ErasureFate.DELETED, within(t.UploadedList.person_id, "persons"),
              ("content",)),
    TableFate(t.StaffChange, ErasureFate.KEPT, touching(
        (t.StaffChange.person_id, "persons"), (t.StaffChange.by_id, "persons"))),
    TableFate(t.ChangedSetting, ErasureFate.NOBODY, no_row),
    TableFate(t.StaffGroup, ErasureFate.NOBODY, no_row),
    TableFate(t.JoinedOrganisation, ErasureFate.NOBODY, no_row),
    TableFate(t.CountedClass, ErasureFate.NOBODY, no_row),
    TableFate(t.Document, ErasureFate.NOBODY, no_row),
    TableFate(t.RuleVersion, ErasureFate.NOBODY, no_row),
    TableFate(t.Seal, ErasureFate.NOBODY, no_row),
    TableFate(t.Running, ErasureFate.NOBODY, no_row),
    TableFate(t.Certificate, ErasureFate.NOBODY, no_row),
    TableFate(t.Tally, ErasureFate.NOBODY, no_row),
    TableFate(t.HandOver, ErasureFate.NOBODY, no_row),
    TableFate(t.Bookmark, ErasureFate.NOBODY, no_row),
    TableFate(t.Lease, ErasureFate.NOBODY, no_row),
    TableFate(t.Gone, ErasureFate.NOBODY, no_row),
)  # fmt: skip


def rows(turn: Turn, own: Belongings, fate: TableFate) -> list[dict[str, Any]]:
    """A person's rows of one table as plain values, without what is secret."""
    found = turn.db.exec(select(fate.table).where(fate.which(own))).all()
    return [
        {name: value for name, value in row.model_dump().items() if name not in fate.hidden}
        for row in found
    ]
