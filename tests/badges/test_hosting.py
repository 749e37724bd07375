"""What is hosted, as files and as a register: three ways to look, one answer."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from core.badges.verify.issuers import FolderRegister, Register, Standing
from core.badges.verify.this_installation import KeysRegister, installed
from core.badges.verify.verify import verify
from core.ground.paths import ROOT
from core.ground.settings import Settings
from core.ground.tables import Badge
from core.issuing import stored_badges
from core.issuing.static_site import static_site
from core.support import misused_badges
from tests.world.visitors import REPOSITORY, SITE, issued, only_badge, revoke
from tests.world.world import Stage

FORBIDDEN = {"sqlmodel", "sqlalchemy", "telegram", "pydantic", "jinja2", "PIL", "starlette"}
Looked = Callable[[Stage, Path], Register]


def as_files(stage: Stage, folder: Path) -> Register:
    static_site(stage.world, folder)
    return FolderRegister(folder)


def as_rows(stage: Stage, _: Path) -> Register:
    return installed(stage.world.settings)


def picture(stage: Stage, badge: Badge) -> bytes:
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
    assert png is not None
    return png


@pytest.mark.parametrize("looked", [as_files, as_rows])
def test_each_register_judges_a_badge_as_the_store_does(
    either: Stage, tmp_path: Path, looked: Looked
) -> None:
    png = picture(either, issued(either))
    broken = bytearray(png)
    broken[len(png) // 2] ^= 1
    register = looked(either, tmp_path / "site")
    reasons = []
    for file, mail in (
        (png, None),
        (png, "Lina@example.org"),
        (png, "else@example.org"),
        (bytes(broken), None),
    ):
        told = verify(file, recipient=mail, register=register, now=either.clock.at)
        assert told == misused_badges.judged(either.world, file, mail)
        reasons.append(told.reason)
    assert reasons == ["valid", "valid", "other_recipient", "damaged"]


@pytest.mark.parametrize("looked", [as_files, as_rows])
def test_each_register_knows_what_was_revoked(
    either: Stage, tmp_path: Path, looked: Looked
) -> None:
    badge = issued(either)
    png = picture(either, badge)
    revoke(either, badge, "Délivré par erreur")
    register = looked(either, tmp_path / "site")
    told = verify(png, recipient=None, register=register, now=either.clock.at)
    assert told.reason == "revoked"
    assert told == misused_badges.judged(either.world, png)


def test_the_static_site_holds_every_document_that_a_badge_names(
    stage: Stage, tmp_path: Path
) -> None:
    badge = issued(stage)
    written = {f"/{path.relative_to(tmp_path)}" for path in static_site(stage.world, tmp_path)}
    named = {
        part.partition("#")[0].removeprefix(stage.world.settings.base)
        for part in (badge.credential + badge.assertion).decode().split('"')
        if part.startswith(stage.world.settings.base) and part.endswith((".json", ".png"))
    }
    assert {f"/b/{badge.id}.png", f"/b/{badge.id}.json"} <= written
    assert f"/ob2/a/{badge.id}.json" in named
    others = {name for name in named if "/en/" in name or "/nl/" in name}
    assert named - others <= written
    assert (tmp_path / f"ob3/b/{badge.id}.json").read_bytes() == badge.credential


def test_a_revoked_badge_leaves_no_picture_in_the_static_site(stage: Stage, tmp_path: Path) -> None:
    badge = issued(stage)
    revoke(stage, badge)
    static_site(stage.world, tmp_path)
    assert not (tmp_path / f"b/{badge.id}.png").exists()
    assert b'"revoked":true' in (tmp_path / f"ob2/a/{badge.id}.json").read_bytes()


def test_without_store_and_keys_nothing_can_be_told(tmp_path: Path, stage: Stage) -> None:
    png = picture(stage, issued(stage))
    elsewhere = Settings(
        database_url=f"sqlite:///{tmp_path / 'none.db'}",
        public_url=stage.world.settings.public_url,
        key_file=str(tmp_path / "none.json"),
    )
    told = verify(png, recipient=None, register=installed(elsewhere), now=stage.clock.at)
    assert (told.valid, told.reason) == (None, "register_missing")
    assert not (tmp_path / "none.db").exists()


def test_a_store_that_is_none_cannot_tell_and_says_why(tmp_path: Path, stage: Stage) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"this is no database" * 100)
    found = installed(replace(stage.world.settings, database_url=f"sqlite:///{wrong}"))
    assert isinstance(found, KeysRegister)
    assert "cannot be read" in str(found.why)
    assert found.standing(f"{stage.world.settings.base}/ob2/a/x.json") is Standing.UNTOLD


def test_an_evidence_address_is_never_ours(stage: Stage) -> None:
    issued(stage)
    register = installed(stage.world.settings)
    for url in (REPOSITORY, SITE, f"{stage.world.settings.base}.evil.test/i/becode/did.json", ""):
        assert register.document(url) is None


def test_looking_up_a_badge_loads_nothing_heavy(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "badge.png").write_bytes(picture(stage, issued(stage)))
    script = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.badges.verify.this_installation import installed
from core.badges.verify.verify import verify
from core.ground.settings import Settings
found = installed(Settings(database_url={stage.world.settings.database_url!r},
    public_url={stage.world.settings.public_url!r}, key_file={stage.world.settings.key_file!r}))
told = verify(Path("badge.png").read_bytes(), recipient=None, register=found,
    now=datetime(2026, 12, 1, tzinfo=UTC))
print(told.reason, *sorted({{name.partition(".")[0] for name in sys.modules}} & {FORBIDDEN!r}))
"""
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["valid"]


def test_only_rows_of_this_programme_are_listed(stage: Stage) -> None:
    badge = issued(stage)
    revoke(stage, badge)
    with stage.world.glance() as turn:
        store = stored_badges.badge_store(turn)
        assert [held.id for held in store.revoked("becode")] == [badge.id]
        assert store.revoked("maillage") == []
        assert store.highest("becode") == badge.status_index
        assert store.highest("maillage") == 0
        assert turn.db.exec(select(Badge.id)).one() == only_badge(stage).id
