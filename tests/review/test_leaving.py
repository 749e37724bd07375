"""Saying that one is away, in a chat, in a sentence or by the command; what narrows a reviewer."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.tables import Absence, Person
from core.reading.dates.future import read_coming
from core.reading.dates.months import Interval
from tests.world import claims_in_review
from tests.world.claims_in_review import submit
from tests.world.command import Cocarde
from tests.world.talking import Talk, texts, word
from tests.world.world import START, Stage

TODAY = START.date()

SAID = [
    ("20/12-03/01", "2026-12-20/2027-01-03"),
    ("du 20 décembre au 3 janvier", "2026-12-20/2027-01-03"),
    ("20/12/2026 - 03/01/2027", "2026-12-20/2027-01-03"),
    ("2026-12-20 2027-01-03", "2026-12-20/2027-01-03"),
    ("from 20 December to 3 January", "2026-12-20/2027-01-03"),
    ("van 20 december tot 3 januari", "2026-12-20/2027-01-03"),
    ("24/12", "2026-12-24/2026-12-24"),
    ("jusqu'au 20 novembre", "2026-11-16/2026-11-20"),
    ("du 12/11 au 18/11", "2026-11-12/2026-11-18"),
    ("du 1er au 15 août", "2027-08-01/2027-08-15"),
    ("du 28 décembre au 3", "2026-12-28/2027-01-03"),
    ("jusqu'au 12", "2026-11-16/2026-12-12"),
    ("until the 20th", "2026-11-16/2026-11-20"),
    ("tot de 20e", "2026-11-16/2026-11-20"),
    ("du 3 au 12", "2026-12-03/2026-12-12"),
    ("tot vrijdag", "2026-11-16/2026-11-20"),
    ("la semaine prochaine", "2026-11-23/2026-11-29"),
    ("demain", "2026-11-17/2026-11-17"),
]


@pytest.mark.parametrize(("text", "days"), SAID)
def test_days_to_come_are_read_without_their_year(text: str, days: str) -> None:
    assert str(read_coming(text, TODAY, "fr")) == days


@pytest.mark.parametrize("text", ["", "bientôt", "jusqu'au 32", "du 31/11 au 4/12"])
def test_what_names_no_days_is_not_guessed(text: str) -> None:
    assert not isinstance(read_coming(text, TODAY, "fr"), Interval)


def at_the_terminal(stage: Stage) -> Talk:
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("lea", "Léa Martin", "becode")
    return Talk(stage, "sam")


@pytest.mark.parametrize(
    "text",
    [
        "/away 20/12-03/01 lea@example.org",
        "/away 20/12-03/01 @lea",
        "/away du 20 décembre au 3 janvier, remplacé par Léa",
        "Je suis absent du 20/12 au 03/01, remplacé par Léa Martin",
        "Je serai en congés du 20 décembre au 3 janvier @martin",
    ],
)
def test_a_reviewer_says_when_they_are_away_and_who_stands_in(stage: Stage, text: str) -> None:
    effects = at_the_terminal(stage).say(text)
    assert "du 20 décembre 2026 au 3 janvier 2027, remplacement par Léa Martin" in texts(effects)
    with stage.world.glance() as turn:
        (absence,) = turn.db.exec(select(Absence))
        assert turn.db.get_one(Person, absence.deputy_id).name == "Léa Martin"
        assert (absence.starts_on, absence.ends_on) == (date(2026, 12, 20), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/away", "away_how"),
        ("/away bientôt", "away_how"),
        ("/away 20/12-03/01 @kim", "deputy_unknown"),
        ("/away 20/12-03/01 kim@example.org", "deputy_unknown"),
        ("/away 20/12-03/01 sam@example.org", "deputy_self"),
        ("/away 01/09/2026-03/09/2026", "away_past"),
        ("/away 20/12/2026-03/01/2028", "away_long"),
    ],
)
def test_what_is_not_understood_notes_nothing_and_says_how(
    stage: Stage, text: str, key: str
) -> None:
    effects = at_the_terminal(stage).say(text)
    said = text.rpartition(" ")[2].removeprefix("@")
    assert word(f"seat.{key}", said=said) in texts(effects)
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Absence)).all() == []


def test_two_colleagues_of_the_same_name_are_not_guessed_between(stage: Stage) -> None:
    sam = at_the_terminal(stage)
    stage.reviewer("lea2", "Léa Peeters", "becode")
    effects = sam.say("/away 20/12-03/01 @lea")
    assert word("seat.deputy_several", said="lea") in texts(effects)


def test_a_learner_has_no_use_for_it(stage: Stage) -> None:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    lina = Talk(stage, "lina")
    assert word("seat.not_staff") in texts(lina.say("/away 20/12-03/01"))
    assert word("seat.not_staff") in texts(lina.say("/back"))
    lina.say("Je suis absente du 20/12 au 03/01")
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Absence)).all() == []


def test_back_in_a_chat(stage: Stage) -> None:
    sam = at_the_terminal(stage)
    assert word("seat.not_away") in texts(sam.say("/back"))
    sam.say("/away 16/11-20/11")
    assert word("seat.back") in texts(sam.say("/back"))


# As an operator writes it


def test_the_command_notes_an_absence_and_moves_what_is_due_in_it(
    stage: Stage, tmp_path: Path
) -> None:
    cocarde = Cocarde(tmp_path)
    claims_in_review.staff(stage, "ana")
    submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    told = cocarde.json(
        "staff", "away", "ana@example.org", "--from", "2026-11-18", "--to", "2026-12-01",
        "--deputy", "bob@example.org", "--now", START.isoformat(),
    )  # fmt: skip
    assert told == {
        "mail": "ana@example.org", "from": "2026-11-18", "to": "2026-12-01",
        "deputy": "bob@example.org", "moved": 1,
    }  # fmt: skip
    now = ("--now", START.isoformat())
    listed = {each["name"]: each for each in cocarde.json("staff", "list", *now)}
    assert listed["Ana"]["away"] == [{"from": "2026-11-18", "to": "2026-12-01", "deputy": "Bob"}]
    assert (listed["Ana"]["waiting"], listed["Bob"]["waiting"]) == (0, 1)
    assert "away 2026-11-18 to 2026-12-01 (deputy Bob)" in cocarde("staff", "list", *now)
    later = ("--now", "2026-11-20T10:00:00+01:00")
    assert cocarde.json("staff", "back", "ana@example.org", *later)["was_away"]
    assert not cocarde.json("staff", "back", "ana@example.org", *later)["was_away"]


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-12-20", "--to", "2026-12-01"),
        ("--from", "2026-12-20", "--to", "2028-12-01"),
        ("--from", "demain"),
        ("--from", "2026-12-20", "--deputy", "eve@example.org"),
        ("--from", "2026-12-20", "--deputy", "ana@example.org"),
        ("--from", "2026-10-01", "--to", "2026-10-02"),
    ],
)
def test_the_command_refuses_days_and_deputies_that_make_no_sense(
    stage: Stage, tmp_path: Path, words: tuple[str, ...]
) -> None:
    claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "eve", programme="maillage")
    cocarde = Cocarde(tmp_path)
    now = ("--now", START.isoformat())
    cocarde("staff", "away", "ana@example.org", *words, *now, status=2)
    assert cocarde.json("staff", "list", *now)[0]["away"] == []


def test_the_command_narrows_what_comes_to_a_reviewer(tmp_path: Path) -> None:
    cocarde = Cocarde(tmp_path)
    given = ("--programme", "becode", "--badges", "git, sql", "--languages", "nl")
    told = cocarde.json("staff", "add", "ana@example.org", "--name", "Ana", *given)
    assert (told[0]["badges"], told[0]["languages"], told[0]["levels"]) == ("git,sql", "nl", "")
    assert "badges: git,sql" in cocarde("staff", "list")
    unknown = ("--programme", "becode", "--badges", "kayak")
    assert "kayak" in cocarde("staff", "add", "ana@example.org", *unknown, status=2)
