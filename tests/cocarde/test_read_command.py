"""`cocarde read`: anybody can see why words are understood as they are."""

import json
from pathlib import Path

import pytest

from tests.world.command import Cocarde


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


def test_it_prints_acts_fields_and_offers(cocarde: Cocarde) -> None:
    told = json.loads(
        cocarde(
            "read", "du 1/10/2024 au 31/05/2025", "--asked", "question:mission",
            "--programme", "service-civique", "--json",
        )
    )  # fmt: skip
    assert told["fields"] == {"mission": "2024-10-01/2025-05-31"}
    assert [act["kind"] for act in told["acts"]] == ["answer"]
    assert told["offers"] == []


def test_a_batch_is_read_line_by_line(cocarde: Cocarde, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "oui", "asked": "recap", "lang": "fr", "door": "telegram"},
        {"id": "b", "text": "moi@example.org", "asked": "mail", "programme": "becode"},
        {"id": "c", "text": "azerty qsdfg"},
    ]
    path = tmp_path / "said.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told = [json.loads(line) for line in cocarde("read", "--batch", str(path)).splitlines()]
    assert [each["id"] for each in told] == ["a", "b", "c"]
    assert told[0]["acts"][0]["kind"] == "confirm"
    assert told[1]["fields"] == {"mail": "moi@example.org"}
    assert {"lost", "human"} <= set(told[2]["offers"])


def test_a_bad_line_is_named(cocarde: Cocarde, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text('{"text": "oui"}\nnot json\n', encoding="utf-8")
    told = cocarde("read", "--batch", str(path), status=2)
    assert "said.jsonl" in told
    assert "Traceback" not in told
