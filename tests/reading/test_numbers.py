"""Numbers as nobody means them: too long, with marks at random, signs that hold two figures."""

from datetime import date
from decimal import Decimal

import pytest

from core.ground.errors import Refusal
from core.programmes.answers.answer import Context
from core.programmes.answers.numbers import number
from core.programmes.form import Question
from core.reading.numbers import MOST, find_numbers

HOURS = ("heure", "heures")
STRANGE = (
    "9" * 40, "9" * 100_000, "9" * 100_000 + "h30", "9" * 40 + ",5", "1.234,567.890", "1,2.3,4",
    "1" + ",1" * 500, "cent " * 500, "1" + " 111" * 500, "2½ heures", "12²",
    "1e999", "NaN", "Infinity",
)  # fmt: skip


@pytest.mark.parametrize("told", STRANGE, ids=lambda told: told[:12])
@pytest.mark.parametrize("more", [{}, {"max": 500}, {"decimals": 1}, {"unit": {"fr": HOURS}}])
def test_a_number_that_nobody_means_is_asked_about(told: str, more: dict[str, object]) -> None:
    labels = {"label": {"fr": "Heures"}, "ask": {"fr": "Combien d'heures ?"}}
    question = Question.model_validate({"name": "hours", "kind": "number", **labels, **more})
    with pytest.raises(Refusal):
        number(question, told, Context("fr", date(2026, 7, 2)))


def test_a_long_row_of_figures_is_read_in_one_go() -> None:
    (found,) = find_numbers("9" * 150_000, HOURS, "fr")
    assert found.values == (MOST,)
    assert found.vague


def test_what_is_usual_is_read_as_before() -> None:
    for told, value in (("2h30", "2.5"), ("1.250,5", "1250.5"), ("mille deux cents", "1200")):
        assert find_numbers(told, HOURS, "fr")[0].values == (Decimal(value),)
