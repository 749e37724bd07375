"""Taking a decision back: by each door, by whom, until when, and what the learner is told."""

import pytest

from core.due import due
from core.ground.effects import Outcome
from core.staff import StaffMember, add
from tests.world.command import Cocarde
from tests.world.review_desk import SITE, Desk, desk
from tests.world.talking import Talk, texts, word
from tests.world.visitors import visitor
from tests.world.world import Stage

GRACE = '{ by = "coach", days = 5, grace = 5 }'


def refuses(room: Desk) -> None:
    room.coaches["sam"].send(choice=room.choice("refuse"))
    room.coaches["sam"].say("Le site est vide.")


@pytest.fixture
def room(stage: Stage) -> Desk:
    return desk(stage, "sam")


def test_without_a_grace_an_approval_is_signed_at_once_and_has_no_way_back(room: Desk) -> None:
    effects = room.coaches["sam"].send(choice=room.choice("approve"))
    assert room.state == "issued"
    assert all(b["label"] != "Annuler" for reply in effects.replies for b in reply["buttons"])
    told = room.coaches["sam"].send(choice=f"undo:{room.ref}")
    assert (told.outcome, room.state) == (Outcome.IGNORED, "issued")
    assert word("review.undo_late") in texts(told)


def test_with_a_grace_the_badge_waits_and_the_approval_can_be_undone(stage: Stage) -> None:
    room = desk(stage, "sam", review=GRACE)
    effects = room.coaches["sam"].send(choice=room.choice("approve"))
    assert (room.state, effects.badges) == ("approved", [])
    assert "Le badge partira à 10:05" in texts(effects, to="sam")
    stage.clock.pass_(minutes=4)
    undone = room.coaches["sam"].press("Annuler")
    assert (undone.outcome, room.state) == (Outcome.DECIDED, "in_review")
    assert all(each["to"] != "lina" for each in undone.replies)
    stage.clock.pass_(minutes=10)
    assert due(stage.world).badges == []
    room.coaches["sam"].send(choice=room.choice("approve"))
    stage.clock.pass_(minutes=6)
    assert len(due(stage.world).badges) == 1


def test_once_the_grace_is_over_the_badge_leaves(stage: Stage) -> None:
    room = desk(stage, "sam", review=GRACE)
    room.coaches["sam"].send(choice=room.choice("approve"))
    stage.clock.pass_(minutes=5)
    told = texts(room.coaches["sam"].send(choice=f"undo:{room.ref}"))
    assert word("review.undo_late") in told
    assert len(due(stage.world).badges) == 1


@pytest.mark.parametrize("said", ["[Annuler]", "annuler", "Undo!"])
def test_a_refusal_in_the_chat_can_be_undone_until_the_learner_mends(room: Desk, said: str) -> None:
    refuses(room)
    room.stage.clock.pass_(hours=3)
    sam = room.coaches["sam"]
    undone = sam.press("Annuler") if said == "[Annuler]" else sam.say(said)
    assert room.state == "in_review"
    assert word("review.undone_told", ref=room.ref) in texts(undone, to="sam")
    assert "Ne corrige rien pour l'instant" in texts(undone, to="lina")
    assert room.wrong() == set()
    sam.send(choice=room.choice("approve"))
    assert room.state == "issued"


def test_once_the_learner_mends_it_is_theirs(room: Desk) -> None:
    refuses(room)
    room.lina.send(choice=f"again:{room.ref}")
    told = texts(room.coaches["sam"].send(choice=f"undo:{room.ref}"))
    assert word("review.undo_late") in told
    assert room.state == "ready"


def test_other_words_after_a_decision_undo_nothing(room: Desk) -> None:
    refuses(room)
    room.coaches["sam"].say("merci")
    room.coaches["sam"].say("annuler")
    assert room.state == "refused"


def test_another_reviewer_cannot_undo_and_is_told_whose_decision_it_is(room: Desk) -> None:
    refuses(room)
    room.stage.reviewer("eve", "Eve", "becode")
    told = Talk(room.stage, "eve").send(choice=f"undo:{room.ref}")
    assert "par Sam" in texts(told)
    assert room.state == "refused"


@pytest.mark.parametrize("who", ["lina", "stranger"])
def test_nobody_else_undoes_anything(room: Desk, who: str) -> None:
    refuses(room)
    told = Talk(room.stage, who, 90).send(choice=f"undo:{room.ref}")
    assert "ne te revient pas" in texts(told) or "ne vous revient pas" in texts(told)
    assert room.state == "refused"


def test_a_manager_may_undo_and_the_decider_is_told(room: Desk) -> None:
    refuses(room)
    room.stage.known("ines", "Ines", "ines@example.org")
    with room.stage.world.turn() as turn:
        add(turn, StaffMember("ines@example.org", "becode", "manager", "Ines"))
    undone = Talk(room.stage, "ines").send(choice=f"undo:{room.ref}")
    assert room.state == "in_review"
    assert word("review.undone_by", who="Ines") in texts(undone, to="sam")


def test_no_reminder_comes_of_a_decision_that_was_undone(room: Desk) -> None:
    refuses(room)
    room.coaches["sam"].press("Annuler")
    room.stage.clock.pass_(days=4)
    assert [row for row in due(room.stage.world).outbox if row["kind"] == "remind"] == []


def test_side_by_side_survives_a_decision_that_was_undone(room: Desk) -> None:
    refuses(room)
    room.resubmits("Corriger : Site du projet", "https://meteo2.example.org")
    refuses(room)
    shown = texts(room.coaches["sam"].press("Annuler"), to="sam")
    assert f"avant : {SITE}" in shown


async def test_a_decision_on_the_page_is_undone_on_the_page(room: Desk) -> None:
    link = room.link("sam")
    async with visitor(room.stage) as client:
        told = {"nonce": "a", "verdict": "return", "reason": "Trop court."}
        await client.post(f"/decide/{link}", data=told)
        assert 'value="undo"' in (await client.get(f"/decide/{link}")).text
        await client.post(f"/decide/{link}", data={"nonce": "b", "verdict": "undo"})
        assert (await client.get(f"/decide/{link}")).status_code == 404
        again = (await client.get(f"/decide/{room.link('sam')}")).text
    assert room.state == "in_review"
    assert 'value="approve"' in again


async def test_the_page_of_a_signed_badge_offers_no_way_back(room: Desk) -> None:
    link = room.link("sam")
    async with visitor(room.stage) as client:
        await client.post(f"/decide/{link}", data={"nonce": "a", "verdict": "approve"})
        room.stage.clock.pass_(minutes=10)
        due(room.stage.world)
        assert 'value="undo"' not in (await client.get(f"/decide/{link}")).text
        await client.post(f"/decide/{link}", data={"nonce": "b", "verdict": "undo"})
    assert room.state == "issued"


def test_the_command_undoes_too(room: Desk) -> None:
    refuses(room)
    cocarde = Cocarde(room.stage.world.settings.key_path.parent)
    now = ("--now", room.stage.clock.at.isoformat())
    done = cocarde.json("review", "undo", room.ref, "--by", "sam@example.org", *now)
    assert done["moves"] == [{"claim": room.ref, "from": "refused", "to": "in_review"}]
    assert room.state == "in_review"


def test_two_presses_on_undo_are_one(room: Desk) -> None:
    refuses(room)
    room.coaches["sam"].press("Annuler")
    again = room.coaches["sam"].send(choice=f"undo:{room.ref}")
    assert word("review.undo_nothing") in texts(again)
    assert room.moves().count("undo") == 1
