"""Writing down what happened: the one place where event rows are made, and where their words go."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import or_, update
from sqlmodel import col

from core.ground.rows import event_digests
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.insert import add_all
from core.ground.tables import Event
from core.ground.world import RealChance, Turn

FOUND, REFUSED = 0, -1  # seals of rows that were there before; of rows that nobody here wrote
APART = RealChance()  # for what is never shown: what is shown stays the same for the same inputs


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision on a claim rests on: the version of its rules, what each rule said as
    `kind:questions=verdict` with a space between two, and each answer."""

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
    salt = APART.salt() if told.reason or answers else None
    row = {
        "id": APART.uuid() if isinstance(told.move, EventKind) else turn.chance.uuid(),
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
    said = or_(col(Event.salt).is_not(None), col(Event.reason) != "")
    blank = update(Event).where(about, said).values(reason="", salt=None)
    turn.db.exec(blank.execution_options(synchronize_session="fetch"))
    done = replace(told, move=EventKind.ERASED, person_id=None, claim_id=None, reason="")
    for person in persons:
        write(turn, replace(done, person_id=person))
    for claim in claims:
        write(turn, replace(done, claim_id=claim))
