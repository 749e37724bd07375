"""A wrong name on a badge that is out, and a badge to be revoked: from the cases, in a chat."""

import json

import pytest
from sqlmodel import select

from core.due import due
from core.ground.tables import Badge, Case
from tests.world.issued_badges import RIGHT, WRONG, volunteer_badge
from tests.world.talking import Talk, badges, texts
from tests.world.world import Stage


def holder(badge: Badge) -> str:
    names = json.loads(badge.credential)["credentialSubject"]["identifier"]
    return next(str(each["identityHash"]) for each in names if each["identityType"] == "name")


def standing(stage: Stage) -> dict[str, bool]:
    """Whether each badge there is stands, by the name that it bears."""
    return {holder(each): each.revoked_at is None for each in badges(stage)}


def later(stage: Stage, minutes: int = 11) -> str:
    stage.clock.pass_(minutes=minutes)
    return texts(due(stage.world))


def case(stage: Stage) -> Case:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Case)).one()


@pytest.fixture
def nour(stage: Stage) -> Talk:
    """Nour of the support, with the case that Siobhán's words have become."""
    volunteer_badge(stage)
    helper = Talk(stage, "nour")
    helper.say("/help")
    holds = Talk(stage, "siobhan", count=50)
    holds.say(
        "Il y a une faute dans mon nom sur le badge : c'est Siobhán O'Connell et pas O'Connor. "
        "Pouvez-vous le corriger ?"
    )
    helper.say(f"/case {case(stage).ref}")
    return helper


def test_a_misspelt_name_is_one_press_away_from_its_correction(stage: Stage, nour: Talk) -> None:
    asked = nour.press("Corriger le nom")
    assert WRONG in texts(asked, "nour")
    nour.press(f"Corriger : {RIGHT}")
    assert standing(stage) == {WRONG: True}
    told = later(stage)
    assert standing(stage) == {WRONG: False, RIGHT: True}
    assert RIGHT in told


@pytest.mark.parametrize("words", [f"corrige {RIGHT}", f"corriger : {RIGHT}"])
def test_the_staff_may_type_the_name(stage: Stage, nour: Talk, words: str) -> None:
    nour.say(words)
    later(stage)
    assert standing(stage) == {WRONG: False, RIGHT: True}


def test_another_name_than_was_read_can_be_written(stage: Stage, nour: Talk) -> None:
    nour.press("Corriger le nom")
    nour.say("Siobhán Ní Chonaill")
    later(stage)
    assert standing(stage) == {WRONG: False, "Siobhán Ní Chonaill": True}


def test_what_was_ordered_is_taken_back_in_time(stage: Stage, nour: Talk) -> None:
    nour.say(f"corrige {RIGHT}")
    nour.send(choice=f"case:keep:{case(stage).ref}:0")
    later(stage)
    assert standing(stage) == {WRONG: True}


def test_a_badge_is_revoked_for_a_reason_that_everybody_reads(stage: Stage, nour: Talk) -> None:
    nour.press("Retirer le badge")
    nour.say("La mission a été interrompue avant six mois.")
    told = later(stage)
    assert standing(stage) == {WRONG: False}
    assert "La mission a été interrompue avant six mois." in told
