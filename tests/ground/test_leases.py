"""Who alone may poll, until when."""

from datetime import timedelta

from core.ground.rows import leases
from tests.world.world import Stage

LIFE = timedelta(seconds=60)


def take(stage: Stage, holder: str, *gone: str) -> bool:
    return leases.take(stage.world, "polling", holder, LIFE, lambda name: name in gone)


def test_one_holds_it_until_it_runs_out(either: Stage) -> None:
    assert take(either, "first")
    assert not take(either, "second")
    either.clock.pass_(seconds=61)
    assert take(either, "second")
    assert not take(either, "first")


def test_its_holder_refreshes_it(either: Stage) -> None:
    take(either, "first")
    either.clock.pass_(seconds=40)
    assert take(either, "first")
    either.clock.pass_(seconds=40)
    assert not take(either, "second")


def test_it_is_free_when_dropped_by_its_holder_only(either: Stage) -> None:
    take(either, "first")
    leases.drop(either.world, "polling", "second")
    assert not take(either, "second")
    leases.drop(either.world, "polling", "first")
    assert take(either, "second")


def test_a_holder_known_to_have_ended_does_not_keep_it(either: Stage) -> None:
    take(either, "killed")
    assert not take(either, "next", "somebody else")
    assert take(either, "next", "killed")
