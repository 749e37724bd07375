"""`cocarde case …`: the same cases and the same acts as in a chat, for a terminal."""

import json
from pathlib import Path

import pytest

from core.ground.tables import Person
from core.people import people
from core.support import CaseSubject, Occasion, open_case
from tests.world.command import Cocarde
from tests.world.world import Stage, make_stage

NOUR, THEO = "nour@example.org", "theo@example.org"


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = make_stage(tmp_path)
    made.supporter("nour", "Nour Benali", "becode")
    made.supporter("theo", "Théo Lambert", "becode")
    return made


def opened(stage: Stage, key: str = "lina", name: str = "Lina Haddad") -> str:
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, f"{key}@example.org", name=name)
        person = turn.db.get_one(Person, address.person_id)
        matter = CaseSubject(Occasion.HUMAN, f"{key}:1", "« Rien reçu »", "becode", person)
        return open_case(turn, matter).ref


def test_a_case_is_listed_with_its_cause_and_its_day(cocarde: Cocarde, stage: Stage) -> None:
    ref = opened(stage)
    (case,) = cocarde.json("case", "list")
    assert (case["ref"], case["occasion"], case["person"]) == (ref, "human", "Lina Haddad")
    assert (case["cause"], case["assignee"], case["due_at"][:10]) == ("unknown", "", "2026-11-18")
    assert ref in cocarde("case", "list", "--programme", "becode")
    assert "No case waits." in cocarde("case", "list", "--programme", "normandie")


def test_an_answer_from_the_terminal_reaches_the_person(cocarde: Cocarde, stage: Stage) -> None:
    ref = opened(stage)
    done = cocarde.json("case", "answer", ref, "Bonjour Lina, nous regardons.", "--by", NOUR)
    assert [row["to"] for row in done["outbox"]] == ["lina@example.org"]
    assert "Nour, de l'équipe de BeCode, " in done["replies"][0]["text"]
    case = cocarde.json("case", "show", ref)
    assert (case["state"], case["assignee"]) == ("answered", "Nour Benali")
    kinds = [(line["who"], line["kind"]) for line in case["timeline"]]
    assert ("Nour Benali", "answered") in kinds
    assert "Bonjour Lina, nous regardons." in cocarde("case", "show", ref)
    assert cocarde.json("case", "list") == []


def test_a_case_is_handed_over_merged_and_closed(cocarde: Cocarde, stage: Stage) -> None:
    ref, other = opened(stage), opened(stage, "tom", "Tom Maes")
    cocarde("case", "assign", ref, "--by", NOUR, "--to", THEO)
    assert cocarde.json("case", "show", ref)["assignee"] == "Théo Lambert"
    refused = cocarde("case", "merge", ref, "--with", other, "--by", NOUR, status=2)
    assert "deux personnes différentes" in refused
    cocarde("case", "close", ref, "--by", NOUR)
    assert "déjà fermé" in cocarde("case", "close", ref, "--by", THEO, status=2)


def test_who_is_not_of_the_staff_does_nothing(cocarde: Cocarde, stage: Stage) -> None:
    ref = opened(stage)
    stage.known("zoe", "Zoé Martin", "zoe@example.org")
    assert "Aucun dossier" in cocarde("case", "close", ref, "--by", "zoe@example.org", status=2)
    assert "needs --by" in cocarde("case", "close", ref, status=2)
    assert "There is no case" in cocarde("case", "close", "zzzzz9", "--by", NOUR, status=2)
    assert cocarde.json("case", "show", ref)["state"] == "open"


def test_people_are_found_by_mail_name_and_reference(cocarde: Cocarde, stage: Stage) -> None:
    ref = opened(stage)
    for text in ("lina@example.org", "lina haddad", ref):
        (person,) = json.loads(cocarde("case", "find", text, "--by", NOUR, "--json"))
        assert (person["person"], person["cases"]) == ("Lina Haddad", [ref])
    assert cocarde.json("case", "find", "nobody@example.org", "--by", NOUR) == []
    stage.supporter("noor", "Noor Peeters", "normandie")
    assert cocarde.json("case", "find", "lina@example.org", "--by", "noor@example.org") == []
