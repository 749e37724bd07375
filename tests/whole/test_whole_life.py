"""Everybody lives through an installation, any step after any other; ten things hold after each.

`python -m tools.whole_life` takes a hundred thousand steps; these are a few, the same each time.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.world.world import Stage
from tools.whole_life.invariants import Remembered, hold
from tools.whole_life.life import Life
from tools.whole_life.machine import WholeLife

TestWholeLife = WholeLife.TestCase
TestWholeLife.settings = settings(
    max_examples=2, stateful_step_count=25, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def life(stage: Stage) -> Life:
    """An installation whose staff has come, and a badge of Lina's that Sam approved."""
    made = Life(stage)
    made.begin()
    for said in ("/start becode_python-avance", "https://github.com/lina/app",
                 "https://lina.example.org", "oui"):  # fmt: skip
        made.writes("lina", said)
    made.carries()
    return made


def test_a_claim_lives_to_its_badge_and_every_step_may_come_twice(life: Life) -> None:
    before = Remembered()
    for number in range(100):
        if "badge" in life.states():
            break
        life.presses("sam", number)
        life.carries()
    assert "badge" in life.states()
    for number in range(5):
        life.happens_again(number)
    with life.stage.world.glance() as turn:
        hold(turn, before)
    assert before.issued


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("UPDATE claim SET state = 'approved'", "in_review"),
        ("UPDATE timer SET done_at = due_at", "set"),
        ("UPDATE inbox SET state = 'received'", "received"),
        ("UPDATE seat SET person_id = (SELECT person_id FROM claim)", "learner"),
    ],
)
def test_what_does_not_hold_is_noticed(life: Life, broken: str, told: str) -> None:
    with life.stage.world.turn() as turn:
        turn.db.connection().exec_driver_sql("DELETE FROM seat WHERE person_id NOT IN "
                                             "(SELECT min(person_id) FROM seat)")  # fmt: skip
        turn.db.connection().exec_driver_sql(broken)
    with life.stage.world.glance() as turn, pytest.raises(AssertionError, match=told):
        hold(turn, Remembered())
