"""The store: transactions, timers, the outbox and the inbox, on both engines."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel, select

from core.ground.database.migrate import migrate
from core.ground.database.store import REVISION, Store
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import inbox, outbox, timers
from core.ground.rows.outbox import Failure, To
from core.ground.tables import Bookmark, Outbox
from tests.world.world import Stage, make_stage

HELLO = Message("Bonjour", "fr", ((Button("Oui", "yes:1"),),), values={"name": "Lina"})


def put(stage: Stage, subject: str, kind: str = "reply") -> bool:
    with stage.world.turn() as turn:
        return outbox.put(turn, To("mail", "lina@example.org"), MessageKind(kind), subject, HELLO)


def test_a_turn_that_fails_leaves_nothing(either: Stage) -> None:
    with pytest.raises(RuntimeError), either.world.turn() as turn:
        turn.db.add(Bookmark(name="half", value="done"))
        turn.db.flush()
        raise RuntimeError
    with either.world.glance() as turn:
        assert turn.db.get(Bookmark, "half") is None


def test_an_outbox_row_is_put_once_and_comes_out_as_it_went_in(either: Stage) -> None:
    assert put(either, "claim-1")
    assert not put(either, "claim-1")
    assert put(either, "claim-1", kind="badge")
    rows = outbox.take(either.world, "mail")
    assert [Message.from_json(row.message) for row in rows] == [HELLO, HELLO]


def test_a_taken_row_is_leased_and_comes_back_if_its_taker_died(either: Stage) -> None:
    put(either, "claim-1")
    assert len(outbox.take(either.world, "mail")) == 1
    assert outbox.take(either.world, "mail") == []
    either.dies()
    (row,) = outbox.take(either.world, "mail")
    outbox.sent(either.world, row, "42")
    either.clock.pass_(minutes=4)
    assert outbox.take(either.world, "mail") == []


def test_a_failed_row_waits_longer_each_time_and_is_dead_after_five_days(either: Stage) -> None:
    put(either, "claim-1")
    waits = []
    for _ in range(3):
        (row,) = outbox.take(either.world, "mail")
        outbox.failed(either.world, row, Failure("451 later"))
        with either.world.glance() as turn:
            (kept,) = turn.db.exec(select(Outbox))
        waits.append(kept.due_at - either.clock.at)
        either.clock.at = kept.due_at
    assert waits == sorted(waits)
    assert len(set(waits)) == 3
    either.clock.pass_(days=6)
    (row,) = outbox.take(either.world, "mail")
    outbox.failed(either.world, row, Failure("451 later"))
    with either.world.glance() as turn:
        (kept,) = turn.db.exec(select(Outbox))
    assert (kept.state, kept.error) == ("dead", "451 later")


def test_two_takers_never_get_the_same_row(either: Stage) -> None:
    for number in range(60):
        put(either, f"claim-{number}")
    taken: list[str] = []

    def work() -> None:
        while rows := outbox.take(either.world, "mail", limit=7):
            taken.extend(row.subject for row in rows)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == sorted(f"claim-{number}" for number in range(60))


def test_a_timer_can_be_moved_and_dropped(either: Stage) -> None:
    with either.world.turn() as turn:
        timers.put(turn, "remind", "a", turn.at + timedelta(hours=1))
        timers.put(turn, "remind", "b", turn.at)
    assert [timer.subject for timer in timers.take(either.world)] == ["b"]
    with either.world.turn() as turn:
        timers.put(turn, "remind", "a", turn.at)
        timers.drop(turn, "remind", "b")
    assert [timer.subject for timer in timers.take(either.world)] == ["a"]
    either.dies()
    assert [timer.subject for timer in timers.take(either.world)] == ["a"]


def test_a_raw_input_is_kept_once_until_it_is_worked(either: Stage) -> None:
    assert inbox.keep(either.world, "telegram", "7", b"{}")
    assert not inbox.keep(either.world, "telegram", "7", b"{}")
    assert [row.raw for row in inbox.waiting(either.world, "telegram")] == [b"{}"]
    with either.world.turn() as turn:
        assert inbox.first_time(turn, "telegram", "7")
    with either.world.turn() as turn:
        assert not inbox.first_time(turn, "telegram", "7")
    assert inbox.waiting(either.world, "telegram") == []


def test_the_third_strike_sets_an_input_aside(either: Stage) -> None:
    inbox.keep(either.world, "mail", "x", b"poison")
    strikes = [inbox.strike(either.world, "mail", "x", "cannot be read") for _ in range(3)]
    assert strikes == [False, False, True]
    assert inbox.waiting(either.world, "mail") == []


def test_an_empty_store_is_prepared_once(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}")
    assert store.revision() == ""
    store.prepare()
    store.prepare()
    assert store.revision() == REVISION


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_migrations_lead_to_the_tables_as_written(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    on_postgres = engine == "postgresql"
    url = f"sqlite:///{tmp_path / 'old.db'}"
    url = request.getfixturevalue("new_database")() if on_postgres else url
    bare = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with bare.begin() as connection:
        SQLModel.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))

    migrate(bare, "before the first")
    with bare.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    bare.dispose()
    assert difference == []


def test_a_store_of_a_newer_cocarde_is_left_alone(tmp_path: Path) -> None:
    store = make_stage(tmp_path).world.store
    with store.write() as db:
        db.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Trouble, match="newer Cocarde"):
        store.prepare()


def test_a_database_that_does_not_answer_says_what_to_check() -> None:
    store = Store("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Trouble, match="COCARDE_DATABASE_URL"):
        store.prepare()
