"""`cocarde check` names the programmes and organisations whose claims would wait unseen."""

from pathlib import Path

import pytest

from cocarde.operate.check_staff import look
from core.ground.paths import TEMPLATES
from core.programmes.catalogue import catalogue
from tests.world.command import Cocarde

KNOWN = catalogue(TEMPLATES / "programmes")
NORMANDIE = [each.name for each in KNOWN["normandie"].organisation]


def told(slug: str, *held: tuple[str, str]) -> list[str]:
    roles = [(slug, role, organisation) for role, organisation in held]
    return [finding.what for finding in look([KNOWN[slug]], roles)]


@pytest.mark.parametrize("slug", ["becode", "normandie"])
def test_a_programme_without_anybody_is_told_once(slug: str) -> None:
    assert told(slug) == [f"nobody decides on the claims of {slug}."]


def test_each_organisation_without_a_reviewer_is_told() -> None:
    first, *others = NORMANDIE
    expected = [f"nobody decides on the claims of {name} in normandie." for name in others]
    assert expected
    assert told("normandie", ("reviewer", first)) == expected


def test_a_manager_decides_for_all_and_everybody_is_enough() -> None:
    assert told("normandie", ("manager", "")) == []
    assert told("normandie", *(("reviewer", name) for name in NORMANDIE)) == []
    assert told("becode", ("reviewer", "")) == []


def test_the_reviewers_of_another_programme_do_not_count() -> None:
    held = [("becode", "reviewer", ""), ("becode", "manager", "")]
    assert len(list(look([KNOWN["normandie"]], held))) == 1


def test_the_command_says_how_to_mend_it(tmp_path: Path) -> None:
    cocarde = Cocarde(tmp_path)
    first, second, *_ = NORMANDIE
    cocarde("staff", "add", "ana@example.org", "--programme", "normandie", "--organisation", first)
    findings = cocarde.json("check")["findings"]
    what = f"nobody decides on the claims of {second} in normandie."
    (found,) = [each for each in findings if each["what"] == what]
    assert f"--organisation '{second}'" in found["mend"]


def test_an_organisation_that_joined_is_decided_for_as_those_of_the_file(tmp_path: Path) -> None:
    cocarde, word = (
        Cocarde(tmp_path),
        "nobody decides on the claims of Mission locale in normandie.",
    )
    cocarde("organisation", "add", "--programme", "normandie", "--name", "Mission locale",
            "--alias", "ML")  # fmt: skip
    add = ("staff", "add", "ana@example.org", "--programme", "normandie", "--organisation")
    assert "knows no organisation 'Misson'" in cocarde(*add, "Misson", status=2)
    cocarde(*add, NORMANDIE[0])
    assert word in [each["what"] for each in cocarde.json("check")["findings"]]
    given = cocarde.json(*add, "ml")
    assert [each["organisation"] for each in given] == ["Mission locale"]
    assert word not in [each["what"] for each in cocarde.json("check")["findings"]]
