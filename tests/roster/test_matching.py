"""Finding the mission that somebody means: by keys, weighed, laid out; never a scan."""

from datetime import date

import pytest
from sqlalchemy import text

from core.ground.tables import Mission
from core.roster.matching import SaidMission, clear, matches
from tests.world.world import Stage

START, END = date(2025, 10, 1), date(2026, 5, 31)
ROSTER = (
    ("SC-1", "HADDAD Lina", "lina@x.test", "2025-10-01", "2026-05-31", "Les Passerelles", "Rouen"),
    ("SC-2", "Awa Diallo", "awa@x.test", "2025-10-01", "2026-05-31", "Mairie de Caen", "Caen"),
    ("SC-3", "Jean Martin", "jm1@x.test", "2025-09-01", "2026-04-30", "Croix-Rouge", "Lille"),
    ("SC-4", "Martin Jean", "jm2@x.test", "2025-10-01", "2026-05-31", "Croix-Rouge", "Paris"),
    ("SC-5", "Łukasz O'Brien", "luk@x.test", "2025-10-01", "2026-05-31", "Emmaüs", "Le Havre"),
)
NAMES = ("reference", "name", "mail", "starts_on", "ends_on", "organisation", "place")


def settled(stage: Stage) -> Stage:
    for row in ROSTER:
        stage.mission("service-civique", **dict(zip(NAMES, row, strict=True)))
    return stage


def found(stage: Stage, said: SaidMission) -> list[str]:
    with stage.world.glance() as turn:
        return [each.mission.reference for each in matches(turn, ["service-civique"], said)]


MEANT = (
    (SaidMission("Lina Haddad", START, END, "Les Passerelles à Rouen"), "SC-1"),
    (SaidMission("lina haddad", START, END), "SC-1"),
    (SaidMission("Lina Hadad", START, END, "Rouen"), "SC-1"),  # mistyped: the days find it
    (SaidMission("Lina Marie Haddad", START, END, "Rouen"), "SC-1"),
    (SaidMission("Lina Haddad", date(2025, 10, 6), END, "Passerelles"), "SC-1"),  # five days off
    (SaidMission("Awa Diallo", None, None, "mairie de Caen"), "SC-2"),
    (SaidMission("Jean Martin", date(2025, 9, 1), date(2026, 4, 30), "Lille"), "SC-3"),
    (SaidMission("Lukasz O'Brien", START, END, "emmaus"), "SC-5"),
)


@pytest.mark.parametrize(("said", "reference"), MEANT)
def test_the_mission_that_is_meant_comes_first(
    either: Stage, said: SaidMission, reference: str
) -> None:
    assert found(settled(either), said)[:1] == [reference]


@pytest.mark.parametrize(
    "said",
    [
        SaidMission("Zoé Nobody", START, END, "Rouen"),
        SaidMission("Awa Diallo"),  # a name alone is never enough
        SaidMission("Awa", START, END, "Caen"),
        SaidMission("Jean Martin", date(2019, 1, 1), date(2019, 8, 31)),
        SaidMission("", START, END, "Rouen"),
    ],
)
def test_too_little_or_another_is_no_match(stage: Stage, said: SaidMission) -> None:
    assert found(settled(stage), said) == []


def test_two_that_are_equally_good_stand_side_by_side(stage: Stage) -> None:
    settled(stage)
    with stage.world.glance() as turn:
        both = matches(
            turn, ["service-civique"], SaidMission("Jean Martin", None, None, "Croix-Rouge")
        )
    assert {each.mission.reference for each in both} == {"SC-3", "SC-4"}
    assert clear(both) is None


def test_another_programme_is_not_looked_at(stage: Stage) -> None:
    settled(stage)
    with stage.world.glance() as turn:
        assert matches(turn, ["becode"], SaidMission("Lina Haddad", START, END)) == []


@pytest.mark.parametrize("key", ["name_key", "days_key"])
def test_the_keys_are_looked_up_in_their_index(stage: Stage, key: str) -> None:
    query = (
        f"SELECT * FROM {Mission.__tablename__} WHERE programme IN ('a','b') AND {key} IN ('c','d')"
    )
    with stage.world.glance() as turn:
        plan = turn.db.connection().execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert "SEARCH" in str(plan)
    assert "SCAN" not in str(plan)
