"""One process alone polls and reads the mailbox, whatever becomes of it and of its machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from core.ground.leases.ownership import LIFE, SURE, Ownership
from core.ground.leases.processes import is_gone, machine, this_process
from tests.world.world import Stage


@dataclass(slots=True)
class Seconds:
    """A clock that nobody sets, as of one machine."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


def machines(stage: Stage, *names: str) -> tuple[Seconds, list[Ownership]]:
    """Processes on machines of their own, of which nothing is known but what the store says."""
    clock = Seconds()
    return clock, [Ownership(stage.world, "polling", name, clock) for name in names]


def pass_(stage: Stage, clock: Seconds, seconds: float) -> None:
    clock.at += seconds
    stage.clock.pass_(seconds=seconds)


def test_it_is_taken_over_when_it_was_not_refreshed_for_its_life(either: Stage) -> None:
    clock, (first, second) = machines(either, "first", "second")
    assert first.take()
    assert not second.take()
    pass_(either, clock, LIFE - 1)
    assert not second.take()
    pass_(either, clock, 1)
    assert second.take()
    assert not first.take()


def test_its_holder_refreshes_it(either: Stage) -> None:
    clock, (first, second) = machines(either, "first", "second")
    assert first.take()
    for _ in range(6):
        pass_(either, clock, LIFE / 2)
        assert not second.take()
        assert first.take()
    assert first.term == 1


def test_of_two_who_see_it_abandoned_one_gets_it(either: Stage) -> None:
    clock, (first, second, third) = machines(either, "first", "second", "third")
    assert first.take()
    assert [second.take(), third.take()] == [False, False]
    pass_(either, clock, LIFE)
    assert [second.take(), third.take()] == [True, False]


def test_a_machine_whose_clock_is_a_day_ahead_takes_nothing_from_a_living_one(
    either: Stage,
) -> None:
    _, (first, second) = machines(either, "first", "second")
    assert first.take()
    either.clock.pass_(days=1)
    assert not second.take()


def test_who_was_stopped_is_no_longer_sure_before_another_may_have_it(either: Stage) -> None:
    """SIGSTOP, or a machine that sleeps: on waking it asks before it acknowledges anything."""
    clock, (stopped, next_one) = machines(either, "stopped", "next")
    assert stopped.take()
    assert stopped.sure
    assert not next_one.take()
    pass_(either, clock, SURE)
    assert not stopped.sure
    pass_(either, clock, LIFE - SURE)
    assert next_one.take()
    assert not stopped.take()
    assert not stopped.sure
    with either.world.turn() as turn:
        assert stopped.lost(turn)
        assert not next_one.lost(turn)


def test_what_an_earlier_term_had_in_hand_is_told_apart(stage: Stage) -> None:
    clock, (owner,) = machines(stage, "owner")
    assert owner.take()
    pass_(stage, clock, SURE + 1)
    assert owner.take()
    assert owner.term == 2


def test_it_is_free_when_dropped_by_its_holder_only(either: Stage) -> None:
    _, (first, second) = machines(either, "first", "second")
    assert first.take()
    second.drop()
    assert not second.take()
    first.drop()
    assert second.take()


def test_a_holder_known_to_have_ended_does_not_keep_it(either: Stage) -> None:
    with ended() as name:
        assert Ownership(either.world, "polling", name).take()
        assert Ownership(either.world, "polling").take()


@contextmanager
def ended(number: signal.Signals = signal.SIGKILL) -> Iterator[str]:
    """The name of a process that got a signal and that nobody has asked for since."""
    code = "import sys; from core.ground.leases.processes import this_process as t\n"
    code += "print(t(), flush=True); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    name = child.stdout.readline().strip()
    assert not is_gone(name)
    child.send_signal(number)
    if number is signal.SIGKILL:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and not reaped
    try:
        yield name
    finally:
        child.kill()
        child.communicate()


def test_a_killed_process_whose_parent_has_not_reaped_it_is_gone() -> None:
    with ended() as name:
        assert is_gone(name)
        number = int(name.split("/")[-2])
        os.kill(number, 0)  # it still bears its number
    assert is_gone(name)


def test_a_stopped_process_is_not_gone() -> None:
    with ended(signal.SIGSTOP) as name:
        assert not is_gone(name)


OTHERS: dict[str, Callable[[str], str]] = {
    "another machine": lambda _: "5bf3c1d2/pid:[4026531836]/999999/1",
    "a container that counts from 1 as we do": lambda _: f"{machine()}7/999999/1",
    "what an older version wrote": lambda _: "host/12",
    "nothing": lambda _: "",
}


@pytest.mark.parametrize("name", OTHERS.values(), ids=OTHERS.keys())
def test_of_processes_elsewhere_nothing_is_known(name: Callable[[str], str]) -> None:
    assert not is_gone(name(this_process()))


def test_a_number_that_another_process_bears_now_keeps_nothing() -> None:
    place = this_process().rpartition("/")[0]
    assert is_gone(f"{place}/1")  # our number, of a process that started with the machine
    assert not is_gone(this_process())
