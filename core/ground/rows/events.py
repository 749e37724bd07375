"""Writing down what happened: the one place where event rows are made, and where their words go."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import col

from core.ground.rows import event_digests
from core.ground.rows.insert import add_all
from core.ground.tables import Event
from core.ground.world import Turn

FOUND, REFUSED = 0, -1  # seals of rows that were there before; of rows that nobody here wrote
ERASED, PRUNED = "erased", "pruned"
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision on a claim rests on: the version of its rules, what each rule said as
    `kind=verdict` with a space between two, and each answer."""

    version: str = ""
    rules: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


NOTHING = Basis()


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, as it is to be written down. `move` is its kind, 20 signs at most;
    `subject` the id of what it is about, never somebody's name or address; `reason` somebody's own
    words."""

    move: str
    claim_id: UUID | None = None
    person_id: UUID | None = None
    actor_id: UUID | None = None
    door: str = ""
    reason: str = ""
    programme: str = ""
    subject: str = ""
    from_state: str = ""
    to_state: str = ""
    basis: Basis = NOTHING


def write(turn: Turn, told: Happened) -> UUID:
    """Write one event in the transaction of the turn; gives its key."""
    answers = told.basis.answers
    salt = secrets.token_bytes(SALT_BYTES) if told.reason or answers else None
    row = {
        "id": turn.chance.uuid(),
        "move": told.move,
        "claim_id": told.claim_id,
        "person_id": told.person_id,
        "actor_id": told.actor_id,
        "from_state": told.from_state,
        "to_state": told.to_state,
        "door": told.door,
        "reason": told.reason,
        "rules": told.basis.rules,
        "at": turn.at,
        "programme": told.programme,
        "subject": told.subject,
        "version": told.basis.version,
        "answers": digests(salt, answers) if salt and answers else "",
        "words": event_digests.salted(salt, told.reason) if salt else "",
        "salt": salt,
        "seal": None,
    }
    row["mark"] = event_digests.mark(turn.world.audit_key, event_digests.row_digest(row))
    add_all(turn, Event, [row])
    return UUID(str(row["id"]))


def digests(salt: bytes, answers: Mapping[str, str]) -> str:
    """A digest of each answer, by question, as JSON."""
    return json.dumps({name: event_digests.salted(salt, answers[name]) for name in sorted(answers)})


def erase(turn: Turn, told: Happened, persons: Collection[UUID], claims: Collection[UUID]) -> None:
    """Take the words of people out of the events of these persons and claims, and write down for
    each that this was done and by whom: `told` without its move, person and claim.

    The ids stay, and so does what the seals hold.
    """
    about = or_(col(Event.person_id).in_(persons), col(Event.claim_id).in_(claims))
    forget(turn, about)
    for person in persons:
        write(turn, Happened(ERASED, person_id=person, actor_id=told.actor_id, door=told.door,
                             programme=told.programme, subject=told.subject))  # fmt: skip
    for claim in claims:
        write(turn, Happened(ERASED, claim_id=claim, actor_id=told.actor_id, door=told.door,
                             programme=told.programme, subject=told.subject))  # fmt: skip


def forget(turn: Turn, about: ColumnElement[bool]) -> None:
    blank = update(Event).where(about, col(Event.salt).is_not(None)).values(reason="", salt=None)
    turn.db.exec(blank.execution_options(synchronize_session="fetch"))
