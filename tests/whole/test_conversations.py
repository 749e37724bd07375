"""The transcripts of `conversations/` are what really happens. `REWRITE=1` accepts what is new;
the difference is then read like prose. None of it reads a big table from end to end, and no secret
that was sent stays in the database."""

import os
from pathlib import Path

import pytest

from core.ground.paths import ROOT
from tests.world.query_plans import listening, scans
from tests.world.sent_secrets import RecordedStory
from tests.world.world import Stage

SCRIPTS = sorted((ROOT / "tests" / "conversations").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(script: Path, stage: Stage) -> None:
    written = script.read_text(encoding="utf-8")
    story = RecordedStory(stage)
    with listening() as asked:
        really = story.play(written)
    if os.environ.get("REWRITE"):
        script.write_text(really, encoding="utf-8")
    assert really == script.read_text(encoding="utf-8")
    assert scans(stage.world.store, asked) == {}
    assert story.kept() == set()


def test_there_are_conversations() -> None:
    assert len(SCRIPTS) >= 13


# The most that somebody says or presses until their claim is on its way.
FEW = {
    ("becode-in-five", "lina"): 5,
    ("service-civique-in-three", "awa"): 3,
    ("service-civique-two-presses", "yanis"): 2,
}


@pytest.mark.parametrize(("script", "who"), FEW, ids=str)
def test_a_claim_takes_no_more_messages_than_that(script: str, who: str) -> None:
    lines = (ROOT / "tests" / "conversations" / f"{script}.txt").read_text("utf-8").splitlines()
    said = [number for number, line in enumerate(lines) if line.startswith(f"{who} > ")]
    assert len(said) <= FEW[script, who]
    assert any(line.startswith("= ready → ") for line in lines[said[-1] :])


def test_the_name_is_asked_for_once_in_three_claims() -> None:
    told = (ROOT / "tests" / "conversations" / "normandie-three-badges.txt").read_text("utf-8")
    assert told.count("Quels prénom et nom doivent figurer") == 1
    assert told.count("= ready → in_review") == 3
