"""The public pages: every path answers, in the reader's language, and safely."""

import re
from html import unescape

import pytest

from core.programmes.catalogue import catalogue
from tests.world.visitors import issued, visitor
from tests.world.world import MAILBOX, Stage

PAGES = ["/", "/i/becode", "/i/normandie", "/i/normandie.grand-large", "/verify", "/lost"]
PAGES += [
    "/ask",
    "/ask/normandie",
    "/ask/biklab/science-et-societe",
    "/ask/normandie/region-adapter-1",
]
PAGES += ["/accessibility", "/privacy", "/nothing"]
FIRST_WORDS = {"fr": "Les badges de BeCode", "en": "The badges of BeCode", "nl": "De badges van"}


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_one_title_a_language_and_landmarks(stage: Stage, path: str) -> None:
    async with visitor(stage) as client:
        html = (await client.get(path)).text
    assert len(re.findall("<h1", html)) == 1
    assert '<html lang="fr">' in html
    for part in ("<header", "<main", "<footer", "<nav", 'class="skip"', "/accessibility"):
        assert part in html
    assert "<script>" not in html
    assert " style=" not in html
    assert " onclick" not in html


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_of_a_page_leads_somewhere(stage: Stage, path: str) -> None:
    async with visitor(stage) as client:
        html = (await client.get(path)).text
        links = set(re.findall(r'(?:href|src)="(/[^"]*)"', html))
        assert links
        for link in links:
            assert (await client.get(link.replace("&amp;", "&"))).status_code == 200, link


@pytest.mark.parametrize("language", FIRST_WORDS)
async def test_a_page_speaks_as_the_browser_asks(stage: Stage, language: str) -> None:
    asked = {"Accept-Language": f"de;q=0.9,{language}-BE;q=0.8,fr;q=0.1"}
    async with visitor(stage) as client:
        answer = await client.get("/i/becode", headers=asked)
        chosen = await client.get(f"/i/becode?lang={language}")
    for each in (answer, chosen):
        assert FIRST_WORDS[language] in each.text
        assert each.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]


async def test_french_comes_first_when_nothing_is_known(stage: Stage) -> None:
    async with visitor(stage) as client:
        answer = await client.get("/i/becode", headers={"Accept-Language": "xx;q=nonsense,*"})
    assert FIRST_WORDS["fr"] in answer.text


async def test_the_first_page_says_how_to_begin(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = (await client.get("/")).text
        becode = (await client.get("/i/becode")).text
    assert '<a class="button" href="/ask">Demander un badge</a>' in html
    for programme in ("BeCode", "Service Civique", "Maillage", "BIK&#39;LAB", "Région Normandie"):
        assert programme in html
    assert '<a href="/ask/becode/python-avance">Python avancé</a>' in becode


async def test_the_map_of_the_site_names_every_badge_and_each_link_leads_there(
    stage: Stage,
) -> None:
    known = catalogue(stage.world.settings.programmes_folder).programmes.values()
    async with visitor(stage) as client:
        html = unescape((await client.get("/map?lang=nl")).text)
        asked = [f"/ask/{each.slug}/{badge.slug}" for each in known for badge in each.claimable]
        shown = [f"/i/{each.slug}?lang=nl#{badge.slug}" for each in known for badge in each.badge]
        for link in asked:
            assert f'href="{link}?lang=nl"' in html, link
        assert sum(link in html for link in asked + shown) == len(shown)


async def test_every_badge_has_its_anchor_and_its_page_and_a_competence_one_row(
    stage: Stage,
) -> None:
    normandie = catalogue(stage.world.settings.programmes_folder)["normandie"]
    slugs = [badge.slug for badge in normandie.badge]
    async with visitor(stage) as client:
        html = unescape((await client.get("/i/normandie")).text)
    assert set(slugs) <= set(re.findall(r'id="([a-z0-9-]+)"', html))
    assert sorted(re.findall(r'href="/ask/normandie/([a-z0-9-]+)"', html)) == sorted(slugs)
    rows = re.findall(r'<li class="row">.*?<h2>(.*?)</h2>', html, re.DOTALL)
    assert rows[:4] == [
        "Communiquer",
        "Badge Région Communiquer",
        "Organiser",
        "Badge Région Organiser",
    ]
    assert len(rows) == len(slugs) / 2
    assert "S'ouvre quand assez de badges" in html


async def test_every_answer_bears_the_safety_headers(stage: Stage) -> None:
    async with visitor(stage) as client:
        for path in (*PAGES, "/healthz", "/assets/style.css", "/ob2/none.json"):
            headers = (await client.get(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src" not in policy
            assert "unsafe" not in policy
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-robots-tag"] == "noindex"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["strict-transport-security"].startswith("max-age=")


async def test_a_secret_page_is_never_kept(stage: Stage) -> None:
    async with visitor(stage) as client:
        for path in ("/claim/wrong", "/decide/wrong"):
            answer = await client.get(path)
            assert answer.status_code == 404
            assert answer.headers["cache-control"] == "no-store"
            assert "Ce lien ne fonctionne pas" in answer.text
            assert f"mailto:{MAILBOX}" in answer.text


async def test_a_file_is_kept_for_a_year_under_the_hash_of_its_content(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = (await client.get("/")).text
        (hashed,) = set(re.findall(r"/assets/style\.css\?v=[0-9a-f]{12}", html))
        kept = await client.get(hashed)
        other = await client.get("/assets/style.css?v=000000000000")
        packed = await client.get(hashed, headers={"Accept-Encoding": "gzip"})
        plain = await client.get(hashed, headers={"Accept-Encoding": "identity"})
    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in other.headers["cache-control"]
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nothing", 404, "Page introuvable"),
        ("GET", "/i/nobody", 404, "Page introuvable"),
        ("GET", "/b/unknown", 404, "Page introuvable"),
        ("GET", "/i/becode/nothing/fr.png", 404, "Page introuvable"),
        ("GET", "/i/becode/python-avance/xx.png", 404, "Page introuvable"),
        ("GET", "/assets/secret.txt", 404, "Page introuvable"),
        ("PUT", "/verify", 405, "Action impossible"),
        ("POST", "/", 405, "Action impossible"),
    ],
)
async def test_what_goes_wrong_is_told_kindly(
    stage: Stage, method: str, path: str, status: int, words: str
) -> None:
    async with visitor(stage) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'href="/"' in answer.text


async def test_a_fault_of_ours_says_that_nothing_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError("not keys")

    badge = issued(stage)
    stage.world.settings.key_path.write_text("not keys", encoding="utf-8")
    async with visitor(stage) as client:
        assert (await client.get(f"/b/{badge.id}")).status_code == 200  # it needs no keys
        monkeypatch.setattr("web.badge.page.site_of", fails)
        page = await client.get(f"/b/{badge.id}")
        document = await client.get("/i/becode/did.json")
    assert (page.status_code, document.status_code) == (500, 500)
    assert "Rien n&#39;est perdu" in page.text
    assert "not keys" not in page.text
    assert document.json() == {"error": 500}


async def test_a_programme_wears_its_own_colours(stage: Stage) -> None:
    async with visitor(stage) as client:
        css = await client.get("/i/becode/colours.css")
        html = (await client.get("/i/becode")).text
    assert css.text == ":root{--main:#3b4cca;--dark:#161d4f;--accent:#40e0c8;--paper:#f5f6ff}"
    assert css.headers["content-type"].startswith("text/css")
    assert "/i/becode/colours.css" in html


async def test_robots_are_kept_from_secrets_only(stage: Stage) -> None:
    async with visitor(stage) as client:
        text = (await client.get("/robots.txt")).text
    assert "Disallow: /claim/" in text
    assert "/b/" not in text
