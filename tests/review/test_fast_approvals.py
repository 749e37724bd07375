"""Who approves unusually fast is told to those above them, once a day."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core import support
from core.ground.tables import Case, Outbox, Person
from core.reading.acts.kinds import ReviewVerdict
from core.review import decide
from core.review.decision import Decision
from core.review.fast_approvals import KNOWN, MOST, pace
from tests.world import claims_in_review
from tests.world.claims_in_review import submitted
from tests.world.world import START, Stage


def approve(stage: Stage, person: Person, count: int, every: timedelta) -> None:
    """So many claims approved one after the other."""
    for _ in range(count):
        with stage.world.turn() as turn:
            claim = submitted(turn, f"learner{turn.chance.number(10**9)}x{turn.at.timestamp()}")
            decide.decide(turn, claim, Decision(person, ReviewVerdict.APPROVE, "", "terminal"))
        stage.clock.at += every


def opened(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        return [case for case in support.open_cases(turn) if case.occasion == "fast"]


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("count", "cases_"), [(MOST, 0), (MOST + 1, 1), (MOST + 12, 1)])
def test_more_than_thirty_approvals_within_an_hour_are_told_once(
    stage: Stage, count: int, cases_: int
) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    approve(stage, ana, count, MINUTE)
    assert len(opened(stage)) == cases_


def test_forty_approvals_in_two_hours_are_nobodys_concern(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    approve(stage, ana, 40, 3 * MINUTE)
    assert opened(stage) == []


def test_five_times_ones_own_pace_is_told(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    for _ in range(KNOWN):
        approve(stage, ana, 2, MINUTE)
        stage.clock.pass_(hours=20)
    approve(stage, ana, 9, MINUTE)
    assert opened(stage) == []
    approve(stage, ana, 1, MINUTE)
    (case,) = opened(stage)
    assert case.why == "Ana : 10 validations en une heure, d'habitude 2.0."


def test_a_steady_hand_is_never_told(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    for _ in range(KNOWN + 2):
        approve(stage, ana, 12, MINUTE)
        stage.clock.pass_(hours=20)
    assert opened(stage) == []


def test_another_day_is_told_anew(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    for _ in range(2):
        approve(stage, ana, MOST + 2, MINUTE)
        stage.clock.pass_(hours=24)
    assert len(opened(stage)) == 2


def test_it_is_for_those_above_not_for_support(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claims_in_review.staff(stage, "mia", role="manager")
    approve(stage, ana, MOST + 1, MINUTE)
    with stage.world.glance() as turn:
        told = turn.db.exec(select(Outbox.place).where(Outbox.kind == "case")).all()
    assert list(told) == ["mia@example.org"]


@pytest.mark.parametrize(
    ("hours", "expected"), [([], None), ([0, 1, 2, 3], None), ([0, 0, 1, 2, 3, 4], 1.2)]
)
def test_a_pace_is_told_from_five_hours_of_work(hours: list[int], expected: float | None) -> None:
    assert pace([START + timedelta(hours=hour) for hour in hours]) == expected
