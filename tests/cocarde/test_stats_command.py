"""`cocarde stats`: a table for people, JSON for programs, a link for a member of the staff."""

from pathlib import Path

import pytest

from cocarde.staff.stats import BAR, drawn
from tests.world.command import Cocarde
from tests.world.rows import BECODE, CIVIC, Truth
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

NOW = ("--now", "2026-11-16T10:00:00+01:00")


@pytest.fixture
def cocarde(stage: Stage, tmp_path: Path) -> Cocarde:
    """The command over the same store as the stage."""
    assert stage.world.store.url.endswith(f"{tmp_path}/cocarde.db")
    return Cocarde(tmp_path)


def test_people_read_bars_with_their_numbers(stage: Stage, cocarde: Cocarde) -> None:
    truth = Truth(stage)
    for _ in range(4):
        truth.diagnosed("unanswered", "resume")
    truth.diagnosed("too_short")
    truth.case(truth.ago(days=3), due=truth.ago(hours=1))
    lines = cocarde("stats", *NOW).splitlines()
    assert lines[0] == "all programmes, from 18 October 2026 to 16 November 2026"
    assert "           1  open cases (1 of them late)" in lines
    assert f"  {'Invitation not answered':<23}  {'█' * BAR}  4" in lines
    assert f"  {'Placement too short':<23}  {'█' * (BAR // 4):<{BAR}}  1" in lines
    assert lines[lines.index("Invitations") + 1] == "  Nothing in this period."


def test_programs_read_the_same_as_json(stage: Stage, cocarde: Cocarde) -> None:
    truth = Truth(stage)
    truth.diagnosed("unanswered", "resume", CIVIC)
    truth.diagnosed("unanswered", "human", BECODE)
    truth.diagnosed("revoked", programme=CIVIC, at=truth.ago(days=8))
    everything = cocarde.json("stats", *NOW)
    assert everything["causes"] == {"unanswered": 2, "revoked": 1}
    assert everything.keys() == {
        "programme", "days", "from", "until", "causes", "mended", "cures", "badges", "claims",
        "waiting", "cases", "invitations", "bounces", "worth_telling", "complaints",
    }  # fmt: skip
    week = cocarde.json("stats", "--programme", CIVIC, "--days", "7", *NOW)
    assert (week["programme"], week["days"], week["from"]) == (
        CIVIC, 7, "2026-11-10T00:00:00+01:00",
    )  # fmt: skip
    assert week["causes"] == {"unanswered": 1}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--programme", "nothing"], "There is no programme"),
        (["--days", "0"], "0 is not a number of days"),
        (["--link", "--by", "nobody@example.org"], "Nobody here has the address"),
        (["--link", "--by", "sam@example.org"], "may not see the figures"),
    ],
)
def test_what_cannot_be_told_is_said_with_its_mend(
    stage: Stage, cocarde: Cocarde, words: list[str], told: str
) -> None:
    stage.reviewer("sam", "Sam Okafor", BECODE)
    assert told in cocarde("stats", *words, status=2)


async def test_the_link_opens_the_page(stage: Stage, cocarde: Cocarde) -> None:
    cocarde("staff", "add", "mona@example.org", "--programme", BECODE, "--role", "support")
    made = cocarde.json("stats", "--link", "--by", "mona@example.org", *NOW)
    assert made["link"].startswith(f"{BASE}/staff/")
    assert made["until"] == "2026-11-23T10:00:00+01:00"
    async with visitor(stage) as web:
        page = await web.get(made["link"])
    assert page.status_code == 200
    assert "Chiffres · BeCode" in page.text


BARS = [(0, 10, ""), (10, 10, "█" * BAR), (5, 10, "█" * 12), (1, 10**6, "▏"), (1, 48, "▌")]


@pytest.mark.parametrize(("value", "most", "shown"), BARS)
def test_a_bar_begins_at_zero_and_what_is_not_nothing_shows(
    value: float, most: float, shown: str
) -> None:
    assert drawn(value, most) == f"{shown:<{BAR}}"
