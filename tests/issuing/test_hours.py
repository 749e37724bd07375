"""Three of five badges and twenty hours: what the claims of the badges add up to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.tables import Badge
from tests.world import evening_school
from tests.world.talking import Talk, badges, learner, texts
from tests.world.world import Stage, make_stage


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path, programmes=evening_school.programmes(tmp_path))
    yield made
    made.world.store.close()


def earn(talk: Talk, badge: str, hours: str) -> str:
    """What somebody reads until a badge for so many hours is theirs."""
    talk.send(choice=f"badge:veillee:{badge}")
    talk.say(hours)
    return texts(talk.say("oui"))


def test_three_badges_and_twenty_hours_open_the_wider_one(school: Stage) -> None:
    nour = learner(school, "nour", "Nour Haddad")
    earn(nour, "lecture", "6 h")
    told = texts(nour.say("/status"))
    assert "1 sur 3" in told
    assert "2 badges parmi" in told
    assert "14 heures (6 sur 20)" in told.replace("\xa0", " ")
    earn(nour, "calcul", "six heures")
    earn(nour, "dessin", "4")
    told = texts(nour.say("/status")).replace("\xa0", " ")
    assert "3 sur 3. Il manque 4 heures (16 sur 20)." in told
    assert "L'acceptez-vous" in earn(nour, "sport", "4 heures")


def test_hours_alone_are_not_enough(school: Stage) -> None:
    nour = learner(school, "nour", "Nour Haddad")
    told = earn(nour, "lecture", "30").replace("\xa0", " ")
    assert "acceptez" not in told
    assert "heure" not in texts(nour.say("/status")).replace("Heures", "")
    assert [each.badge for each in badges(school)] == ["lecture"]


def test_the_hours_of_a_revoked_badge_count_no_longer(school: Stage) -> None:
    nour = learner(school, "nour", "Nour Haddad")
    for badge, hours in (("lecture", "12"), ("calcul", "4"), ("dessin", "2")):
        earn(nour, badge, hours)
    assert "Il manque 2 heures (18 sur 20)." in texts(nour.say("/status"))
    with school.world.turn() as turn:
        given = turn.db.exec(select(Badge).where(Badge.badge == "calcul")).one()
        given.revoked_at = turn.at
        turn.db.add(given)
    told = texts(nour.say("/status"))
    assert "2 sur 3" in told
    assert "6 heures (14 sur 20)" in told
