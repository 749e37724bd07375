"""`cocarde revoke` and `cocarde correct`: what the staff do to a badge, from a terminal."""

from pathlib import Path

import pytest

from core.issuing.stored_badges import picture
from tests.world.command import Cocarde
from tests.world.issued_badges import RIGHT, volunteer_badge
from tests.world.world import Stage, make_stage

NOUR, THEO, WHY = "nour@example.org", "theo@example.org", "Les dates étaient fausses."


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return make_stage(tmp_path)


def saved(stage: Stage, badge: str, folder: Path) -> str:
    """The picture of a badge as its holder keeps it."""
    file = folder / f"{badge}.png"
    file.write_bytes(picture(stage.world, badge)[1])
    return str(file)


def test_a_revoked_badge_is_revoked_for_the_next_who_asks(
    cocarde: Cocarde, stage: Stage, tmp_path: Path
) -> None:
    badge = volunteer_badge(stage).id
    file = saved(stage, badge, tmp_path)
    assert cocarde.json("verify", file)["valid"] is True
    done = cocarde.json("revoke", badge, "--reason", WHY, "--by", NOUR)
    assert (done["outcome"], done["revoked"]) == ("decided", [badge])
    assert [row["to"] for row in done["outbox"] if row["kind"] == "revoked"]
    assert '"reason": "revoked"' in cocarde("verify", file, "--json", status=1)
    again = cocarde("revoke", badge, "--reason", WHY, "--by", THEO, status=2)
    assert "revoked already" in again


def test_a_corrected_badge_is_another_and_the_old_one_is_named_by_its_page(
    cocarde: Cocarde, stage: Stage, tmp_path: Path
) -> None:
    badge = volunteer_badge(stage).id
    page = f"https://badges.example.org/b/{badge}"
    done = cocarde.json("correct", page, "--name", RIGHT, "--by", NOUR)
    assert done["revoked"] == [badge]
    (new,) = done["badges"]
    assert cocarde.json("verify", saved(stage, new, tmp_path))["valid"] is True
    assert RIGHT in done["replies"][-1]["text"]


def test_what_is_planned_can_be_taken_back(cocarde: Cocarde, stage: Stage) -> None:
    badge = volunteer_badge(stage).id
    at = "2026-11-16T10:00:00Z"
    order = ("revoke", badge, "--reason", WHY, "--by", NOUR, "--undo-minutes", "10", "--now", at)
    assert "--undo" in cocarde(*order)
    assert "stays valid" in cocarde("revoke", badge, "--undo", "--by", THEO, "--now", at)
    assert cocarde.json("due", "--now", "2026-11-16T11:00:00Z")["revoked"] == []
    assert "Nothing is planned" in cocarde("correct", badge, "--undo", "--by", THEO, status=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("revoke", "BADGE", "--by", NOUR), "--reason"),
        (("correct", "BADGE", "--by", NOUR), "--name"),
        (("correct", "BADGE", "--name", "12", "--by", NOUR), "cannot be a name"),
        (("revoke", "aaaa", "--reason", WHY, "--by", NOUR), "There is no badge 'aaaa'"),
        (("revoke", "BADGE", "--reason", WHY, "--by", "siobhan@example.org"), "Only the people"),
        (("revoke", "BADGE", "--reason", WHY, "--by", "nobody@example.org"), "nobody@example.org"),
        (("revoke", "BADGE", "--reason", WHY, "--by", NOUR, "--undo-minutes", "-5"), "minutes"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(
    cocarde: Cocarde, stage: Stage, words: tuple[str, ...], told: str
) -> None:
    badge = volunteer_badge(stage).id
    said = cocarde(*(badge if word == "BADGE" else word for word in words), status=2)
    assert told in said
    assert cocarde.json("person", "show", "siobhan@example.org")["persons"][0]["badges"][0][
        "revoked"
    ] in (False, "", None)
