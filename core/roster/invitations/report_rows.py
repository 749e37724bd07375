"""What the store knows of a roster's invitations: a few statements for a thousand missions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select

from core.claims import claim_form
from core.ground.message_kinds import MessageKind
from core.ground.rows.lookup import among
from core.ground.tables import Address, Answer, Claim, Mission, Outbox, Stop
from core.ground.world import Turn
from core.people import people

BATCH = 1000


class InvitedMission(NamedTuple):
    """What a report of invitations needs of a mission."""

    id: UUID
    reference: str
    mail: str
    name: str
    ends_on: date | None
    interrupted: bool
    badge: str


class InvitationRow(NamedTuple):
    """What the outbox knows of a mission's invitation."""

    subject: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str
    door: str
    created_at: datetime
    told: str
    told_at: datetime | None
    doubted_at: datetime | None
    bulk: bool


class Begun(NamedTuple):
    """A claim, begun by the invitation or by the person."""

    id: UUID
    mission_id: UUID | None
    person_id: UUID
    badge: str
    state: str
    reason: str
    updated_at: datetime


Shape = TypeVar("Shape", InvitedMission, InvitationRow, Begun)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some missions with all that is known of their invitations.

    `stopped` says which addresses asked for no more mails, and when; `answered` in which claims
    the person has answered something.
    """

    missions: list[InvitedMission]
    rows: dict[str, InvitationRow]
    by_mission: dict[UUID, Begun]
    by_mail: dict[tuple[str, str], Begun]
    stopped: dict[str, datetime]
    answered: set[UUID]

    def row_of(self, mission: InvitedMission) -> InvitationRow | None:
        """The invitation to a mission, where one was put."""
        return self.rows.get(str(mission.id))

    def claim_of(self, mission: InvitedMission, badge: str) -> Begun | None:
        """The latest claim that began with the mission, else the person's own for its badge."""
        return self.by_mission.get(mission.id) or self.by_mail.get((mission.mail, badge))


def batches(turn: Turn, slug: str, mail: str) -> Iterator[Batch]:
    """All missions of a programme (or of one address) by the order of their keys."""
    query = select(*columns(Mission, InvitedMission)).where(column(Mission, "programme") == slug)
    if mail:
        query = query.where(column(Mission, "mail") == mail)
    key = column(Mission, "id")
    last = UUID(int=0)
    while missions := fetch(
        turn, InvitedMission, query.where(key > last).order_by(key).limit(BATCH)
    ):
        last = missions[-1].id
        yield known(turn, slug, missions)


def known(turn: Turn, slug: str, missions: list[InvitedMission]) -> Batch:
    """Everything about these missions."""
    ids, mails = [each.id for each in missions], list({each.mail for each in missions})
    begun = select(*columns(Claim, Begun)).where(column(Claim, "programme") == slug)
    begun = begun.order_by(column(Claim, "id"))
    invited = fetch(turn, Begun, begun.where(among(turn, column(Claim, "mission_id"), ids)))
    owners = people_of(turn, mails)
    own = fetch(turn, Begun, begun.where(among(turn, column(Claim, "person_id"), list(owners))))
    alone = [each for each in own if each.mission_id is None]
    return Batch(
        missions,
        invitations(turn, ids),
        {each.mission_id: each for each in invited if each.mission_id},
        {(mail, each.badge): each for each in alone for mail in owners[each.person_id]},
        stops(turn, slug, mails),
        answered(turn, [each.id for each in (*invited, *alone)]),
    )


def invitations(turn: Turn, ids: Sequence[UUID]) -> dict[str, InvitationRow]:
    subjects = [str(each) for each in ids]
    query = select(*columns(Outbox, InvitationRow)).where(
        column(Outbox, "kind") == MessageKind.INVITATION
    )
    rows = fetch(turn, InvitationRow, query.where(among(turn, column(Outbox, "subject"), subjects)))
    return {row.subject: row for row in rows}


def people_of(turn: Turn, mails: Sequence[str]) -> dict[UUID, list[str]]:
    """Who is behind which of these addresses."""
    query = select(column(Address, "person_id"), column(Address, "value"))
    query = query.where(column(Address, "door") == people.MAIL)
    found: dict[UUID, list[str]] = {}
    for person_id, mail in run(turn, query.where(among(turn, column(Address, "value"), mails))):
        found.setdefault(person_id, []).append(mail)
    return found


def stops(turn: Turn, slug: str, mails: Sequence[str]) -> dict[str, datetime]:
    query = select(column(Address, "value"), column(Stop, "stopped_at"))
    query = query.join(Stop, column(Stop, "address_id") == column(Address, "id"))
    query = query.where(column(Address, "door") == people.MAIL, column(Stop, "programme") == slug)
    return dict(run(turn, query.where(among(turn, column(Address, "value"), mails))))


def answered(turn: Turn, ids: Sequence[UUID]) -> set[UUID]:
    query = select(column(Answer, "claim_id")).where(among(turn, column(Answer, "claim_id"), ids))
    query = query.where(column(Answer, "source") != claim_form.ROSTER)
    return {claim_id for (claim_id,) in run(turn, query)}


def column(table: type, name: str) -> Any:
    return getattr(table, name)


def columns(table: type, shape: type[Shape]) -> list[Any]:
    return [column(table, name) for name in shape._fields]


def run(turn: Turn, query: Any) -> Iterator[Any]:
    yield from turn.db.connection().execute(query)


def fetch(turn: Turn, shape: type[Shape], query: Any) -> list[Shape]:
    return [shape(*row) for row in run(turn, query)]
