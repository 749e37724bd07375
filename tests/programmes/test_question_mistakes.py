"""What `check` says of numbers, files and questions asked only after an answer."""

from pathlib import Path

import pytest

from core.programmes.catalogue import read
from tests.world import evening_school

ADDED = {
    'when = { question = "subject", is = ["music"] }': {
        'when = { question = "hours", at_least = 2 }': "'hours' is not asked before this question",
        'when = { question = "instrument", answered = true }': "'instrument' is not asked before",
        'when = { question = "matter", is = ["music"] }': "there is no question 'matter'",
        'when = { question = "subject", is = ["songs"] }': "'songs' is no possible answer",
        'when = { question = "name", is = ["Léa"] }': "'name' is a question of kind name",
        'when = { question = "subject", at_least = 2 }': "'subject' is a question of kind choice",
        'when = { question = "subject" }': "does not say which answer it takes",
    },
    "max = 500": {
        "max = 500\nmin = 900": "the least number, 900",
        "max = 500\nmax_mb = 3": "max_mb is only for a question of kind file",
    },
    "max_mb = 5": {
        'evidence = "narrative"': "a file stays private",
        "decimals = 1": "decimals is only for a question of kind number",
        "at_will = true": "a question that is not asked may stay unanswered",
    },
    'total = { question = "hours", at_least = 20 }': {
        'total = { question = "days", at_least = 20 }': "asks for the number 'days'",
    },
}
CASES = [(before, after, told) for before, each in ADDED.items() for after, told in each.items()]


def mistakes(root: Path, written: str) -> list[str]:
    folder = evening_school.programmes(root, written)
    return [str(each) for each in read(folder / "veillee").mistakes if each.weight == "wrong"]


def test_the_programme_of_the_tests_is_sound(tmp_path: Path) -> None:
    assert mistakes(tmp_path, evening_school.programme()) == []


@pytest.mark.parametrize(("before", "after", "told"), CASES)
def test_each_mistake_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    written = evening_school.programme()
    assert before in written
    (only,) = mistakes(tmp_path, written.replace(before, after, 1))
    assert told in only
    assert ", line " in only
