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


class Fate(StrEnum):
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
    fate: Fate
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
    TableFate(t.Person, Fate.BLANKED, within(t.Person.id, "persons")),
    TableFate(t.Address, Fate.BLANKED, within(t.Address.person_id, "persons")),
    TableFate(t.Claim, Fate.BLANKED, within(t.Claim.id, "claims")),
    TableFate(t.Answer, Fate.DELETED, within(t.Answer.claim_id, "claims")),
    TableFate(t.EvidenceFile, Fate.DELETED, within(t.EvidenceFile.claim_id, "claims"),
              ("content",)),
    TableFate(t.Assignment, Fate.BLANKED,
              touching((t.Assignment.claim_id, "claims"), (t.Assignment.person_id, "persons"))),
    TableFate(t.Badge, Fate.BLANKED, within(t.Badge.id, "badges")),
    TableFate(t.Revocation, Fate.BLANKED, within(t.Revocation.badge_id, "badges")),
    TableFate(t.IssuedElsewhere, Fate.BLANKED, within(t.IssuedElsewhere.badge_id, "badges")),
    TableFate(t.Witness, Fate.DELETED, within(t.Witness.person_id, "persons")),
    TableFate(t.Mission, Fate.DELETED, within(t.Mission.id, "mission_ids")),
    TableFate(t.Case, Fate.BLANKED, within(t.Case.id, "cases")),
    TableFate(t.Entry, Fate.BLANKED, entries),
    TableFate(t.Diagnosed, Fate.BLANKED, within(t.Diagnosed.person_id, "persons")),
    TableFate(t.Bounce, Fate.BLANKED, within(t.Bounce.outbox_id, "messages")),
    TableFate(t.Consent, Fate.BLANKED, within(t.Consent.person_id, "persons")),
    TableFate(t.Stop, Fate.DELETED, within(t.Stop.address_id, "address_ids")),
    TableFate(t.Conversation, Fate.DELETED, within(t.Conversation.address_id, "address_ids")),
    TableFate(t.Link, Fate.BLANKED, within(t.Link.id, "links")),
    TableFate(t.Token, Fate.DELETED, touching(
        (t.Token.person_id, "persons"), (t.Token.claim_id, "claims"),
        (t.Token.address_id, "address_ids"), (t.Token.about_id, "persons")), ("digest",)),
    TableFate(t.Inbox, Fate.BLANKED, within(t.Inbox.person_id, "persons"), ("raw",)),
    TableFate(t.Outbox, Fate.DELETED, within(t.Outbox.id, "messages")),
    TableFate(t.Timer, Fate.DELETED, lambda own: col(t.Timer.subject).in_(by_subject(own))),
    TableFate(t.RetentionNotice, Fate.DELETED,
              lambda own: col(t.RetentionNotice.subject).in_(by_subject(own))),
    TableFate(t.Event, Fate.BLANKED, touching(
        (t.Event.person_id, "persons"), (t.Event.claim_id, "claims")), ("salt", "mark")),
    TableFate(t.Erasure, Fate.KEPT, within(t.Erasure.person_id, "persons")),
    # the staff: who holds a role is asked to give it up first
    TableFate(t.Role, Fate.DELETED, within(t.Role.person_id, "persons")),
    TableFate(t.Absence, Fate.DELETED, touching(
        (t.Absence.person_id, "persons"), (t.Absence.deputy_id, "persons"))),
    TableFate(t.SignIn, Fate.DELETED, within(t.SignIn.person_id, "persons"),
              ("browser", "link", "code")),
    TableFate(t.SecondFactor, Fate.DELETED, within(t.SecondFactor.person_id, "persons"),
              ("sealed",)),
    TableFate(t.SpareCode, Fate.DELETED, within(t.SpareCode.person_id, "persons"), ("digest",)),
    TableFate(t.PageSession, Fate.DELETED, within(t.PageSession.person_id, "persons"), ("digest",)),
    TableFate(t.StaffChange, Fate.KEPT, touching(
        (t.StaffChange.person_id, "persons"), (t.StaffChange.by_id, "persons"))),
    TableFate(t.ChangedSetting, Fate.NOBODY, no_row),
    TableFate(t.StaffGroup, Fate.NOBODY, no_row),
    TableFate(t.JoinedOrganisation, Fate.NOBODY, no_row),
    TableFate(t.CountedClass, Fate.NOBODY, no_row),
    TableFate(t.Document, Fate.NOBODY, no_row),
    TableFate(t.RuleVersion, Fate.NOBODY, no_row),
    TableFate(t.Seal, Fate.NOBODY, no_row),
    TableFate(t.HandOver, Fate.NOBODY, no_row),
    TableFate(t.Bookmark, Fate.NOBODY, no_row),
    TableFate(t.Lease, Fate.NOBODY, no_row),
    TableFate(t.Gone, Fate.NOBODY, no_row),
)  # fmt: skip


def rows(turn: Turn, own: Belongings, fate: TableFate) -> list[dict[str, Any]]:
    """A person's rows of one table as plain values, without what is secret."""
    found = turn.db.exec(select(fate.table).where(fate.which(own))).all()
    return [
        {name: value for name, value in row.model_dump().items() if name not in fate.hidden}
        for row in found
    ]
