"""Every approved claim that has no badge after five minutes is a case, until it has one."""

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from cocarde.operate import check_claims
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.claims.states import State
from core.due import due
from core.ground.database.read_only import peek
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.tables import Case, Claim, Outbox, Person, Timer
from core.issuing import issue as issuing
from core.programmes.catalogue import catalogue
from core.review import awards
from core.support import Occasion, case_life, unissued
from tests.world.talking import Talk
from tests.world.visitors import claimed, only_claim
from tests.world.world import Stage, make_stage


def approved(stage: Stage) -> UUID:
    """Sam gives Temi a badge; nobody has issued it yet."""
    sam = stage.reviewer("sam", "Sam Okafor", "becode")
    stage.supporter("nora", "Nora Peeters", "becode")
    with stage.world.turn() as turn:
        claim = awards.award(turn, sam, "becode", "git", "temi@example.org", "Bravo.", "test")
    return claim.id


def without_keys(stage: Stage) -> Keyring:
    """The key file is gone; gives what was in it."""
    held = key_file.read(stage.world.settings.key_path)
    stage.world.settings.key_path.unlink()
    return held


def cases(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Case).where(Case.occasion == Occasion.UNISSUED)))


def cards(stage: Stage) -> list[str]:
    """The cards that went to the staff."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == "case"))
        return [row.message for row in rows]


def later(stage: Stage, **time: float) -> None:
    stage.clock.pass_(**time)
    due(stage.world)


def test_an_approved_claim_without_its_badge_is_told_once_and_closes_when_the_badge_comes(
    either: Stage,
) -> None:
    approved(either)
    held = without_keys(either)
    later(either, seconds=1)
    later(either, minutes=4)
    assert cases(either) == []
    later(either, minutes=1)
    (case,) = cases(either)
    assert case.state == "open"
    assert "no key to sign with" in case.why
    assert "cocarde check" in case.why
    assert len(cards(either)) == 1
    for _ in range(5):
        later(either, hours=1)
    assert len(cases(either)) == len(cards(either)) == 1
    key_file.write(held, either.world.settings.key_path)
    later(either, hours=4)
    (case,) = cases(either)
    assert case.state == "closed"


def test_the_look_is_set_in_the_transaction_of_the_approval(stage: Stage) -> None:
    claim = approved(stage)
    with stage.world.glance() as turn:
        planned = {row.kind: row.due_at for row in turn.db.exec(select(Timer))}
    assert planned["unissued"] - planned["issue"] == timedelta(minutes=5)
    issuing.issue(stage.world, claim)
    with stage.world.glance() as turn:
        left = turn.db.exec(select(Timer.kind).where(col(Timer.done_at).is_(None)))
        assert {"issue", "unissued"}.isdisjoint(left)


@pytest.mark.parametrize("lost", ["unissued", "issue", "both"])
def test_a_claim_approved_before_there_was_a_look_is_found(either: Stage, lost: str) -> None:
    claim = approved(either)
    kinds = ("issue", "unissued") if lost == "both" else (lost,)
    with either.world.turn() as turn:
        turn.db.exec(delete(Timer).where(col(Timer.kind).in_(kinds)))
    held = without_keys(either)
    later(either, minutes=6)
    assert len(cases(either)) == 1
    key_file.write(held, either.world.settings.key_path)
    later(either, hours=5)
    with either.world.glance() as turn:
        assert turn.db.get_one(Claim, claim).state == State.ISSUED
    assert cases(either)[0].state == "closed"


def test_one_that_waits_for_its_time_is_no_case_yet(stage: Stage) -> None:
    """Approved by mail under an older version: ten minutes to take it back, and no look."""
    claim = approved(stage)
    with stage.world.turn() as turn:
        turn.db.exec(delete(Timer).where(col(Timer.kind) == "unissued"))
        turn.db.exec(update(Timer).values(due_at=stage.clock.at + timedelta(minutes=10)))
    later(stage, minutes=6)
    assert cases(stage) == []
    without_keys(stage)
    later(stage, minutes=10)
    assert [case.claim_id for case in cases(stage)] == [claim]


def test_a_case_that_was_closed_by_hand_is_not_told_again(stage: Stage) -> None:
    approved(stage)
    without_keys(stage)
    later(stage, minutes=6)
    with stage.world.turn() as turn:
        case = turn.db.exec(select(Case)).one()
        nora = turn.db.exec(select(Person).where(Person.name == "Nora Peeters")).one()
        case_life.close(turn, case, nora, "test")
    later(stage, hours=1)
    assert [each.state for each in cases(stage)] == ["closed"]
    assert len(cards(stage)) == 1


def test_an_approval_that_is_taken_back_takes_its_case_along(stage: Stage) -> None:
    claimed(stage)
    without_keys(stage)
    sam = Talk(stage, "sam")
    sam.send(choice=f"approve:{only_claim(stage).ref}")
    later(stage, minutes=6)
    assert cases(stage)[0].state == "open"
    sam.send(choice=f"undo:{only_claim(stage).ref}")
    assert only_claim(stage).state == State.IN_REVIEW
    assert cases(stage)[0].state == "closed"


def test_a_person_who_wrote_in_the_case_still_gets_an_answer(stage: Stage) -> None:
    approved(stage)
    held = without_keys(stage)
    later(stage, minutes=6)
    with stage.world.turn() as turn:
        case_life.heard(turn, turn.db.exec(select(Case)).one(), "Où est mon badge ?", "telegram")
    key_file.write(held, stage.world.settings.key_path)
    later(stage, hours=1)
    assert cases(stage)[0].state == "open"


def test_a_badge_that_came_within_five_minutes_is_no_case(stage: Stage) -> None:
    claim = approved(stage)
    held = without_keys(stage)
    with pytest.raises(Trouble):
        issuing.issue(stage.world, claim)
    key_file.write(held, stage.world.settings.key_path)
    later(stage, minutes=4)
    later(stage, minutes=4)
    assert cases(stage) == []


def test_nothing_was_tried_because_no_worker_runs_is_said(stage: Stage) -> None:
    approved(stage)
    with stage.world.turn() as turn:
        turn.db.exec(update(Timer).where(col(Timer.kind) == "issue").values(done_at=None))
    held = without_keys(stage)
    with stage.world.turn() as turn:
        issue = turn.db.exec(select(Timer).where(Timer.kind == "issue")).one()
        issue.due_at = stage.clock.at + timedelta(hours=1)
        turn.db.add(issue)
    later(stage, minutes=6)
    assert "cocarde run" in cases(stage)[0].why
    key_file.write(held, stage.world.settings.key_path)


def found(stage: Stage) -> list[str]:
    """What `cocarde check` says of the claims."""
    rows = peek(stage.world.settings)
    return [str(each) for each in check_claims.look(rows, stage.clock.at)]


def test_check_names_the_claim_and_how_to_mend_it(either: Stage) -> None:
    claim_id = approved(either)
    held = without_keys(either)
    later(either, seconds=1)
    assert found(either) == []
    either.clock.pass_(minutes=6)
    with either.world.glance() as turn:
        ref = turn.db.get_one(Claim, claim_id).ref
    (line,) = found(either)
    assert line.startswith(f"wrong: claims: {ref} (becode) was approved on 2026-11-16 at 09:00 UTC")
    assert "cocarde keys create becode" in line
    later(either, minutes=6)
    assert found(either) == [line]
    key_file.write(held, either.world.settings.key_path)
    later(either, hours=4)
    assert found(either) == []


def test_check_says_so_where_nothing_ever_ran(stage: Stage) -> None:
    approved(stage)
    stage.clock.pass_(minutes=6)
    (line,) = found(stage)
    assert "cocarde run" in line


def test_check_leaves_what_waits_to_be_taken_back(stage: Stage) -> None:
    claim = approved(stage)
    with stage.world.turn() as turn:
        unissued.plan(turn, turn.db.get_one(Claim, claim), stage.clock.at + timedelta(minutes=30))
    stage.clock.pass_(minutes=6)
    assert found(stage) == []
    stage.clock.pass_(minutes=30)
    assert len(found(stage)) == 1


def test_check_counts_what_it_does_not_name(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    with stage.world.turn() as turn:
        sam = turn.db.exec(select(Person).where(Person.name == "Sam Okafor")).one()
        for number in range(12):
            awards.award(turn, sam, "becode", "git", f"p{number}@example.org", "Bravo.", "test")
    stage.clock.pass_(minutes=6)
    lines = found(stage)
    assert len(lines) == 11
    assert "2 more claims" in lines[-1]


def test_a_programme_whose_folder_has_gone_is_told_too(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    shutil.copytree(TEMPLATES / "programmes", folder)
    stage = make_stage(tmp_path, programmes=folder)
    approved(stage)
    shutil.rmtree(folder / "becode")
    catalogue.cache_clear()  # as after a restart
    later(stage, seconds=1)
    later(stage, minutes=6)
    (case,) = cases(stage)
    assert "no programme 'becode'" in case.why
