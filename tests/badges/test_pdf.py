"""A paper is a tagged PDF in its language, with its fonts inside and every script drawn."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.badges import pdf
from core.ground.errors import Trouble
from tests.world.papers import read_paper

WRITTEN = datetime(2026, 7, 1, tzinfo=UTC)
TEMPLATE = """#import "paper.typ": *
#show: paper.with(title: data.title, author: "BeCode", lang: "nl")
= #data.title
#data.name
"""


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template beside what all share."""
    shared = pdf.PAPERS / "paper.typ"
    (tmp_path / "paper.typ").write_text(shared.read_text())
    (tmp_path / "note.typ").write_text(TEMPLATE)
    monkeypatch.setattr(pdf, "PAPERS", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("papers")
def test_names_of_many_scripts_are_tagged_and_embedded() -> None:
    name = "Zoé Łukaszewicz 李明 ไทย Жанна"
    made = pdf.compose("note", {"title": "Getuigschrift", "name": name}, {}, WRITTEN)
    paper = read_paper(made)
    assert (paper.language, paper.title, paper.tagged) == ("nl", "Getuigschrift", True)
    assert name in paper.text
    assert "Lato-Regular" in paper.fonts
    assert len(paper.fonts) > 3
    assert not paper.loose


@pytest.mark.usefixtures("papers")
def test_the_same_paper_has_the_same_bytes() -> None:
    values = {"title": "Getuigschrift", "name": "Zoé"}
    assert pdf.compose("note", values, {}, WRITTEN) == pdf.compose("note", values, {}, WRITTEN)


def test_a_broken_template_says_so(papers: Path) -> None:
    (papers / "note.typ").write_text("#unknown")
    with pytest.raises(Trouble) as told:
        pdf.compose("note", {}, {}, WRITTEN)
    assert "unknown" in str(told.value)
