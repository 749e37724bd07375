"""A backup taken while people claim: restored, every badge told to anybody is true.

`cocarde chaos backup` does it with 500 claims.
"""

import gc
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlmodel import select

from cocarde.operate.backup import take
from core.badges.signing import key_file
from core.ground.database.snapshots import into_sqlite
from core.ground.database.store import Store
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox
from core.ground.world import World
from core.issuing import stored_badges
from core.issuing import stored_badges as holding
from tests.world.command import Cocarde
from tests.world.talking import Talk
from tests.world.world import Stage, size

CLAIMS = size(8, 500)


@dataclass(slots=True)
class Rush:
    """People who claim and get their badges one after the other, in a thread of their own."""

    stage: Stage
    issued: list[str]
    halfway: threading.Event

    def work(self) -> None:
        self.stage.reviewer("sam", "Sam Okafor", "becode")
        sam = Talk(self.stage, "sam")
        for number in range(CLAIMS):
            key = f"p{number}"
            self.stage.known(key, "Lina Haddad", f"{key}@example.org")
            lina = Talk(self.stage, key, number * 100)
            for line in (
                "Python avancé",
                f"https://github.com/{key}/meteo https://{key}.example.org",
                "oui",
            ):
                lina.say(line)
            with self.stage.world.glance() as turn:
                waiting = turn.db.exec(select(Claim).where(Claim.state == "in_review")).one()
            self.issued += sam.send(choice=f"approve:{waiting.ref}").badges
            if number >= CLAIMS // 2:
                self.halfway.set()


def rush(stage: Stage, file: Path) -> list[str]:
    """Take a backup in the middle of it; gives the badges that were told before it began."""
    going = Rush(stage, [], threading.Event())
    thread = threading.Thread(target=going.work)
    thread.start()
    going.halfway.wait(600)
    before = list(going.issued)
    take(stage.world.settings, file, keys=True)
    thread.join()
    assert len(going.issued) == CLAIMS
    return before


def restored(stage: Stage, folder: Path, url: str = "") -> tuple[World, Cocarde]:
    """An empty installation elsewhere, to restore to."""
    url = url or f"sqlite:///{folder / 'cocarde.db'}"
    settings = replace(stage.world.settings, database_url=url, key_file=str(folder / "keys.json"))
    return replace(stage.world, store=Store(url), settings=settings), Cocarde(folder)


def told(world: World) -> set[str]:
    """Every badge that a message of the store tells of."""
    with world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.message != ""))
        return {badge for row in rows if (badge := Message.from_json(row.message).badge)}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_every_badge_told_to_anybody_verifies_after_a_restore(
    either: Stage, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file, folder = tmp_path / "backup", tmp_path / "new"
    folder.mkdir()
    before = rush(either, file)
    url = request.getfixturevalue("new_database")() if engine == "postgresql" else ""
    world, cocarde = restored(either, folder, url)
    where = world.settings.database_url
    cocarde("restore", str(file), "--keys", COCARDE_DATABASE_URL=where)
    assert cocarde.json("audit", "verify", COCARDE_DATABASE_URL=where)["sound"]
    told_of = told(world)
    assert told_of >= set(before)
    assert len(before) >= CLAIMS // 2
    for badge in told_of:
        _, png = holding.picture(world, badge)
        with world.glance() as turn:
            assert stored_badges.judge(turn, png).valid is True
    world.store.close()


@pytest.fixture
def here(stage: Stage, tmp_path: Path) -> Cocarde:
    """An installation whose one reviewer stands in the write-ahead log only."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    return Cocarde(tmp_path)


def test_an_older_store_is_told_unless_it_was_restored(tmp_path: Path) -> None:
    """Whoever puts an old copy of the database in place hides what happened since; a restore is
    written down."""
    here, old = Cocarde(tmp_path), str(tmp_path / "old")
    here("staff", "add", "sam@example.org", "--programme", "becode")
    here("audit", "verify")
    head = here.json("backup", old)["audit_head"]
    here("audit", "verify")
    here("staff", "add", "mo@example.org", "--programme", "becode")
    newest = here.json("audit", "head")["head"]
    for path in tmp_path.glob("cocarde.db*"):
        path.unlink()
    into_sqlite(Path(old), tmp_path / "cocarde.db")
    wrong = here.json("audit", "verify", status=1)["wrong"]
    assert [each["fault"] for each in wrong] == ["cut_off"]
    for name in ("ali", "mo", "zoe"):
        here("staff", "add", f"{name}@example.org", "--programme", "becode")
        wrong = here.json("audit", "verify", status=1)["wrong"]
    assert [each["fault"] for each in wrong] == ["rewritten"]
    gc.collect()  # what was run here holds its store until then
    assert head in here("restore", old, "--replace")
    seen = here.json("audit", "verify")
    assert (seen["sound"], seen["events"]) == (True, 3)  # a role, as a change; the restore
    assert here.json("audit", "verify", "--head", newest, status=1)["wrong"]
    assert "cut off: the chain" in here("audit", "verify", "--head", f"9:{'0' * 64}", status=1)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def people(file: Path) -> int:
    with closing(sqlite3.connect(file)) as copy:
        return int(copy.execute("SELECT COUNT(*) FROM person").fetchone()[0])


def test_a_backup_is_its_owners_alone_and_says_whether_it_holds_keys(
    here: Cocarde, tmp_path: Path
) -> None:
    told_so = here("backup", str(tmp_path / "without"))
    assert "WITHOUT the keys" in told_so
    assert here.json("backup", str(tmp_path / "with"), "--keys")["keys"] is True
    seed = (tmp_path / "keys.json").read_bytes()[:60]
    assert seed in (tmp_path / "with").read_bytes()
    assert seed not in (tmp_path / "without").read_bytes()
    assert (mode(tmp_path / "with"), mode(tmp_path / "without")) == (0o600, 0o600)
    assert [each.name for each in tmp_path.glob(".*")] == []


def test_what_stands_in_the_write_ahead_log_is_in_the_backup(here: Cocarde, tmp_path: Path) -> None:
    """A copy of the database file, as the manual said until then, loses it."""
    assert (tmp_path / "cocarde.db-wal").stat().st_size > 0
    (tmp_path / "copied").write_bytes((tmp_path / "cocarde.db").read_bytes())
    here("backup", str(tmp_path / "backup"))
    assert people(tmp_path / "backup") == 1
    assert people(tmp_path / "copied") == 0


def test_nothing_is_overwritten_without_being_told_to(here: Cocarde, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    here("backup", str(file), "--keys")
    assert "--replace" in here("backup", str(file), status=2)
    before = {each: each.read_bytes() for each in (tmp_path / "cocarde.db", file)}
    assert "There is a store" in here("restore", str(file), status=2)
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'cocarde.db'}"
    other = tmp_path / "other.json"
    key_file.write(key_file.Keyring(), other)
    named = {"COCARDE_DATABASE_URL": elsewhere, "COCARDE_KEY_FILE": str(other)}
    assert "other keys" in here("restore", str(file), "--keys", status=2, **named)
    assert not (tmp_path / "new").exists()
    assert before == {each: each.read_bytes() for each in before}


def test_a_store_in_use_is_not_replaced(here: Cocarde, tmp_path: Path) -> None:
    here("backup", str(tmp_path / "backup"))
    assert "Stop Cocarde" in here("restore", str(tmp_path / "backup"), "--replace", status=2)


def test_what_was_there_is_kept_beside_it(stage: Stage, here: Cocarde, tmp_path: Path) -> None:
    here("backup", str(tmp_path / "backup"), "--keys")
    stage.known("late", "Late Comer", "late@example.org")
    stage.world.store.close()
    for number in (1, 2):
        said = here("restore", str(tmp_path / "backup"), "--replace", "--keys")
        assert f"cocarde.db.before-{number}" in said
        assert "same keys already" in said
    assert people(tmp_path / "cocarde.db") == 1
    assert people(tmp_path / "cocarde.db.before-1") == 2
    assert mode(tmp_path / "cocarde.db") == 0o600


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda whole: whole[: len(whole) // 2],
    "a page of noise": lambda whole: whole[:8192] + b"\xff" * 8192 + whole[16384:],
    "empty": lambda _: b"",
    "something else": lambda _: b"PK\x03\x04" + bytes(5000),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    here: Cocarde, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "backup"
    here("backup", str(file))
    file.write_bytes(spoil(file.read_bytes()))
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'cocarde.db'}"
    said = here("restore", str(file), status=2, COCARDE_DATABASE_URL=elsewhere)
    assert "backup" in said
    assert not (tmp_path / "new").exists()


def test_a_backup_that_lost_rows_is_refused(here: Cocarde, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    here("backup", str(file))
    with closing(sqlite3.connect(file)) as copy, copy:
        copy.execute("DELETE FROM role")
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'cocarde.db'}"
    assert "role" in here("restore", str(file), status=2, COCARDE_DATABASE_URL=elsewhere)


def test_without_a_store_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    assert "no store" in Cocarde(tmp_path)("backup", str(tmp_path / "backup"), status=2)
    assert list(tmp_path.iterdir()) == []
