"""The transcripts of `conversations/` are what really happens. `REWRITE=1` accepts what is new;
the difference is then read like prose. None of it reads a big table from end to end."""

import os
from pathlib import Path

import pytest

from core.ground.database.store import Store
from tests.plans import listening, scans
from tests.story import play

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(script: Path, tmp_path: Path) -> None:
    written = script.read_text(encoding="utf-8")
    with listening() as asked:
        really = play(written, tmp_path)
    if os.environ.get("REWRITE"):
        script.write_text(really, encoding="utf-8")
    assert really == script.read_text(encoding="utf-8")
    store = Store(f"sqlite:///{tmp_path / 'cocarde.db'}")
    assert scans(store, asked) == {}
    store.close()


def test_there_are_conversations() -> None:
    assert len(SCRIPTS) >= 13
