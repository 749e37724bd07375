"""Two people who turn out to be one: making and parting them in tests."""

from uuid import UUID

from sqlmodel import col, select

from core.claims.moves import move
from core.claims.opening import open_claim
from core.claims.states import Move
from core.ground.messages import Message
from core.ground.tables import (
    Address,
    Link,
    Outbox,
    Person,
)
from core.ground.world import Turn
from core.issuing.issue import issue
from core.joining import join, split
from core.people import people
from tests.world.world import Stage

AWA, BEN = "awa@example.org", "ben@example.org"


def mail(turn: Turn, value: str) -> Address:
    address = people.find(turn, people.MAIL, value)
    assert address is not None
    return address


def who(turn: Turn, value: str) -> Person:
    return people.person_of(turn, mail(turn, value))


def linked(stage: Stage, guest: str = BEN, host: str = AWA) -> UUID:
    """The guest and the host made one, by the host's mailbox."""
    with stage.world.turn() as turn:
        link = join.join(turn, who(turn, guest), who(turn, host), via=mail(turn, host))
        assert link is not None
        return link.id


def parted(stage: Stage, link: UUID) -> bool:
    with stage.world.turn() as turn:
        return split.part(turn, turn.db.get_one(Link, link))


def pair(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    stage.known("ben", "Ben Diallo", BEN)


def badge(stage: Stage, value: str, name: str = "python-avance") -> str:
    """The id of a badge that somebody has been given."""
    with stage.world.turn() as turn:
        claim = open_claim(turn, who(turn, value), "becode", name)
        move(turn, claim, Move.AWARD)
    return issue(stage.world, claim.id).badges[0]


def notices(stage: Stage, kind: str = "linked") -> dict[str, Message]:
    """Who was told of a link: place → message."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == kind).order_by(col(Outbox.id)))
        return {row.place: Message.from_json(row.message) for row in rows}
