"""What was true at hand-in stays true when the issuer falls silent, by our signed note alone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from core.badges.verify.jws import read_token
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.tables import Person, Witness
from core.ground.world import World, reaches_nobody
from core.issuing import judged_badges
from core.issuing.witness_note import packed, unpacked
from tests.verifiers import foreign
from tests.world.partner import HOLDER, answered, badge_file, with_partner
from tests.world.world import Stage

SOUDURE = badge_file("soudure.png")


@pytest.fixture
def world(stage: Stage) -> World:
    """A world with a partner, to whom Lina has handed in her badge."""
    stage.world = with_partner(stage.world)
    stage.known("lina", "Lina Haddad", HOLDER)
    hand_in(stage.world)
    return stage.world


def hand_in(world: World, file: bytes = SOUDURE, door: str = "terminal", who: str = "lina") -> str:
    number = str(world.chance.number(1 << 30))
    return receive(world, Incoming(door, door, number, who, file=file)).why


def notes(world: World) -> list[Witness]:
    with world.glance() as turn:
        return list(turn.db.exec(select(Witness)))


def silent(world: World) -> World:
    return replace(world, ask=reaches_nobody)


def test_what_was_handed_in_counts_and_says_so_when_its_issuer_is_silent(world: World) -> None:
    told = judged_badges.judge(silent(world), SOUDURE, HOLDER)
    assert (told.reason, told.exit, told.tone) == ("witnessed", 0, "proven")
    assert told.witnessed == "2026-11-16"
    assert (told.badge, told.issuer_id) == ("Soudure", foreign.PROFILE)


def test_a_note_does_not_outlive_what_is_told_against_the_badge(world: World) -> None:
    asleep = silent(world)
    assert judged_badges.judge(asleep, badge_file("changed.png")).reason == "altered"
    assert judged_badges.judge(asleep, SOUDURE, "eve@example.org").reason == "other_recipient"
    revoked = json.dumps({"id": foreign.ASSERTION, "revoked": True}).encode()
    gone = foreign.Hosts({foreign.ASSERTION: revoked})
    awake = replace(world, ask=lambda url, hosts: answered(gone, url, hosts))
    assert judged_badges.judge(awake, SOUDURE).reason == "revoked"


def test_a_note_is_signed_by_the_programme_and_names_what_it_saw(world: World) -> None:
    (row,) = notes(world)
    note = read_token(row.note)
    assert note.head["alg"] == "EdDSA"
    assert note.kid == "did:web:badges.example.org:i:becode#ed-2026"
    assert (note.claims["badge"], note.claims["verdict"]) == (foreign.ASSERTION, "valid")
    assert foreign.CLASS in note.claims["documents"]


@pytest.mark.parametrize("part", ["documents", "note"])
def test_whoever_writes_into_the_store_makes_no_badge_true(world: World, part: str) -> None:
    with world.turn() as turn:
        row = turn.db.exec(select(Witness)).one()
        if part == "documents":
            kept = unpacked(row.documents)
            better = foreign.badge_class() | {"name": "Grand Maître"}
            row.documents = packed(kept | {foreign.CLASS: json.dumps(better).encode()})
        else:
            head, body, _ = row.note.split(".")
            row.note = f"{head}.{body}.{'A' * 86}"
        turn.db.add(row)
    assert judged_badges.judge(silent(world), SOUDURE).reason == "issuer_silent"


def test_the_badge_of_another_or_a_false_one_is_not_noted(stage: Stage) -> None:
    stage.world = with_partner(stage.world)
    stage.known("sam", "Sam Okafor", "sam@example.org")
    assert hand_in(stage.world, who="sam") == "valid"
    stage.known("lina", "Lina Haddad", HOLDER)
    assert hand_in(stage.world, badge_file("changed.png")) == "altered"
    assert [each.note for each in notes(stage.world)] == [""], "kept until an address is proven"


def test_a_second_hand_in_renews_the_note(stage: Stage, world: World) -> None:
    stage.clock.at += timedelta(days=3)
    hand_in(world)
    (row,) = notes(world)
    with world.glance() as turn:
        person = turn.db.get_one(Person, row.person_id)
    assert (row.made_at, person.name) == (stage.clock.at, "Lina Haddad")
