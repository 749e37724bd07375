"""Invitations follow their mission: moved, cancelled, corrected, sent anew."""

import pytest
from sqlmodel import select, update

from core.claims.states import State
from core.ground.rows import outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Timer
from core.people import people
from core.people.opt_outs import stop
from core.roster.invitations.letter import write_out
from core.roster.invitations.schedule import Unsent
from tests.world.invited_missions import (
    A_MONTH_LATER,
    CIVIC,
    DECEMBER,
    ROW,
    THE_DAY_AFTER,
    claims,
    gone_out,
    mission,
    put,
    reason,
    rows,
    sent,
)
from tests.world.letters import AWA, Letters
from tests.world.world import Stage


def test_a_mission_extended_before_its_end_is_invited_after_the_new_one(either: Stage) -> None:
    mission(either)
    mission(either, ends_on=DECEMBER)
    either.clock.at = THE_DAY_AFTER
    assert gone_out(either) == []
    either.clock.at = A_MONTH_LATER
    assert gone_out(either) == ["awa@example.org"]


def test_a_mission_shortened_is_invited_sooner(either: Stage) -> None:
    mission(either, ends_on=DECEMBER)
    mission(either)
    either.clock.at = THE_DAY_AFTER
    assert gone_out(either) == ["awa@example.org"]


@pytest.mark.parametrize("change", [{"interrupted": "oui"}, {"ends_on": ""}])
def test_a_mission_interrupted_before_its_end_is_not_invited(
    either: Stage, change: dict[str, str]
) -> None:
    mission(either)
    mission(either, **change)
    either.clock.at = THE_DAY_AFTER
    assert gone_out(either) == []
    assert rows(either) == []


def test_a_row_that_waits_is_taken_back_when_the_mission_is_extended(either: Stage) -> None:
    put(either)
    mission(either, ends_on=DECEMBER)
    assert rows(either) == []
    assert gone_out(either) == []
    either.clock.at = A_MONTH_LATER
    assert gone_out(either) == ["awa@example.org"]


def test_a_row_that_waits_is_taken_back_when_the_mission_is_interrupted_and_put_when_resumed(
    either: Stage,
) -> None:
    put(either)
    mission(either, interrupted="oui")
    assert gone_out(either) == []
    mission(either, interrupted="non")
    assert gone_out(either) == ["awa@example.org"]
    assert claims(either) == [State.READY]


def test_a_row_that_waits_follows_a_corrected_address(either: Stage) -> None:
    put(either)
    mission(either, mail="awa.diallo@example.org")
    assert gone_out(either) == ["awa.diallo@example.org"]
    assert len(rows(either)) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"interrupted": "oui"}, "the mission was interrupted, or has no end"),
        ({"ends_on": DECEMBER}, "the mission goes on"),
        ({"mail": "awa.diallo@example.org"}, "the address was corrected"),
    ],
)
def test_a_claim_that_nobody_answered_is_withdrawn_with_the_reason(
    either: Stage, change: dict[str, str], why: str
) -> None:
    sent(either)
    mission(either, **change)
    assert (claims(either), reason(either)) == ([State.WITHDRAWN], why)


def test_a_mission_resumed_or_extended_is_invited_again_when_it_ends(either: Stage) -> None:
    sent(either)
    mission(either, interrupted="oui")
    assert gone_out(either) == []
    mission(either, interrupted="non", ends_on=DECEMBER)
    assert gone_out(either) == []
    either.clock.at = A_MONTH_LATER
    assert gone_out(either) == ["awa@example.org"]
    assert claims(either) == [State.WITHDRAWN, State.READY]


def test_a_corrected_address_is_invited_anew(either: Stage) -> None:
    sent(either)
    mission(either, mail="awa.diallo@example.org")
    assert gone_out(either) == ["awa.diallo@example.org"]
    assert gone_out(either) == []


@pytest.mark.parametrize("change", [{"interrupted": "oui"}, {"ends_on": DECEMBER}])
def test_a_claim_that_was_answered_is_kept(stage: Stage, change: dict[str, str]) -> None:
    letters = Letters(stage)
    stage.clock.at = THE_DAY_AFTER
    invitation = letters.invited(**{**ROW, "domain": ""})
    letters.answer(invitation, "Solidarité", From=AWA)
    before = claims(stage)
    assert before != [State.WITHDRAWN]
    mission(stage, **change)
    assert claims(stage) == before
    stage.clock.at = A_MONTH_LATER
    assert gone_out(stage) == []


def test_a_change_that_leaves_the_invitation_right_sends_nothing_more(either: Stage) -> None:
    sent(either)
    mission(either, place="Rouen")
    mission(either)
    assert gone_out(either) == []
    assert (len(rows(either)), claims(either)) == (1, [State.READY])


def test_the_same_file_again_touches_no_timer(stage: Stage) -> None:
    mission(stage)
    with stage.world.turn() as turn:
        turn.db.exec(update(Timer).values(attempts=3))
    mission(stage)
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Timer.attempts)).all() == [3]


def test_an_address_that_said_stop_is_not_invited_by_a_later_change(either: Stage) -> None:
    sent(either)
    with either.world.turn() as turn:
        address = people.find(turn, people.MAIL, "awa@example.org")
        assert address is not None
        stop(turn, address, CIVIC)
    mission(either, ends_on=DECEMBER)
    either.clock.at = A_MONTH_LATER
    assert gone_out(either) == []
    assert [row.error for row in rows(either) if row.state == outbox.DROPPED] == [Unsent.STOPPED]


def test_a_mission_too_short_is_not_invited_until_its_dates_are_corrected(either: Stage) -> None:
    mission(either, starts_on="2026-05-17", ends_on="2026-11-15")
    either.clock.at = THE_DAY_AFTER
    assert gone_out(either) == []
    (row,) = rows(either)
    assert (row.state, row.error) == (outbox.DROPPED, "rules.too_short")
    assert claims(either) == [State.WITHDRAWN]
    mission(either, starts_on="2026-05-01", ends_on="2026-11-15")
    assert gone_out(either) == ["awa@example.org"]


def test_a_mail_that_was_being_tried_again_is_dropped_when_it_is_no_longer_right(
    stage: Stage,
) -> None:
    put(stage)
    (taken,) = outbox.take(stage.world, "mail")
    row = write_out(stage.world, taken)
    assert row is not None
    outbox.failed(stage.world, row, Failure("450 later"))
    mission(stage, interrupted="oui")
    (dropped,) = rows(stage)
    assert (dropped.state, claims(stage)) == (outbox.DROPPED, [State.WITHDRAWN])
    mission(stage, interrupted="non")
    assert gone_out(stage) == ["awa@example.org"]
