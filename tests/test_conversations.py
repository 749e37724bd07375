"""The transcripts of `conversations/` are what really happens. `REWRITE=1` accepts what is new;
the difference is then read like prose."""

import os
from pathlib import Path

import pytest

from tests.story import play

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(script: Path, tmp_path: Path) -> None:
    written = script.read_text(encoding="utf-8")
    really = play(written, tmp_path)
    if os.environ.get("REWRITE"):
        script.write_text(really, encoding="utf-8")
    assert really == script.read_text(encoding="utf-8")


def test_there_are_conversations() -> None:
    assert len(SCRIPTS) >= 13
