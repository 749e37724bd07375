"""What a process has in hand: nobody else's while it lives, free within a minute once it is dead.

The hands of a dead process are played by forgetting them; a second process by a second store.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.due import due
from core.ground.database.store import Store
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import in_hand, outbox, timers
from core.ground.world import World
from tests.world.world import Stage


@pytest.fixture
def other(either: Stage) -> Iterator[World]:
    """The same installation in another process."""
    store = Store(either.world.store.url)
    yield replace(either.world, store=store)
    store.close()


def put(stage: Stage) -> None:
    with stage.world.turn() as turn:
        to, message = outbox.To("mail", "lina@example.org"), Message("Bonjour", "fr")
        outbox.put(turn, to, MessageKind.REPLY, "1", message)


def test_what_a_killed_process_was_sending_is_free_within_a_minute(
    either: Stage, other: World
) -> None:
    put(either)
    assert len(outbox.take(either.world, "mail")) == 1
    assert outbox.take(other, "mail") == []
    either.clock.pass_(seconds=59)
    assert len(outbox.take(other, "mail")) == 1


def test_what_a_slow_server_is_being_given_is_nobody_else_s(either: Stage, other: World) -> None:
    put(either)
    (row,) = outbox.take(either.world, "mail")
    for _ in range(20):
        either.clock.pass_(seconds=in_hand.REFRESHED)
        in_hand.refresh(either.world)
        assert outbox.take(other, "mail") == []
    assert in_hand.is_ours(either.world, row.id)


def test_a_process_does_not_take_again_what_it_has_in_hand_whatever_its_clock_says(
    either: Stage,
) -> None:
    put(either)
    (row,) = outbox.take(either.world, "mail")
    for step in (timedelta(hours=1), timedelta(hours=-2), timedelta(days=1)):
        either.clock.at += step
        assert outbox.take(either.world, "mail") == []
    outbox.sent(either.world, row)
    assert in_hand.ids(either.world) == []


def test_after_a_pause_longer_than_the_lease_a_row_is_another_s(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process was stopped, or the machine slept."""
    put(stage)
    (row,) = outbox.take(stage.world, "mail")
    assert in_hand.is_ours(stage.world, row.id)
    later = time.monotonic() + in_hand.LEASE.total_seconds()
    monkeypatch.setattr("core.ground.rows.in_hand.time.monotonic", lambda: later)
    assert not in_hand.is_ours(stage.world, row.id)
    assert in_hand.ids(stage.world) == []


def test_what_a_fault_left_in_hand_is_let_go_in_the_end(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stage)
    outbox.take(stage.world, "mail")
    later = time.monotonic() + in_hand.LONGEST + 1
    monkeypatch.setattr("core.ground.rows.in_hand.time.monotonic", lambda: later)
    stage.clock.pass_(minutes=4)
    assert len(outbox.take(stage.world, "mail")) == 1


def test_a_message_that_was_refused_is_out_of_our_hands(stage: Stage) -> None:
    put(stage)
    (row,) = outbox.take(stage.world, "mail")
    outbox.failed(stage.world, row, outbox.Failure("450 4.2.0"))
    in_hand.refresh(stage.world)
    stage.clock.pass_(seconds=21)
    assert len(outbox.take(stage.world, "mail")) == 1


def test_what_a_killed_worker_had_begun_is_done_by_another_within_a_minute(
    either: Stage, other: World
) -> None:
    with either.world.turn() as turn:
        timers.put(turn, "remind", str(turn.chance.uuid()), turn.at)
    assert len(timers.take(either.world)) == 1
    assert timers.take(other) == []
    either.clock.pass_(seconds=59)
    assert len(timers.take(other)) == 1


def test_a_timer_that_was_worked_is_in_nobody_s_hands(stage: Stage) -> None:
    with stage.world.turn() as turn:
        timers.put(turn, "weekly", "nothing", turn.at)
    due(stage.world)
    assert in_hand.ids(stage.world) == []
