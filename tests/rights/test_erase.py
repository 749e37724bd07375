"""Somebody has their data erased: nothing of theirs is found in any row or file, and what stays
public is true."""

import json
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from core.due import due
from core.ground.errors import Refusal
from core.ground.tables import Badge, Erasure, Mission
from core.issuing import stored_badges
from core.people import people
from core.rights import erasing, tombstone_file
from core.rights.every_table import EVERY_TABLE
from core.roster import import_file
from tests.rights import canary_rows
from tests.rights.erased import CANARIES, MAIL, canary, in_files, in_rows
from tests.world.world import Stage


def erased(stage: Stage, *, keep: bool) -> Badge:
    """The badge of somebody who was erased, three days after they asked."""
    person, badge = canary(stage)
    assert in_rows(stage), "the canary sings before"
    with stage.world.turn() as turn:
        canary_rows.leave(turn, person)
        erasing.plan(turn, person, keep_badges=keep, door=people.MAIL)
    due(stage.world)
    assert in_rows(stage), "and as long as it can be taken back"
    stage.clock.pass_(hours=73)
    due(stage.world)
    with stage.world.glance() as turn:
        return turn.db.get_one(Badge, badge.id)


@pytest.mark.parametrize("keep", [True, False])
def test_no_canary_is_left_in_any_row_or_file(either: Stage, tmp_path: Path, *, keep: bool) -> None:
    erased(either, keep=keep)
    assert in_rows(either, (*CANARIES, canary_rows.CHAT)) == set()
    assert in_files(tmp_path) == set()


def test_a_badge_that_is_kept_is_true_and_names_nobody(either: Stage) -> None:
    badge = erased(either, keep=True)
    with either.world.glance() as turn:
        file = stored_badges.baked(turn, badge)
        assert file is not None
        assert stored_badges.judge(turn, file).valid
        assert not stored_badges.judge(turn, file, MAIL).valid
    subject = json.loads(badge.credential)["credentialSubject"]
    assert set(subject) <= {"type", "achievement", "result", "identifier"}
    assert [each["identityType"] for each in subject["identifier"]] == ["emailAddress"]


def test_a_badge_that_is_revoked_says_why_and_no_more(either: Stage) -> None:
    badge = erased(either, keep=False)
    assert badge.revoked_at
    assert badge.credential == b""
    gone = stored_badges.served(either.world, f"/ob2/a/{badge.id}.json")
    assert gone is not None
    assert gone.status == 410
    assert "à la demande de la personne" in gone.body.decode()


def test_it_can_be_taken_back_for_three_days(either: Stage) -> None:
    person, badge = canary(either)
    with either.world.turn() as turn:
        erasing.plan(turn, person, keep_badges=False, door=people.MAIL)
    with either.world.turn() as turn:
        assert erasing.take_back(turn, person)
    either.clock.pass_(hours=100)
    due(either.world)
    with either.world.glance() as turn:
        assert turn.db.get_one(Badge, badge.id).revoked_at is None
        assert not erasing.take_back(turn, person)


def test_who_works_here_gives_up_their_role_first(either: Stage) -> None:
    canary(either)
    with either.world.turn() as turn:
        address = people.find(turn, people.MAIL, "nour@example.org")
        assert address is not None
        with pytest.raises(Refusal, match=r"rights\.is_staff"):
            erasing.plan(turn, people.person_of(turn, address), keep_badges=True, door="mail")


def test_an_old_roster_does_not_bring_them_back_and_a_new_mission_does(either: Stage) -> None:
    erased(either, keep=True)
    old = {"reference": "SC-7", "given_name": "Quetzalle", "family_name": "Zwartebroek"}
    old |= {"mail": MAIL, "starts_on": "2025-12-01", "ends_on": "2026-06-30"}
    with either.world.turn() as turn:
        done = import_file.write(turn, "service-civique", [old, old | {"reference": "SC-8"}])
        assert [each.why for each in done.refused] == [
            "cette personne a fait effacer ses données : "
            "ne l'inscrivez à nouveau qu'avec son accord"
        ] * 2
        assert turn.db.exec(select(Mission)).all() == []
        new = old | {"reference": "SC-9", "starts_on": "2026-12-01", "ends_on": "2027-06-30"}
        assert import_file.write(turn, "service-civique", [new]).added == 1


def test_the_tombstone_names_nobody_and_erases_who_comes_back(
    either: Stage, tmp_path: Path
) -> None:
    erased(either, keep=True)
    stones = tombstone_file.read(either.world.settings)
    assert len(stones) == 1
    assert not any(word in stones[0].person for word in CANARIES)
    assert not erasing.again(either.world, stones[0]), "who is erased already is left alone"
    with either.world.turn() as turn:
        turn.db.delete(turn.db.exec(select(Erasure)).one())
    assert erasing.again(either.world, stones[0])


def test_every_table_says_whose_it_is() -> None:
    known = {each.table.__tablename__ for each in EVERY_TABLE}
    assert known == set(SQLModel.metadata.tables)
