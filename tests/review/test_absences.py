"""Holidays: nobody away is given a claim, and what is due meanwhile goes to whoever stands in."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from core.claims import moves
from core.ground.errors import Refusal
from core.ground.tables import Absence, Claim, Outbox, Person
from core.ground.world import Turn
from core.people import absences
from core.review import reassign
from tests.world import claims_in_review
from tests.world.claims_in_review import desk, leave, submit
from tests.world.world import START, Stage

TODAY = START.date()  # claims of BeCode are due five days after


def put(kind: str, stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id))  # type: ignore[arg-type]
        return [row.place for row in rows]


def notes(turn: Turn, claim: Claim) -> list[str]:
    return [event.reason for event in moves.history(turn, claim) if event.move == moves.NOTED]


# Who is seated


@pytest.mark.parametrize(
    ("first", "last", "who"),
    [
        (0, 0, "Bob"),  # away today
        (-3, -1, "Ana"),  # back since today
        (5, 9, "Bob"),  # away when it is due
        (8, 9, "Ana"),  # still here when it is due, past the weekend
        (1, 4, "Ana"),  # back before it is due
        (-2, 20, "Bob"),
    ],
)
def test_who_is_away_today_or_when_it_is_due_is_not_given_a_claim(
    stage: Stage, first: int, last: int, who: str
) -> None:
    with stage.world.turn() as turn:
        ana = claims_in_review.member(turn, "ana")
        absence = Absence(
            id=turn.chance.uuid(), person_id=ana.id,
            starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last),
        )  # fmt: skip
        turn.db.add(absence)
    claims_in_review.staff(stage, "bob")
    assert desk(stage, submit(stage, "lina")) == [who]


def test_the_deputy_stands_in_even_where_others_have_less_to_do(stage: Stage) -> None:
    ana, bob, _ = claims_in_review.staff(stage, "ana", "bob", "cleo")
    claims_in_review.staff(stage, "ana", badges="git")
    with stage.world.turn() as turn:
        leave(turn, ana, 0, 9, deputy=bob)
    for number in range(3):
        claim = submit(stage, f"learner{number}", badge="git")
        assert desk(stage, claim) == ["Bob"]
        with stage.world.glance() as turn:
            assert notes(turn, claim) == ["Ana is away: Bob stands in"]


def test_where_all_are_away_the_first_back_has_it(stage: Stage) -> None:
    ana, bob = claims_in_review.staff(stage, "ana", "bob")
    with stage.world.turn() as turn:
        leave(turn, ana, 0, 9)
        leave(turn, bob, 0, 7)
    assert desk(stage, submit(stage, "lina")) == ["Bob"]


# Deputies of deputies


def gone(*pairs: tuple[int, int | None]) -> tuple[list[Person], dict[object, Absence]]:
    made = [Person(id=leaving_id(n), created_at=START) for n in range(6)]
    return made, {
        made[who].id: Absence(
            id=leaving_id(who), person_id=made[who].id, starts_on=TODAY, ends_on=TODAY,
            deputy_id=None if deputy is None else made[deputy].id,
        )
        for who, deputy in pairs
    }  # fmt: skip


def leaving_id(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


CHAINS = [
    (((0, 1),), 1),
    (((0, 1), (1, 2)), 2),
    (((0, 1), (1, 2), (2, 3)), 3),
    (((0, None),), None),
    (((0, 1), (1, None)), None),
    (((0, 1), (1, 0)), None),
    (((0, 1), (1, 2), (2, 1)), None),
]


@pytest.mark.parametrize(("pairs", "who"), CHAINS)
def test_deputies_chain_and_never_loop(
    pairs: tuple[tuple[int, int | None], ...], who: int | None
) -> None:
    made, away = gone(*pairs)
    expected = None if who is None else made[who].id
    assert absences.deputy(away, made[0].id) == expected  # type: ignore[arg-type]


@given(st.dictionaries(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5))))
def test_whoever_stands_in_is_here(deputies: dict[int, int | None]) -> None:
    made, away = gone(*deputies.items())
    for person in made:
        found = absences.deputy(away, person.id)  # type: ignore[arg-type]
        assert found is None or found not in away


# What waits already


def test_what_is_due_in_the_absence_goes_to_the_deputy_and_the_learner_is_told(
    stage: Stage,
) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    early = submit(stage, "lina")
    stage.clock.pass_(days=4)
    late = submit(stage, "noor")
    bob, _ = claims_in_review.staff(stage, "bob", "cleo")
    with stage.world.turn() as turn:
        assert leave(turn, ana, 5, 12, deputy=bob) == 1
        assert notes(turn, late) == ["Ana is away: Bob takes over"]
    assert desk(stage, early) == ["Ana"]
    assert desk(stage, late) == ["Bob"]
    assert put("seat_moved", stage) == ["noor@example.org"]
    assert put("review", stage) == ["ana@example.org", "ana@example.org", "bob@example.org"]


def test_without_a_deputy_it_goes_where_a_new_claim_would(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    claims = [submit(stage, f"learner{number}") for number in range(4)]
    claims_in_review.staff(stage, "bob", "cleo")
    with stage.world.turn() as turn:
        assert leave(turn, ana, 0, 9) == 4
    assert sorted(name for claim in claims for name in desk(stage, claim)) == [
        "Bob", "Bob", "Cleo", "Cleo",
    ]  # fmt: skip


def test_with_nobody_else_it_stays_and_nobody_is_told_anything(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    claim = submit(stage, "lina")
    with stage.world.turn() as turn:
        assert leave(turn, ana, 0, 9) == 0
    assert desk(stage, claim) == ["Ana"]
    assert put("seat_moved", stage) == []


def test_a_deputy_never_gets_their_own_claim(stage: Stage) -> None:
    ana, lina, _ = claims_in_review.staff(stage, "ana", "lina", "cleo")
    claims_in_review.staff(stage, "ana", badges="git")
    claim = submit(stage, "lina", badge="git")
    assert desk(stage, claim) == ["Ana"]
    with stage.world.turn() as turn:
        leave(turn, ana, 0, 9, deputy=lina)
    assert desk(stage, claim) == ["Cleo"]


def test_back_means_back(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    with stage.world.turn() as turn:
        leave(turn, ana, 0, 9)
        assert reassign.come_back(turn, ana)
        assert not reassign.come_back(turn, ana)
        assert absences.of_person(turn, ana) == []


def test_days_that_touch_an_absence_replace_it(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    with stage.world.turn() as turn:
        for first, last in ((1, 5), (20, 25), (4, 9)):
            leave(turn, ana, first, last)
        known = [(each.starts_on.day, each.ends_on.day) for each in absences.of_person(turn, ana)]
    assert known == [(20, 25), (6, 11)]


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (0, 400)])
def test_days_over_or_without_end_are_refused(stage: Stage, first: int, last: int) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    with pytest.raises(Refusal, match=r"seat\.away"), stage.world.turn() as turn:
        leave(turn, ana, first, last)
