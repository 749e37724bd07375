"""Dates in rosters: as people and spreadsheets write them, read for sure or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ground.errors import Trouble
from core.roster.days import EPOCH, DayOrder, Habit, read_day

MAY = date(2026, 5, 31)
DAYS = st.dates(date(1960, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-31", "2026-05-31 00:00:00", "2026-05-31T00:00:00", "2026/5/31",
        "31/05/2026", "31/5/2026", "31/05/26", "31.05.2026", "31-05-2026", "31 05 2026",
        "31/05/2026 00:00", "46173", "46173.0", "46173,5", "31 mai 2026", "31-mai-26",
        "31 May 2026", "dimanche 31 mai 2026", " 31/05/2026 ", "31\u00a0mai\u00a02026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(written: str) -> None:
    assert read_day(written) == MAY


@pytest.mark.parametrize(
    "written",
    ["31/31/2026", "30/02/2026", "05/31/2026", "mai 2026", "mi-mai 2026", "31 mai", "demain",
     "2026", "100000", "31/05", "-", "31/05-2026", "0/0/0", "00/00/0000", "12345"],
)  # fmt: skip
def test_what_is_no_day_for_sure_is_none(written: str) -> None:
    assert read_day(written) is None


@given(DAYS)
def test_any_day_comes_back_from_any_form(day: date) -> None:
    forms = ["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"]
    assert {read_day(day.strftime(form)) for form in forms} == {day}
    assert read_day(day.strftime("%m/%d/%Y"), DayOrder.MONTH_FIRST) == day
    assert read_day(day.strftime("%d.%m.%Y"), DayOrder.MONTH_FIRST) == day
    assert read_day(str((day - EPOCH).days)) == day


@given(st.lists(DAYS, min_size=1))
def test_the_order_is_never_taken_for_the_wrong_one(days: list[date]) -> None:
    """Whoever writes the month first is never read day first, whatever the days are."""
    habit = Habit()
    habit.look(day.strftime("%m/%d/%Y") for day in days)
    if all(day.month == day.day for day in days):
        assert habit.order() is DayOrder.DAY_FIRST
        return
    with pytest.raises(Trouble):
        habit.order()


@given(st.lists(DAYS, min_size=1), DAYS.filter(lambda day: day.day > 12))
def test_one_sure_day_shows_the_order(days: list[date], sure: date) -> None:
    habit = Habit()
    habit.look(day.strftime("%d/%m/%Y") for day in [*days, sure])
    assert habit.order() is DayOrder.DAY_FIRST


def test_it_is_told_how_a_date_could_be_read() -> None:
    habit = Habit()
    habit.look(["05/06/2026"])
    with pytest.raises(Trouble, match="05/06/2026 is in June or in May"):
        habit.order()


def test_the_serial_numbers_are_those_of_spreadsheets() -> None:
    assert read_day("36526") == date(2000, 1, 1)
    assert date(2000, 1, 1) - EPOCH == timedelta(days=36526)
