"""Addresses of PostgreSQL as agencies have them: several servers, a standby, pgbouncer."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from core.ground.database.postgres import read_address, servers
from core.ground.database.store import Store, is_away
from core.ground.errors import Trouble

READ_WRITE = "?target_session_attrs=read-write"


def test_an_address_may_name_several_servers() -> None:
    told = read_address(f"postgresql://cocarde:secret@a:5432,b:5433/store{READ_WRITE}")
    assert (told["host"], told["port"]) == ("a,b", "5432,5433")
    assert told["target_session_attrs"] == "read-write"
    assert [(each["host"], each["port"]) for each in servers(told)] == [
        ("a", "5432"),
        ("b", "5433"),
    ]


def test_what_is_no_address_is_said_without_its_password() -> None:
    with pytest.raises(Trouble, match="cannot be read") as told:
        Store("postgresql://cocarde:secret@a:port/store?nonsense=1")
    assert "secret" not in str(told.value)


def two_servers(url: str, second: str = "") -> str:
    """The address with a server before it that is not there."""
    place = url.rpartition("@")[2]
    return url.replace(place, f"127.0.0.1:1,{second or place}")


def test_of_several_the_one_that_answers_and_may_be_written_to_is_taken(
    empty_database: Callable[[], str],
) -> None:
    store = Store(two_servers(empty_database()) + READ_WRITE)
    with store.write() as db:
        db.execute(text("INSERT INTO mark VALUES ('here', '')"))
    store.close()


def test_nothing_is_left_on_the_server_for_the_next_transaction(
    empty_database: Callable[[], str],
) -> None:
    """Behind pgbouncer it may be another server: no statement is prepared there by name."""
    store = Store(empty_database())
    with store.write() as db:
        for _ in range(12):
            db.execute(text("SELECT :n"), {"n": "1"})
        assert db.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 0
        limit = db.scalar(text("SHOW idle_in_transaction_session_timeout"))
    store.close()
    assert limit == "1min"  # what a stopped process has locked is set free


def test_a_pooler_that_takes_no_options_is_asked_without(
    empty_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    connect, asked = psycopg.connect, []

    def pooler(**given: Any) -> Any:
        asked.append("options" in given)
        if "options" in given:
            raise psycopg.OperationalError("FATAL:  unsupported startup parameter: options")
        return connect(**given)

    monkeypatch.setattr(psycopg, "connect", pooler)
    store = Store(empty_database())
    assert store.revision()
    store.close()
    assert asked[:2] == [True, False]


def test_a_server_that_became_a_standby_is_left_at_once(
    empty_database: Callable[[], str],
) -> None:
    """Its connections stay open behind a pooler: they are given up, and the next go elsewhere."""
    store = Store(empty_database())
    with store.write() as db:
        first = db.scalar(text("SELECT pg_backend_pid()"))
    with pytest.raises(InternalError) as told, store.write() as db:
        db.execute(text("SET TRANSACTION READ ONLY"))
        db.execute(text("INSERT INTO mark VALUES ('here', '')"))
    assert is_away(told.value)
    with store.write() as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) != first
    store.close()
