"""The software is stopped for good; a folder and any web server keep the badges."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest
from sqlalchemy import select as select_rows
from sqlmodel import SQLModel, select

from cocarde.operate.export_static import export
from core.badges.verify.issuers import FolderRegister
from core.badges.verify.verify import verify
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.tables import Badge
from core.ground.world import World
from core.issuing import stored_badges
from tests.world.visitors import issued, revoke
from tests.world.world import BASE, Stage, make_stage


@dataclass(frozen=True, slots=True)
class Closing:
    """An installation of one programme whose software is about to be stopped, and its badge."""

    stage: Stage
    badge: Badge
    png: bytes
    site: Path


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closing]:
    """One after the other: a badge, its export; the tests look at it and go on with it."""
    folder = tmp_path_factory.mktemp("closing")
    shutil.copytree(TEMPLATES / "programmes" / "becode", folder / "programmes" / "becode")
    stage = make_stage(folder, programmes=folder / "programmes")
    badge = issued(stage)
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
    assert png is not None
    export(stage.world, folder / "site")
    yield Closing(stage, badge, png, folder / "site")
    stage.world.store.close()


def reason(closing: Closing) -> str:
    register, now = FolderRegister(closing.site), closing.stage.clock.at
    return verify(closing.png, recipient=None, register=register, now=now).reason


def test_a_badge_keeps_its_page_its_picture_and_its_proof(closing: Closing) -> None:
    badge, site = closing.badge, closing.site
    page = (site / "b" / badge.id / "index.html").read_text()
    assert badge.name in page
    assert "Vérifié" in page
    assert (site / "b" / f"{badge.id}.png").read_bytes() == closing.png
    assert (site / "b" / badge.id / "card.png").read_bytes().startswith(b"\x89PNG")
    assert reason(closing) == "valid"
    achievement = json.loads(badge.credential)["credentialSubject"]["achievement"]
    for hosted in (achievement["criteria"], json.loads(badge.credential)["issuer"]["image"]):
        assert (site / hosted["id"].removeprefix(f"{BASE}/")).is_file()


def test_every_link_of_every_page_leads_to_a_file(closing: Closing) -> None:
    pages = list(closing.site.rglob("*.html"))
    for page in pages:
        for link in re.findall(r'(?:href|src|action)="(/[^"#?]*)', page.read_text()):
            file = closing.site / link.lstrip("/")
            assert file.is_file() or (file / "index.html").is_file(), f"{page}: {link}"
    expected = ("index.html", "nl.html", "404.html", "verify/en.html", "i/becode/index.html")
    assert {closing.site / each for each in expected} <= set(pages)


def test_nothing_of_a_person_is_there_but_what_their_badge_says(closing: Closing) -> None:
    """Every value of every row is a canary, but for what badges and programmes say openly."""
    files = [each for each in closing.site.rglob("*") if each.is_file()]
    whole = b"".join(each.read_bytes() for each in files)
    private = canaries(closing.stage.world)
    assert {"lina@example.org", "sam@example.org", "Sam Okafor"} <= private
    assert {each for each in private if each.encode() in whole} == set()
    assert b"/claim/" not in whole.replace(b"Disallow: /claim/", b"")
    assert not any("lost" in each.name for each in files)


def canaries(world: World) -> set[str]:
    """Whatever is written in the store, but in the public part of a badge."""
    open_words = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (*TEMPLATES.rglob("*.toml"), *TEMPLATES.rglob("*.html"))
    )
    found = set()
    with world.glance() as turn:
        for table in SQLModel.metadata.sorted_tables:
            for row in turn.db.execute(select_rows(table)).mappings():
                found |= {each for name, each in row.items() if said(table.name, name, each)}
        for badge in turn.db.exec(select(Badge)):
            open_words += (badge.credential + badge.assertion).decode()
    return {each for each in found if "@" in each or each not in open_words}


def said(table: str, column: str, value: object) -> TypeGuard[str]:
    """Whether a value is words or a secret, and not one that is public: what is hosted, and a
    badge's own."""
    return table not in ("document", "badge") and isinstance(value, str) and len(value) >= 6


def test_a_badge_that_is_revoked_later_is_revoked_in_every_file_of_the_next_export(
    closing: Closing,
) -> None:
    stage, badge, site = closing.stage, closing.badge, closing.site
    half = site.with_name(".site.new") / "half"  # of an export that was cut off
    half.parent.mkdir()
    half.write_text("")
    revoke(stage, badge, "Délivré par erreur")
    told = export(stage.world, site)
    assert (told.badges, told.revoked) == (1, 1)
    assert reason(closing) == "revoked"
    page = (site / "b" / badge.id / "index.html").read_text()
    assert "Délivré par erreur" in page
    assert (site / "gone" / "b" / f"{badge.id}.html").read_text() == page
    stub = json.loads((site / "gone" / "ob2" / "a" / f"{badge.id}.json").read_bytes())
    assert stub["revoked"] is True
    assert not (site / "b" / f"{badge.id}.png").exists()
    assert not (site / "b" / badge.id / "card.png").exists()
    assert not list(site.parent.glob(".site*"))


def test_the_rules_of_each_server_name_the_folder_and_the_address(closing: Closing) -> None:
    site, host = closing.site, BASE.partition("://")[2]
    for rules in (site.with_name("site.nginx.conf"), site.with_name("site.Caddyfile")):
        said = rules.read_text()
        assert str(site) in said
        assert host in said
        assert "410" in said
    assert "410" in (site / ".htaccess").read_text()


def test_a_folder_that_holds_something_else_is_left_alone(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("two years of work")
    with pytest.raises(Trouble, match="export"):
        export(stage.world, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "two years of work"
