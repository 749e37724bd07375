"""What came back, beside what was sent: of a mail domain, in a period."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func
from sqlmodel import col, select

from core.ground.rows import outbox
from core.ground.tables import Bounce, Claim, Outbox
from core.ground.world import Turn
from core.people import people
from core.programmes.period import Period

LEAST, MANY = 10, 0.2


@dataclass(frozen=True, slots=True)
class Domain:
    """A mail domain with what came back from there, for good or for now, of what was sent."""

    name: str
    hard: int
    soft: int
    sent: int

    @property
    def bounces(self) -> int:
        """How many mails came back from the domain, for good or for now."""
        return self.hard + self.soft

    @property
    def share(self) -> float | None:
        """The part of what was sent there; none where all that came back was sent before."""
        return self.bounces / self.sent if self.sent else None

    @property
    def odd(self) -> bool:
        """Whether so much comes back that something is wrong with our mails there."""
        return self.bounces >= LEAST and self.bounces >= MANY * self.sent


def tried(start: Any, end: Any) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row is a mail that left between two moments, or was refused then.

    A row that is done with keeps its last `due_at`: the end of its lease, or of its last pause.
    The index that the doors use leads there, however many mails there are in all.
    """
    left = func.coalesce(col(Outbox.sent_at), col(Outbox.due_at))
    return (
        col(Outbox.state).in_((outbox.SENT, outbox.DEAD)),
        col(Outbox.door) == people.MAIL,
        col(Outbox.bulk).in_((False, True)),
        col(Outbox.due_at).between(start, end + outbox.LONGEST_WAIT),
        left.between(start, end),
    )


def domains(turn: Turn, period: Period) -> list[Domain]:
    """Where mails came back from in the period, the most first."""
    hard = func.sum(cast(col(Bounce.hard), Integer))
    query = select(Bounce.domain, func.count(), hard)
    query = query.where(period.holds(Bounce.at), period.concerns(Bounce.programme))
    found = turn.db.exec(query.group_by(col(Bounce.domain))).all()
    sent = sent_to(turn, period) if found else {}
    told = [Domain(name, hard, count - hard, sent.get(name, 0)) for name, count, hard in found]
    return sorted(told, key=lambda each: (-each.bounces, each.name))


def sent_to(turn: Turn, period: Period) -> dict[str, int]:
    """How many mails were sent to each domain; a programme's are those about its claims."""
    domain = domain_in(turn, col(Outbox.place)).label("domain")
    query = select(domain, func.count()).select_from(Outbox)
    if period.programme:
        query = query.join(Claim, col(Claim.id) == col(Outbox.claim_id))
    query = query.where(*tried(period.start, period.end), period.concerns(Claim.programme))
    return dict(turn.db.exec(query.group_by(domain)).all())


def domain_in(turn: Turn, address: Any) -> Any:
    """What stands behind the at sign of a column's addresses."""
    if turn.world.store.on_sqlite:
        return func.substr(address, func.instr(address, "@") + 1)
    return func.split_part(address, "@", 2)
