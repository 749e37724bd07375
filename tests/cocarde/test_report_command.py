"""`cocarde report`: what a learner has acquired, as text and files, and links to it."""

import json
from pathlib import Path

import pytest

from tests.world.awarded import awarded
from tests.world.command import Cocarde
from tests.world.papers import read_paper
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

ZOE = "zoe@example.org"
OF = ("--programme", "becode", "--now", "2026-11-16T10:00:00+01:00")


@pytest.fixture
def cocarde(stage: Stage, tmp_path: Path) -> Cocarde:
    """The command over a school whose coach gave Zoé a badge."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("zoe", "Zoé Lambert", ZOE)
    awarded(stage, "sam", "becode", "git", ZOE)
    return Cocarde(tmp_path)


def test_a_report_is_told_in_lines_and_written_as_files(cocarde: Cocarde, tmp_path: Path) -> None:
    told = cocarde("report", ZOE, *OF)
    assert told.startswith("Report on Zoé Lambert\n")
    assert "  Git and GitHub · Basics · obtained · 16 November 2026 · Sam Okafor\n" in told
    paper, table = tmp_path / "zoe.pdf", tmp_path / "zoe.csv"
    assert cocarde("report", ZOE, *OF, "--pdf", str(paper), "--csv", str(table)) == ""
    assert read_paper(paper.read_bytes()).title == "Report on Zoé Lambert"
    assert "Git and GitHub" in table.read_text(encoding="utf-8-sig")
    assert {oct(each.stat().st_mode)[-3:] for each in (paper, table)} == {"600"}
    assert json.loads(cocarde("report", ZOE, *OF, "--json"))["learner"] == "Zoé Lambert"


def test_the_table_of_all_has_whom_the_programme_knows(cocarde: Cocarde) -> None:
    assert "Zoé Lambert" in cocarde("report", "--all", *OF)
    assert "Zoé" not in cocarde("report", "--all", *OF, "--campus", "Liège")


async def test_a_link_is_given_to_who_may_read_and_taken_back(
    stage: Stage, cocarde: Cocarde
) -> None:
    link = cocarde("report", ZOE, *OF, "--link").strip().removeprefix(BASE)
    assert "--all" in cocarde("report", *OF, status=2)
    assert "--by" in cocarde("report", "--all", *OF, "--link", status=2)
    assert "may not read" in cocarde("report", "--all", *OF, "--link", "--by", ZOE, status=2)
    async with visitor(stage) as web:
        assert (await web.get(link)).status_code == 200
        assert cocarde("report", ZOE, *OF, "--withdraw").strip() == "1"
        assert (await web.get(link)).status_code == 404
