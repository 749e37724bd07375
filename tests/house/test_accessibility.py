"""What is declared of accessibility is what was looked at: table, rate and day agree."""

import re
import tomllib
from datetime import date

import pytest
from babel.dates import format_date

from core.ground.paths import TEMPLATES
from tools.accessibility import (
    ABSENT,
    DECLARATION,
    FAILS,
    JUDGED,
    KEEPS,
    MAIL,
    PDF,
    criteria,
    sample,
)

THEMES = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}
DAYS = {"fr": "1er décembre 2026", "en": "1 December 2026", "nl": "1 december 2026"}


def table() -> dict[str, list[str]]:
    lines = re.findall(r"^\| (\d+\.\d+) \| (.*) \|$", DECLARATION.read_text("utf-8"), re.M)
    return {number: [cell.strip() for cell in rest.split("|")] for number, rest in lines}


def test_every_criterion_has_a_verdict_on_every_page() -> None:
    wanted = [f"{theme}.{n}" for theme, last in THEMES.items() for n in range(1, last + 1)]
    assert [each.number for each in criteria()] == wanted == list(table())
    for number, (_, _, *verdicts) in table().items():
        assert len(verdicts) == len(sample()) + len((MAIL, PDF)), number
        assert set(verdicts) <= {KEEPS, FAILS, ABSENT}, number


def test_what_applies_somewhere_says_how_it_was_judged() -> None:
    for number, (_, by, *verdicts) in table().items():
        assert (by in ("tool", "look")) or set(verdicts) == {ABSENT}, number


@pytest.mark.parametrize("language", DAYS)
def test_people_are_told_the_same_rate_and_the_same_day(language: str) -> None:
    apply = [set(cells[2:]) - {ABSENT} for cells in table().values()]
    kept = sum(each == {KEEPS} for each in apply)
    rate = 100 * kept / sum(bool(each) for each in apply)
    day = date.fromisoformat(tomllib.loads(JUDGED.read_text("utf-8"))["day"])
    words = (TEMPLATES / "words" / language / "accessibility.toml").read_text("utf-8")
    assert rate >= 95
    assert f"{rate:.0f} %" in words.replace("\u202f", " ").replace("\xa0", " ")
    assert re.search(rf"\b{kept}\b", words)
    assert format_date(day, "LLLL y", locale=language) in DAYS[language]
    assert DAYS[language] in words
