"""Issue 9, line 21: `check` on a database that is there and empty makes its tables, and is well."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from core.ground.database.store import REVISION, Store
from tests.world.command import Cocarde


def emptied(url: str) -> str:
    """A PostgreSQL database as its operator has just made it."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("new_database")
        return emptied(new())
    (tmp_path / "empty.db").touch()
    return f"sqlite:///{tmp_path / 'empty.db'}"


def test_a_fresh_database_is_prepared_and_nothing_is_wrong(tmp_path: Path, empty: str) -> None:
    cocarde = Cocarde(tmp_path)
    first = cocarde.json("check", COCARDE_DATABASE_URL=empty)
    again = cocarde.json("check", COCARDE_DATABASE_URL=empty)
    told = [each["what"] for each in first["findings"] if each["about"] == "store"]
    assert told == ["it was empty: its tables were made."]
    assert [each for each in again["findings"] if each["about"] == "store"] == []
    store = Store(empty)
    assert store.revision() == REVISION
    store.close()


def test_a_user_who_may_make_no_tables_is_told_how_to_let_them(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = emptied(new_database())
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS guest"))
        connection.execute(text("CREATE ROLE guest LOGIN"))
        connection.execute(text("GRANT USAGE ON SCHEMA public TO guest"))
    engine.dispose()
    guest = url.replace("postgres@", "guest@")
    told = Cocarde(tmp_path)("check", status=1, COCARDE_DATABASE_URL=guest)
    assert "tables cannot be made" in told
    assert "GRANT CREATE" in told


def test_where_there_is_no_file_none_is_made(tmp_path: Path) -> None:
    Cocarde(tmp_path)("check")
    assert not (tmp_path / "cocarde.db").exists()
