"""How long a badge is true, as a programme file says it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from core.ground.sentences import Sentence
from core.programmes.badge_class import BadgeClass
from core.programmes.validity import end, last_day

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("never", "2026-11-17", None),
        ("2 years", "2026-11-17", "2028-11-17"),
        ("1 year", "2028-02-29", "2029-02-28"),
        ("18 months", "2026-08-31", "2028-02-29"),
        ("1 month", "2026-12-31", "2027-01-31"),
        ("90 days", "2026-11-17", "2027-02-15"),
        ("2031-12-31", "2026-11-17", "2031-12-31"),
    ],
)
def test_a_badge_is_true_through_its_last_day(said: str, first: str, last: str | None) -> None:
    found = last_day(said, date.fromisoformat(first))
    assert found == (date.fromisoformat(last) if last else None)


def test_the_day_ends_where_the_programme_is() -> None:
    issued_at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # the first of July in Paris
    assert end("1 year", issued_at, PARIS) == datetime(2027, 7, 1, 21, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    ["", "2 ans", "two years", "0 days", "2031-02-30", "9999 years", "-1 year"],
)
def test_what_is_no_time_is_refused_and_what_it_could_be_is_said(said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BadgeClass.model_validate(
            {
                "slug": "a",
                "form": "b",
                "name": {"fr": "A"},
                "description": {"fr": "A"},
                "criteria": {"fr": "A"},
                "skills": {},
                "pictogram": "a",
                "expires": said,
            }
        )
    (error,) = refused.value.errors()
    assert "never, 2 years" in str(Sentence(f"programme.form_{error['ctx']['form']}"))
