"""The words of an invitation, found when its turn came: what is true by then counts."""

from datetime import date

import pytest
from sqlmodel import update

from core.claims import rerouting
from core.claims.states import State
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Mission
from core.people import people
from core.roster.invitations.letter import write_out
from core.roster.invitations.schedule import Unsent
from tests.world.invited_missions import (
    A_MONTH_LATER,
    ROW,
    THE_DAY_AFTER,
    claims,
    gone_out,
    mission,
    put,
    rows,
)
from tests.world.letters import AWA, Letters
from tests.world.world import Stage


def change_unseen(stage: Stage, **values: object) -> None:
    """The roster changes in the moment when the row was taken already."""
    with stage.world.turn() as turn:
        turn.db.exec(update(Mission).values(**values))


@pytest.mark.parametrize(
    ("change", "why"),
    [({"interrupted": True}, Unsent.NOT_DUE), ({"ends_on": None}, Unsent.NOT_DUE)],
)
def test_the_delivery_looks_again_and_drops_what_is_no_longer_right(
    either: Stage, change: dict[str, object], why: str
) -> None:
    put(either)
    (row,) = outbox.take(either.world, "mail")
    change_unseen(either, **change)
    assert write_out(either.world, row) is None
    (dropped,) = rows(either)
    assert (dropped.state, dropped.error, claims(either)) == (outbox.DROPPED, why, [])


def test_the_delivery_puts_off_what_was_extended_meanwhile(either: Stage) -> None:
    put(either)
    (row,) = outbox.take(either.world, "mail")
    change_unseen(either, ends_on=date(2026, 12, 16))
    assert write_out(either.world, row) is None
    assert rows(either) == []
    either.clock.at = A_MONTH_LATER
    assert gone_out(either) == ["awa@example.org"]


def test_a_row_withdrawn_while_it_was_taken_is_not_sent(stage: Stage) -> None:
    put(stage)
    (row,) = outbox.take(stage.world, "mail")
    mission(stage, interrupted="oui")
    assert write_out(stage.world, row) is None


def test_a_row_with_words_is_not_written_again(stage: Stage) -> None:
    put(stage)
    (row,) = outbox.take(stage.world, "mail")
    first, second = write_out(stage.world, row), write_out(stage.world, row)
    assert first is not None
    assert second is not None
    assert first.message == second.message
    assert write_out(stage.world, first) is first


def test_a_row_that_waits_says_what_the_roster_says_when_it_is_sent(stage: Stage) -> None:
    put(stage)
    mission(stage, organisation="Les Passerelles")
    stage.invite()
    (row,) = rows(stage)
    assert "Les Passerelles" in Message.from_json(row.message).values["answers"]


def test_who_has_the_badge_already_is_not_invited(stage: Stage) -> None:
    letters = Letters(stage)
    stage.clock.at = THE_DAY_AFTER
    letters.answer(letters.invited(**ROW), "oui", From=AWA)
    assert claims(stage) == [State.ISSUED]
    mission(stage, reference="SC-2", starts_on="2026-05-02")
    assert gone_out(stage) == []
    assert [row.error for row in rows(stage) if row.state == outbox.DROPPED] == [Unsent.HELD]


def test_who_moved_to_a_chat_is_invited_there_when_the_address_is_gone(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", "awa@example.org")
    with stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, "awa@example.org")
        assert address is not None
        address.unreachable_at = turn.at
    mission(stage)
    stage.clock.at = THE_DAY_AFTER
    assert gone_out(stage) == []
    assert {(row.door, row.state) for row in rows(stage)} == {
        ("mail", outbox.DEAD),
        ("terminal", outbox.WAITING),
    }


def test_an_address_that_closes_while_the_invitation_waits_is_not_its_end(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", "awa@example.org")
    put(stage)
    with stage.world.turn() as turn:
        rerouting.closed(turn, people.MAIL, "awa@example.org")
    stage.invite()
    assert {(row.door, row.state) for row in rows(stage)} == {
        ("mail", outbox.DEAD),
        ("terminal", outbox.WAITING),
    }
