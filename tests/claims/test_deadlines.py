"""The moments of reminders: by day where the programme is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.review import deadlines
from tests.world.world import START

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        ("2026-11-16T08:59", "2026-11-16T09:00"),
        ("2026-11-16T09:00", "2026-11-16T09:00"),
        ("2026-11-16T20:59", "2026-11-16T20:59"),
        ("2026-11-16T21:00", "2026-11-17T09:00"),
        ("2026-11-16T23:59", "2026-11-17T09:00"),
        ("2026-10-25T02:30", "2026-10-25T09:00"),  # the clocks go back at three
    ],
)
def test_nobody_is_written_to_at_night(at: str, morning: str) -> None:
    moment, expected = (
        datetime.fromisoformat(each).replace(tzinfo=PARIS) for each in (at, morning)
    )
    assert deadlines.awake(moment, PARIS) == expected


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_the_moment_is_by_day_and_at_most_half_a_day_and_an_hour_later(minutes: int) -> None:
    at = START + timedelta(minutes=minutes)
    awake = deadlines.awake(at, PARIS)
    assert timedelta(0) <= awake - at <= timedelta(hours=13)
    assert 9 <= awake.astimezone(PARIS).hour < 21
