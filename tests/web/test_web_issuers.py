"""The page of an organisation that issues, and what the page of its badge says of it."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from cocarde.operate.export_static import export
from core.ground.paths import TEMPLATES
from tests.world.issued_badges import partner_badge
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage, make_stage

BOCAGE, TITLE = "Atelier du Bocage", "La Normandie badge les compétences"
PAGE = "/i/normandie.atelier-du-bocage"


async def test_its_page_says_who_it_is_who_recognises_it_and_what_it_issues(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = unescape((await client.get(PAGE)).text)
    assert f"<h1>Les badges de l'{BOCAGE}</h1>" in html
    assert TITLE in html
    assert re.search(r"Reconnu par\s+<strong><a href=\"https://www.normandie.fr/\"", html)
    assert '<a href="/ask/normandie/partenaire-communiquer-1">' in html
    assert "/region-" not in html  # these are the Région's


@pytest.mark.parametrize(
    "path", ["/i/normandie.nobody", "/i/normandie.", "/i/maillage.la-fabrique", "/i/nowhere.a"]
)
async def test_there_is_no_page_of_who_issues_nothing(stage: Stage, path: str) -> None:
    async with visitor(stage) as client:
        assert (await client.get(path)).status_code == 404


async def test_the_page_of_a_badge_names_its_issuer_and_the_programme(stage: Stage) -> None:
    badge = partner_badge(stage, BOCAGE)
    async with visitor(stage) as client:
        html = unescape((await client.get(f"/b/{badge.id}")).text)
        criteria = json.loads(badge.credential)["credentialSubject"]["achievement"]["criteria"]
        asked = unescape((await client.get(criteria["id"])).text)
    assert re.search(rf'Délivré par\s+<a href="{PAGE}">{BOCAGE}</a>, <a', html)
    assert f'<a href="/i/normandie">dans « {TITLE} »</a>' in html
    assert "Validé par" not in html
    assert f"signé par l'{BOCAGE}, non modifié, non révoqué" in html
    assert "organizationName=Atelier%20du%20Bocage" in html
    described = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    assert described["publisher"] == {
        "@type": "Organization", "name": BOCAGE, "url": f"{BASE}{PAGE}",
    }  # fmt: skip
    assert [each["name"] for each in described["recognizedBy"]] == ["Région Normandie"]
    assert f'<a href="{PAGE}">' in asked


def test_its_page_its_keys_and_its_lists_are_in_the_static_copy(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "programmes" / "normandie", tmp_path / "programmes" / "normandie")
    stage = make_stage(tmp_path, programmes=tmp_path / "programmes")
    partner_badge(stage, BOCAGE)
    export(stage.world, tmp_path / "site")
    stage.world.store.close()
    for path in (f"{PAGE}/index.html", f"{PAGE}/did.json", f"/ob2{PAGE}.json", f"/ob3{PAGE}.json"):
        assert (tmp_path / "site" / path.lstrip("/")).is_file(), path
