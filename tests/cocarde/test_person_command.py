"""`cocarde person`: who somebody is, merging two persons and parting them again."""

from pathlib import Path

import pytest

from tests.world.command import Cocarde

AWA, AWA_TOO, NOUR = "awa@example.org", "awa.d@example.org", "nour@example.org"


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    """An installation where Sam has given a badge to each of two mailboxes of Awa."""
    made = Cocarde(tmp_path)
    made("staff", "add", "sam@example.org", "--programme", "becode", "--name", "Sam Okafor")
    made("staff", "add", NOUR, "--programme", "becode", "--role", "support", "--name", "Nour")
    for mail, badge in ((AWA, "sql"), (AWA_TOO, "git")):
        award = ("award", "becode", badge, mail, "--by", "sam@example.org", "--why", "Bravo")
        made(*award)
    return made


def test_a_person_is_shown_with_all_that_is_theirs(cocarde: Cocarde) -> None:
    (awa,) = cocarde.json("person", "show", AWA)["persons"]
    assert [each["value"] for each in awa["addresses"]] == [AWA]
    assert [each["name"] for each in awa["badges"]] == ["Bases de données SQL"]
    assert [each["state"] for each in awa["claims"]] == ["issued"]
    by_ref = cocarde.json("person", "show", awa["claims"][0]["ref"])["persons"]
    assert by_ref == [awa]
    told = cocarde("person", "show", AWA)
    assert AWA in told
    assert "becode/sql: issued" in told


def test_two_are_merged_and_parted_by_the_staff(cocarde: Cocarde) -> None:
    done = cocarde.json("person", "merge", AWA_TOO, AWA, "--by", NOUR)
    (awa,) = done["persons"]
    assert {each["value"] for each in awa["addresses"]} == {AWA, AWA_TOO}
    assert {each["name"] for each in awa["badges"]} == {"Bases de données SQL", "Git et GitHub"}
    assert awa["links"][0]["by"] == "Nour"
    again = cocarde("person", "merge", AWA_TOO, AWA, "--by", NOUR, status=2)
    assert "one and the same person" in again
    parted = cocarde.json("person", "unmerge", done["link"], "--by", NOUR, "--now", "2027-12-01")
    assert parted["parted"]
    mails = [[each["value"] for each in one["addresses"]] for one in parted["persons"]]
    assert mails == [[AWA_TOO], [AWA]]
    assert not cocarde.json("person", "unmerge", done["link"], "--by", NOUR)["parted"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("show", "nobody@example.org"), "Nobody here is known by"),
        (("merge", AWA_TOO, "--by", NOUR), "takes two persons"),
        (("merge", AWA_TOO, AWA), "needs --by"),
        (("merge", AWA_TOO, AWA, "--by", "sam@example.org"), "the right to merge"),
        (("merge", AWA_TOO, NOUR, "--by", NOUR), "Nobody merges their own record"),
        (("unmerge", "x", "--by", NOUR), "There is no link"),
    ],
)
def test_what_cannot_be_done_is_said(cocarde: Cocarde, words: tuple[str, ...], why: str) -> None:
    assert why in cocarde("person", *words, status=2)
