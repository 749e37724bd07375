"""Where a badge comes from: whoever is asked can show who claimed it, which rules said what, who
decided, by which door, with which key it was signed, and that nobody has touched that since."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from core.audit import versions, way
from core.audit.proof import RowProof
from core.due import due
from core.ground.rows import event_digests
from core.ground.tables import Badge, Claim, Event
from core.programmes.catalogue import catalogue
from tests.world.command import Cocarde
from tests.world.talking import Talk
from tests.world.world import Stage

SIGNED = "did:web:badges.example.org:i:becode#ed-2026"


def claimed(stage: Stage) -> Badge:
    """Lina asks for a badge in the chat, Sam accepts."""
    versions.keep(stage.world)
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("lina", "Lina Haddad", "lina@example.org")
    lina = Talk(stage, "lina")
    for line in ("Python avancé", "https://github.com/lina/meteo https://lina.example.org", "oui"):
        lina.say(line)
    with stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    Talk(stage, "sam", 100).send(choice=f"approve:{ref}")
    due(stage.world)
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge)).one()


def test_a_badge_leads_back_to_claim_rules_decision_and_person(either: Stage) -> None:
    badge = claimed(either)
    with either.world.glance() as turn:
        led = way.of_badge(turn, badge)
        claim = turn.db.get_one(Claim, badge.claim_id)
        assert way.of_claim(turn, claim) == way.of_persons(turn, [badge.person_id]) == [led]
    assert (led.badge, led.claim, led.person) == (badge.id, claim.ref, "Lina Haddad")
    assert led.key == SIGNED
    steps = {each.move: each for each in led.steps}
    assert list(steps) == ["open", "complete", "submit", "approve", "issue"]
    assert steps["submit"].actor_id == badge.person_id
    assert (steps["approve"].actor, steps["approve"].door) == ("Sam Okafor", "terminal")
    assert {each.proof for each in led.steps} == {RowProof.SEALED}
    assert led.sound
    rules = {each.kind: each for each in steps["submit"].rules}
    assert rules["reachable"].verdict == "pass"
    assert rules["reachable"].of
    assert [each.kind for each in led.sent] == ["badge"]
    assert "lina" not in str(led.sent)


def test_a_decision_keeps_digests_of_the_answers_it_rests_on(stage: Stage) -> None:
    badge = claimed(stage)
    with stage.world.glance() as turn:
        query = select(Event).where(Event.claim_id == badge.claim_id, Event.move == "approve")
        event = turn.db.exec(query).one()
        told = json.loads(event.answers)
        assert event.salt
        assert event_digests.salted(event.salt, "https://github.com/lina/meteo") in told.values()
    programme = catalogue(stage.world.settings.programmes_folder)["becode"]
    assert event.version == versions.version(
        programme, next(each for each in programme.badge if each.slug == badge.badge)
    )


def test_a_row_of_the_way_that_was_touched_is_told(stage: Stage) -> None:
    badge = claimed(stage)
    with stage.world.store.write() as db:
        db.execute(text("UPDATE event SET actor_id = NULL WHERE move = 'approve'"))
    with stage.world.glance() as turn:
        led = way.of_badge(turn, badge)
    assert [each.move for each in led.steps if each.proof is RowProof.BROKEN] == ["approve"]
    assert not led.sound


@pytest.fixture
def cocarde(stage: Stage, tmp_path: Path) -> Cocarde:
    claimed(stage)
    return Cocarde(tmp_path)


def test_the_command_tells_it_by_badge_claim_and_person(cocarde: Cocarde) -> None:
    (led,) = cocarde.json("audit", "badge", "lina@example.org")
    assert (led["sound"], led["person"]) == (True, "")
    for what in (led["badge"], led["claim"], led["person_id"]):
        assert cocarde.json("audit", "badge", what) == [led]
    told = cocarde("audit", "badge", led["badge"], "--names")
    for words in (
        "Lina Haddad",
        "claim accepted, by Sam Okafor",
        SIGNED,
        "reachable(",
        "under seal",
    ):
        assert words in told
    assert "Lina" not in cocarde("audit", "badge", led["badge"])


@pytest.mark.parametrize("what", ["nobody@example.org", "", "x"])
def test_what_nobody_knows_is_said(cocarde: Cocarde, what: str) -> None:
    assert "cocarde: " in cocarde("audit", "badge", *([what] if what else []), status=2)
