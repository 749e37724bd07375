"""Codes on paper: one that begins (enrolment), some that help once the phone is gone (recovery)."""

from datetime import timedelta
from enum import StrEnum

from sqlmodel import col, select, update

from core.ground.tables import Person, SpareCode
from core.ground.world import Turn
from core.people.tokens import digest

LETTERS, GROUP = 16, 4  # 80 bits of base32
RECOVERY_CODES = 8
ENROLMENT_LIFE = timedelta(days=3)


class SpareKind(StrEnum):
    """What a spare code is for."""

    ENROLMENT = "enrolment"
    RECOVERY = "recovery"


def enrol(turn: Turn, person: Person, by: Person | None = None) -> str:
    """A code by which a person comes in once and chooses a second factor, within three days; the
    one before is over. It is told by who asked for it, and never by mail."""
    end(turn, person, SpareKind.ENROLMENT)
    return give(turn, person, SpareKind.ENROLMENT, by)


def recover(turn: Turn, person: Person) -> list[str]:
    """New recovery codes for a person; those before are over."""
    end(turn, person, SpareKind.RECOVERY)
    return [give(turn, person, SpareKind.RECOVERY) for _ in range(RECOVERY_CODES)]


def give(turn: Turn, person: Person, kind: SpareKind, by: Person | None = None) -> str:
    secret = turn.chance.letters(LETTERS)
    made = SpareCode(
        digest=digest(secret),
        person_id=person.id,
        kind=kind,
        by_id=by.id if by else None,
        made_at=turn.at,
        expires_at=turn.at + ENROLMENT_LIFE if kind is SpareKind.ENROLMENT else None,
    )
    turn.db.add(made)
    turn.db.flush()
    return "-".join(secret[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def end(turn: Turn, person: Person, kind: SpareKind) -> None:
    theirs = update(SpareCode).where(col(SpareCode.person_id) == person.id)
    theirs = theirs.where(col(SpareCode.kind) == kind, col(SpareCode.used_at).is_(None))
    turn.db.exec(theirs.values(used_at=turn.at))


def left(turn: Turn, person: Person, kind: SpareKind) -> int:
    """How many codes of this kind a person can still use."""
    query = select(SpareCode).where(SpareCode.person_id == person.id, SpareCode.kind == kind)
    found = turn.db.exec(query.where(col(SpareCode.used_at).is_(None)))
    return sum(alive(turn, each) for each in found)


def use(turn: Turn, person: Person, said: str) -> SpareKind | None:
    """Use up the code that somebody typed, with or without its dashes; None where it is not one of
    theirs that still works."""
    secret = "".join(filter(str.isalnum, said)).lower()
    query = select(SpareCode).where(SpareCode.digest == digest(secret)).with_for_update()
    code = turn.db.exec(query).first()
    if code is None or code.person_id != person.id or code.used_at or not alive(turn, code):
        return None
    code.used_at = turn.at
    turn.db.add(code)
    return SpareKind(code.kind)


def alive(turn: Turn, code: SpareCode) -> bool:
    return code.expires_at is None or turn.at < code.expires_at
