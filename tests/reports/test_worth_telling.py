"""Figures worth publishing: what was completed, by which door, and what it took the staff."""

from datetime import timedelta

import pytest

from core.programmes.period import period
from core.reports.worth_telling import sittings, worth_telling
from tests.world.visitors import issued
from tests.world.world import START, Stage


@pytest.mark.parametrize(
    ("minutes", "worked"),
    [((), 0), ((0,), 2), ((0, 3, 7), 9), ((0, 3, 60), 7), ((0, 10), 12), ((0, 11), 4)],
)
def test_time_is_counted_from_act_to_act_but_for_pauses(
    minutes: tuple[int, ...], worked: int
) -> None:
    moments = [START + timedelta(minutes=each) for each in minutes]
    assert sittings(moments) == timedelta(minutes=worked)


def test_a_badge_that_was_asked_for_and_given(either: Stage) -> None:
    issued(either)
    with either.world.glance() as turn:
        found = worth_telling(turn, period(turn, "becode"), 1)
    assert (found.opened, found.completed, found.share) == (1, 1, 1.0)
    assert sum(found.doors.values()) == 1
    assert found.staff_minutes == 2.0
