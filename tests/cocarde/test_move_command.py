"""`cocarde move`: an installation goes from SQLite to PostgreSQL, whatever cuts it off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from core.ground.database import moving
from core.ground.database.copied_rows import digests
from core.ground.database.snapshots import stamp
from core.ground.database.store import MOVED, Store
from core.ground.errors import Trouble
from core.ground.tables import Person
from tests.world.command import Cocarde
from tests.world.world import Stage, make_stage


class Killed(BaseException):
    """The end of the process."""


@pytest.fixture
def here(stage: Stage, tmp_path: Path) -> Cocarde:
    """An installation at rest, with people in it."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("lina", "Lina \0Haddad", "lina@example.org")  # SQLite takes a NUL, PostgreSQL none
    stage.world.store.close()
    return Cocarde(tmp_path)


@pytest.fixture
def target(empty_database: Callable[[], str]) -> str:
    return empty_database()


def names(url: str) -> list[str]:
    store = Store(url)
    with store.read() as db:
        found = sorted(db.exec(select(Person.name)))
    store.close()
    return found


def move(folder: Path, url: str, dies_at: int = -1) -> int:
    """Move it, or die at a batch; gives how many batches there were."""
    count = 0

    def heard(_table: str, _rows: int) -> None:
        nonlocal count
        if count == dies_at:
            raise Killed
        count += 1

    moving.move(folder / "cocarde.db", url, heard)
    return count


def test_a_moved_store_holds_each_row_and_the_old_one_stays_closed(
    here: Cocarde, target: str, tmp_path: Path
) -> None:
    told = here.json("move", target)
    assert told["tables"]["person"]["rows"] == 2
    assert names(target) == ["Lina Haddad", "Sam Okafor"]
    assert "moved to PostgreSQL" in here("staff", "list", status=2)
    assert "moved to PostgreSQL" in here("move", target, status=2)
    assert (tmp_path / "cocarde.db").exists()


def test_it_says_what_to_change_without_the_password(here: Cocarde, target: str) -> None:
    said = here("move", target.replace("postgres@", "postgres:secret@"))
    assert "COCARDE_DATABASE_URL=postgresql://postgres:…@127.0.0.1" in said
    assert "secret" not in said


def test_killed_between_any_two_tables_it_goes_on(
    here: Cocarde, target: str, tmp_path: Path
) -> None:
    for dies_at in (0, 1, 2):
        with pytest.raises(Killed):
            move(tmp_path, target, dies_at)
    half = Store(target)
    with pytest.raises(Trouble, match="only a part"):
        half.prepare()
    half.close()
    move(tmp_path, target)
    assert names(target) == ["Lina Haddad", "Sam Okafor"]


def test_killed_after_the_new_store_was_opened_it_closes_the_old_one(
    here: Cocarde, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def dies(connection: Any, *revision: str) -> None:
        if revision == (MOVED,):
            raise Killed
        stamp(connection, *revision)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(moving, "stamp", dies)
        move(tmp_path, target)
    assert move(tmp_path, target) == 0  # nothing is copied again
    with pytest.raises(Trouble, match="was moved"):
        move(tmp_path, target)


def test_what_changed_between_two_tries_is_what_arrives(
    here: Cocarde, stage: Stage, target: str, tmp_path: Path
) -> None:
    with pytest.raises(Killed):
        move(tmp_path, target, 2)
    store = Store(stage.world.store.url)
    with store.write() as db:
        db.execute(text("UPDATE person SET name = 'Lina Martin' WHERE name LIKE 'Lina%'"))
    store.close()
    move(tmp_path, target)
    assert names(target) == ["Lina Martin", "Sam Okafor"]


def test_a_store_in_use_is_not_moved(here: Cocarde, stage: Stage, target: str) -> None:
    with stage.world.glance() as turn:
        turn.db.exec(select(Person)).all()
    assert "Stop Cocarde" in here("move", target, status=2)
    assert names(target) == []


def test_rows_of_others_are_left_alone(here: Cocarde, target: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    theirs = make_stage(other)
    theirs.known("eva", "Eva Smet", "eva@example.org")
    theirs.world.store.close()
    moving.move(other / "cocarde.db", target, lambda *_: None)
    store = Store(target)
    with store.read() as db:
        before = digests(db.connection())
    assert "other rows" in here("move", target, status=2)
    with store.read() as db:
        assert digests(db.connection()) == before
    store.close()


@pytest.mark.parametrize("url", ["mysql://db.example.org/cocarde", "sqlite:///other.db"])
def test_only_postgresql_takes_it(here: Cocarde, url: str) -> None:
    assert "postgresql://" in here("move", url, status=2)
