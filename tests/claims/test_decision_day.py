"""Until when a decision is promised: never on a weekend, and told before the person says yes."""

from datetime import UTC, datetime

import pytest

from core.claims import claim_form
from core.claims.path import decision_day
from tests.world import claims_in_review
from tests.world.world import Stage

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("days", "day"), [(3, 19), (4, 20), (5, 23), (6, 23), (7, 23), (8, 24)])
def test_days_that_end_on_a_weekend_go_on_to_monday(stage: Stage, days: int, day: int) -> None:
    stage.clock.at = MONDAY
    claims_in_review.staff(stage, "ana")
    with stage.world.turn() as turn:
        claim = claims_in_review.submitted(turn, "lina")
        until = decision_day(turn, claim_form.form_of(turn, claim), days)
    assert (until.day, until.hour, until.isoweekday() <= 5) == (day, 9, True)
