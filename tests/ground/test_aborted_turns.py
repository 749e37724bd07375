"""A turn that the store gives up because of another one runs again by itself."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from psycopg.errors import (
    DeadlockDetected,
    LockNotAvailable,
    SerializationFailure,
    UniqueViolation,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import col, select

from core.ground.database.store import was_aborted
from core.ground.rows.inbox import keep
from core.ground.tables import Address, Inbox
from core.ground.world import PAUSES, World, runs_again
from core.people import people
from tests.world.world import Stage

AWA, BEN = "awa@example.org", "ben@example.org"


def busy(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    return OperationalError("UPDATE", {}, error)


@pytest.mark.parametrize(
    ("error", "aborted"),
    [
        (OperationalError("UPDATE", {}, DeadlockDetected()), True),
        (OperationalError("UPDATE", {}, SerializationFailure()), True),
        (OperationalError("UPDATE", {}, LockNotAvailable()), True),
        (IntegrityError("INSERT", {}, UniqueViolation()), False),
        (busy(sqlite3.SQLITE_BUSY), True),
        (busy(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (busy(sqlite3.SQLITE_LOCKED), True),
        (busy(sqlite3.SQLITE_FULL), False),
        (ValueError("ours"), False),
    ],
)
def test_which_errors_mean_that_the_same_may_succeed_now(error: Exception, aborted: bool) -> None:
    assert was_aborted(error) is aborted


def test_two_turns_that_hold_what_the_other_waits_for_both_come_to_their_end(
    either: Stage,
) -> None:
    """Each touches its own address first, then the other's: PostgreSQL aborts one of them."""
    for mail in (AWA, BEN):
        either.known(mail[:3], mail[:3].capitalize(), mail)
    both, tries = Barrier(2, timeout=20), []

    @runs_again
    def meet(order: tuple[str, str]) -> str:
        tries.append(order)
        with either.world.turn() as turn:
            people.find(turn, people.MAIL, order[0])
            if len(tries) <= 2 and not either.world.store.on_sqlite:
                both.wait()  # both hold their first one
            other = people.find(turn, people.MAIL, order[1])
            assert other is not None
            people.used(turn, other)
            return other.value

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(meet, [(AWA, BEN), (BEN, AWA)]))
    assert done == [BEN, AWA]
    assert len(tries) == (2 if either.world.store.on_sqlite else 3)
    with either.world.glance() as turn:
        heard = select(Address.value).where(col(Address.last_used_at).is_not(None))
        assert {AWA, BEN} <= set(turn.db.exec(heard))


def test_nothing_of_an_aborted_try_is_left(either: Stage) -> None:
    tries = []

    @runs_again
    def work(world: World) -> int:
        with world.turn() as turn:
            tries.append(1)
            turn.db.add(
                Inbox(id=turn.chance.uuid(), source="test", source_id=str(len(tries)), raw=b"",
                      state="worked",
                      received_at=turn.at)
            )  # fmt: skip
            turn.db.flush()
            turn.effects.replies.append({"text": str(len(tries))})
            if len(tries) < 3:
                raise busy(sqlite3.SQLITE_BUSY)
            return len(turn.effects.replies)

    assert work(either.world) == 1
    with either.world.glance() as turn:
        assert turn.db.exec(select(Inbox.source_id)).all() == ["3"]


def test_a_store_that_stays_locked_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.ground.world.PAUSES", (0.0,) * len(PAUSES))
    tries = []

    @runs_again
    def work() -> None:
        tries.append(1)
        raise busy(sqlite3.SQLITE_BUSY)

    with pytest.raises(OperationalError):
        work()
    assert len(tries) == len(PAUSES) + 1
    assert keep(stage.world, "test", "1", b"x")
