"""The things whose person is told before they go: how they are found, and how each is let go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, update
from sqlmodel import SQLModel, col, or_, select

from core.claims.evidence import kept_files
from core.claims.moves import move
from core.claims.states import ASKING, Move, State
from core.ground.tables import Address, Answer, Case, Claim, Mission, Person
from core.ground.world import Turn
from core.people import people
from core.support.case import CaseState

Row = Claim | Mission


@dataclass(frozen=True, slots=True)
class TimedKind:
    """One kind: its table, the column at which its time begins, which rows are meant, and what is
    done with one."""

    table: type[SQLModel]
    begins: Any
    meant: Any
    let_go: Callable[[Turn, Any], None]


def unclaimed() -> Any:
    """The missions of which nobody has claimed anything."""
    return ~exists().where(col(Claim.mission_id) == col(Mission.id))


def drop_mission(turn: Turn, mission: Mission) -> None:
    """Delete a row of the roster; closed cases about it let go of it."""
    theirs = update(Case).where(col(Case.mission_id) == mission.id).values(mission_id=None)
    turn.db.exec(theirs.execution_options(synchronize_session=False))
    turn.db.delete(mission)
    turn.db.flush()


def drop_claim(turn: Turn, claim: Claim) -> None:
    """Empty a claim: its answers and files go, it counts as withdrawn."""
    move(turn, claim, Move.WITHDRAW, reason="")
    kept_files.drop_all(turn, claim)
    turn.db.exec(delete(Answer).where(col(Answer.claim_id) == claim.id))
    claim.reason = claim.organisation = ""
    turn.db.add(claim)
    turn.db.flush()


KINDS: dict[str, TimedKind] = {
    "missions": TimedKind(Mission, Mission.ends_on, unclaimed(), drop_mission),
    "refused": TimedKind(
        Claim, Claim.updated_at, col(Claim.state) == State.REFUSED, drop_claim
    ),
    "drafts": TimedKind(
        Claim, Claim.updated_at, col(Claim.state).in_(sorted(ASKING)), drop_claim
    ),
}  # fmt: skip


def still_meant(turn: Turn, kind: TimedKind, key: UUID) -> Row | None:
    """The row, where it is still one of those that go."""
    query = select(kind.table).where(col(kind.table.id) == key, kind.meant)  # type: ignore[attr-defined]
    found: Row | None = turn.db.exec(query).first()  # type: ignore[assignment]
    return found


def since(row: Row) -> datetime | None:
    """When the time of a row began; None where that is a day."""
    return row.updated_at if isinstance(row, Claim) else None


def is_looked_at(turn: Turn, row: Row) -> bool:
    """Whether a human has a case open about it: then it stays."""
    about = (
        or_(col(Case.claim_id) == row.id, col(Case.person_id) == row.person_id)
        if isinstance(row, Claim)
        else col(Case.mission_id) == row.id
    )
    open_ones = select(Case.id).where(about, col(Case.state) != CaseState.CLOSED).limit(1)
    return turn.db.exec(open_ones).first() is not None


def reader(turn: Turn, row: Row) -> Address | None:
    """Where its person reads; None where nobody has ever been written to."""
    if isinstance(row, Claim):
        return people.reach(turn, turn.db.get_one(Person, row.person_id))
    return people.seen(turn, people.MAIL, row.mail)
