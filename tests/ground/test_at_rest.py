"""Line 7: what lies on the disk, in the log and in a spreadsheet."""

import logging
import os
import stat
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from cocarde.operate import check_files
from core.ground.database.store import Store
from core.ground.logs import Redaction
from core.ground.private_files import make_file, open_to_others
from core.ground.settings import Settings
from core.ground.tables import Bookmark
from core.roster.files import guarded
from tests.world.world import Stage


def test_the_database_and_its_logs_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = Store(f"sqlite:///{tmp_path / 'var' / 'new.db'}")
        store.prepare()
        with store.write() as db:
            db.add(Bookmark(name="a", value="b"))
        files = list((tmp_path / "var").iterdir())
        assert len(files) >= 2
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
        store.close()
    finally:
        os.umask(before)


def test_an_open_file_is_seen_to_be_open(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    make_file(file)
    assert not open_to_others(file)
    file.chmod(0o640)
    assert open_to_others(file)


def test_check_names_each_file_that_others_may_read_and_how_to_close_it(tmp_path: Path) -> None:
    """A copy made by hand, a key file put back from a mail, logs of the database."""
    database, keys = tmp_path / "cocarde.db", tmp_path / "keys.json"
    settings = Settings(database_url=f"sqlite:///{database}", key_file=str(keys))
    files = [keys, database, tmp_path / "cocarde.db-wal", tmp_path / "my backup.db"]
    for file in files:
        file.write_text("secret")
        file.chmod(0o644)
    found = [each for each in check_files.look(settings) if str(tmp_path) in each.what]
    assert len(found) == len(files)
    assert all("chmod 600 " in each.mend for each in found)
    for file in files:
        file.chmod(0o600)
    assert not [each for each in check_files.look(settings) if str(tmp_path) in each.what]


def test_an_error_of_the_database_tells_no_value(either: Stage) -> None:
    with either.world.turn() as turn:
        turn.db.add(Bookmark(name="lina the learner", value="secret word"))
    with pytest.raises(IntegrityError) as caught, either.world.turn() as turn:
        turn.db.add(Bookmark(name="lina the learner", value="secret word"))
    told = Redaction()(logging.Formatter().formatException(caught._excinfo))  # type: ignore[arg-type]
    assert "secret word" not in told
    assert "lina the learner)" not in told


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_a_cell_is_no_formula_in_any_width(first: str) -> None:
    assert guarded(f"{first}1+1").startswith("'")
