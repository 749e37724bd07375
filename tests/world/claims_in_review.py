"""Claims that come to review, and the people before whom they lie, for tests."""

from datetime import timedelta

from sqlmodel import select

from core.claims import claim_form
from core.claims.moves import COCARDE, move
from core.claims.opening import open_claim
from core.claims.states import Move
from core.ground.tables import Claim, Outbox, Person
from core.ground.world import Turn
from core.people import people
from core.people.absences import Leave
from core.programmes.answers.answering import CheckedAnswer
from core.reading.dates.months import Interval
from core.review import assignments, decide, reassign
from core.staff import StaffMember, add
from tests.world.world import Stage


def member(turn: Turn, key: str, **given: str) -> Person:
    """`sam` becomes a reviewer of BeCode, called Sam, unless more is given."""
    mail = f"{key}@example.org"
    told = {"programme": "becode", "role": "reviewer", "name": key.capitalize(), **given}
    add(turn, StaffMember(mail=mail, **told))
    address = people.find(turn, people.MAIL, mail)
    assert address is not None
    return people.person_of(turn, address)


def staff(stage: Stage, *keys: str, **given: str) -> list[Person]:
    with stage.world.turn() as turn:
        return [member(turn, key, **given) for key in keys]


def claimant(turn: Turn, key: str, language: str = "fr") -> Person:
    address = people.meet(turn, people.MAIL, f"{key}@example.org", name=key, language=language)
    people.confirm(turn, address)
    return people.person_of(turn, address)


def submitted(
    turn: Turn, key: str, badge: str = "python-avance", language: str = "fr",
    programme: str = "becode", **answers: str,
) -> Claim:  # fmt: skip
    """A claim of this person comes to review with these answers."""
    claim = open_claim(turn, claimant(turn, key, language), programme, badge, language=language)
    form = claim_form.form_of(turn, claim)
    for name, value in answers.items():
        claim_form.record(
            turn, form, name, CheckedAnswer(value=value, said=value), claim_form.PERSON
        )
    move(turn, claim, Move.COMPLETE)
    decide.submit(turn, claim, COCARDE)
    return claim


def submit(stage: Stage, key: str, **given: str) -> Claim:
    with stage.world.turn() as turn:
        return submitted(turn, key, **given)


def desk(stage: Stage, claim: Claim) -> list[str]:
    """Who has the claim now, by name."""
    with stage.world.glance() as turn:
        return [each.name for each in assignments.holders(turn, claim)]


def pass_days(stage: Stage, days: float) -> None:
    stage.clock.at += timedelta(days=days)


def leave(turn: Turn, person: Person, first: int, last: int, deputy: Person | None = None) -> int:
    """Away from so many days from now until so many; how many claims went to others."""
    today = turn.at.date()
    days = Interval(today + timedelta(days=first), today + timedelta(days=last))
    return reassign.leave(turn, person, Leave(days, deputy))


def places(stage: Stage, kind: str) -> list[str]:
    """Where messages of this kind were put for."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == kind))
        return sorted(row.place for row in rows)
