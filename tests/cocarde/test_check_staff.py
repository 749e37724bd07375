"""`cocarde check` names the programmes and organisations whose claims would wait unseen."""

import tomllib
from pathlib import Path

import pytest

from cocarde.operate.check_staff import look
from cocarde.programme import check_voices
from core.ground.paths import TEMPLATES
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from tests.programmes.test_sixth_programme import SIXTH
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


def voices(review: str, *held: tuple[str, str, str], more: str = "") -> list[str]:
    """What is told of a garden whose form says this of its review."""
    text = SIXTH.replace('{ by = "declared" }', review) + more
    programme = Programme.model_validate(tomllib.loads(text))
    roles = [("jardin", *each) for each in held]
    return [str(finding) for finding in check_voices.look([programme], roles)]


ANA, BOB, CLO = ("reviewer", "", "ana"), ("reviewer", "", "bob"), ("reviewer", "", "clo")


@pytest.mark.parametrize("review", ['{ by = "coach", second = true }', '{ by = "jury", of = 2 }'])
def test_one_person_where_it_takes_two_is_told_with_the_way_to_add_another(review: str) -> None:
    (found,) = voices(review, ANA)
    assert "1 of the 2 people who must decide on claims of form.saison" in found
    assert "cocarde staff add MAIL --programme jardin" in found
    assert voices(review, ANA, BOB) == voices(review) == []
    assert voices('{ by = "coach" }', ANA) == []


def test_a_jury_of_three_takes_three() -> None:
    assert len(voices('{ by = "jury", votes = 2, of = 3 }', ANA, BOB)) == 1
    assert voices('{ by = "jury", votes = 2, of = 3 }', ANA, BOB, CLO) == []


def test_two_of_one_organisation_are_needed_where_both_must_agree() -> None:
    review = '{ by = "organisation", organisation = "season", second = true }'
    more = '[[organisation]]\nname = "Verger"\n[[organisation]]\nname = "Serre"\n'
    there = [("reviewer", "Verger", "ana"), ("reviewer", "Verger", "bob")]
    assert voices(review, *there, more=more) == []
    (found,) = voices(review, *there, ("reviewer", "Serre", "clo"), more=more)
    assert "--organisation 'Serre'" in found


def test_two_who_may_revoke_are_needed_where_it_takes_two() -> None:
    more = "[revocation]\npeople = 2\n"
    (found,) = voices('{ by = "coach" }', ("manager", "", "ana"), BOB, more=more)
    assert "1 of the 2 people who must agree to revoke" in found
    there = [("manager", "", "ana"), ("support", "", "dan")]
    assert voices('{ by = "coach" }', *there, more=more) == []
