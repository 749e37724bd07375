"""The language that a reader chooses: on top of every page, kept from page to page, no cookie."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from core.ground.paths import TEMPLATES
from tests.programmes.test_seventh_programme import SEVENTH
from tests.web.test_web_decide import link
from tests.world.visitors import claimed, invited, only_badge, only_claim, visitor
from tests.world.web_form import FILLED, open_by_mail, post
from tests.world.world import Stage, make_stage
from web.http.kept_language import keeping


def leads(html: str) -> list[str]:
    """Where the links and forms of a page lead within the site."""
    main = re.sub(r"<nav class=\"languages\".*?</nav>", "", html, flags=re.DOTALL)
    found = re.findall(r'<(?:a|form)\b[^>]*?\s(?:href|action)="(/[^"]*)"', main)
    return [unescape(each) for each in found]


async def test_a_choice_goes_along_from_page_to_page(stage: Stage) -> None:
    async with visitor(stage) as client:
        page = await client.get("/?lang=en")
        for path in ("/ask", "/ask/becode", "/ask/becode/sql"):
            assert f"{path}?lang=en" in leads(page.text)
            page = await client.get(f"{path}?lang=en")
            assert {each.partition("?")[2].partition("#")[0] for each in leads(page.text)} == {
                "lang=en"
            }
        sent_on = await client.get("/ask/service-civique?lang=en")
    assert "<h1>Claim the badge SQL databases</h1>" in page.text
    assert sent_on.headers["location"].endswith("/ask/service-civique/volontaire?lang=en")
    assert "set-cookie" not in page.headers


async def test_the_switch_names_each_language_in_itself_and_says_which_it_is(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = (await client.get("/verify?lang=nl")).text
    switch = re.search(r'<nav class="languages" aria-label="Taal">(.*?)</nav>', html, re.DOTALL)
    assert switch
    assert html.index(switch[0]) < html.index("<main")
    told = re.findall(r'href="([^"]*)" lang="(\w+)" hreflang="(\w+)"([^>]*)>([^<]*)</a>', switch[1])
    assert told == [
        ("/verify?lang=en", "en", "en", "", "English"),
        ("/verify?lang=fr", "fr", "fr", "", "Français"),
        ("/verify?lang=nl", "nl", "nl", ' aria-current="true"', "Nederlands"),
    ]


async def test_a_claim_is_read_filled_in_and_issued_in_the_language_that_was_chosen(
    stage: Stage,
) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        french = (await client.get(f"/claim/{token}")).text
        assert f'href="/claim/{token}?lang=en"' in french
        form = (await client.get(f"/claim/{token}?lang=en")).text
        assert "<h1>Claim the badge Civic Service Volunteer</h1>" in form
        assert only_claim(stage).language == "fr"  # reading changes nothing
        told = {**FILLED, "domain": "Solidarity"}
        sent = await client.post(f"/claim/{token}?lang=en", data=told)
        assert sent.headers["location"].endswith(f"/claim/{token}?lang=en")
        recap = unescape((await client.get(sent.headers["location"])).text)
        assert "This is what your badge will say" in recap
        await client.post(f"/claim/{token}?lang=en", data={"nonce": "2", "confirm": "yes"})
    assert only_claim(stage).language == "en"
    assert only_badge(stage).name == "Civic Service Volunteer"


async def test_a_language_that_the_programme_does_not_speak_is_not_offered(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        html = (await client.get(f"/claim/{token}?lang=nl")).text
    assert '<html lang="fr">' in html
    assert "Nederlands" not in html


async def test_a_reviewer_reads_and_decides_in_the_language_that_they_chose(stage: Stage) -> None:
    claimed(stage)
    path = f"/decide/{link(stage)}?lang=en"
    async with visitor(stage) as client:
        assert "Decide: badge" in (await client.get(path)).text
        missing = await client.post(path, data={"nonce": "1", "verdict": "refuse"})
        assert missing.status_code == 422
        assert "<title>Error: Decide: badge" in missing.text
        sent = await client.post(path, data={"nonce": "2", "verdict": "approve"})
    assert sent.headers["location"].endswith("?lang=en")


async def test_a_text_that_is_in_another_language_says_so(stage: Stage) -> None:
    async with visitor(stage) as client:
        dutch = (await client.get("/i/normandie?lang=nl")).text
        french = (await client.get("/i/normandie?lang=fr")).text
    assert re.search(r'<span lang="fr">Avec ', dutch)
    assert '<span lang="fr">' not in french


async def test_a_claim_is_read_in_a_language_that_only_its_programme_speaks(tmp_path: Path) -> None:
    folder = tmp_path / "programmes" / "pfeifen"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(SEVENTH, encoding="utf-8")
    shutil.copy(TEMPLATES / "new-programme" / "artwork.svg", folder)
    stage = make_stage(tmp_path, programmes=folder.parent)
    token = open_by_mail(stage, "pfeifen", "anpfiff")
    async with visitor(stage) as client:
        german = (await client.get(f"/claim/{token}")).text
        assert ">Português (Brasil)</a>" in german
        path = f"/claim/{token}?lang=pt-BR"
        told = {"name": "Mia Becker", "saison.start": "2026-03-01", "saison.end": "2026-06-30"}
        told["spiele"] = "8"
        sent = await client.post(path, data={"nonce": "1", **told})
        assert sent.headers["location"].endswith(path)
        recap = (await client.get(path)).text
    assert "Esta pessoa apitou jogos juvenis" in recap
    assert only_claim(stage).language == "pt-BR"
    stage.world.store.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/verify">', '<a href="/verify?lang=en">'),
        ('<a class="b" href="/i/x#sql">', '<a class="b" href="/i/x?lang=en#sql">'),
        ('<a href="/s?a=1&amp;b=2">', '<a href="/s?a=1&amp;b=2&amp;lang=en">'),
        ('<form method="post" action="/lost">', '<form method="post" action="/lost?lang=en">'),
        ('<a href="/v?lang=nl" lang="nl">', '<a href="/v?lang=nl" lang="nl">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<a href="?edit=1">', '<a href="?edit=1&amp;lang=en">'),
        ('<a href="#content">', '<a href="#content">'),
        ('<link href="/assets/style.css">', '<link href="/assets/style.css">'),
        ('<img src="/b/1.png">', '<img src="/b/1.png">'),
    ],
)
def test_only_what_leads_to_our_pages_carries_it(before: str, after: str) -> None:
    assert keeping(before, "en") == after


async def test_what_else_was_chosen_stays_beside_the_language(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = (await client.get("/verify?lang=en&days=7")).text
    assert 'href="/verify?days=7&amp;lang=nl"' in html


async def test_a_posted_claim_form_tells_its_mistakes_above_and_beside(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        html = (await post(client, token, nonce="one", name="Awa Diallo")).text
    assert "<title>Erreur : Demander le badge" in html
    assert 'class="problems" role="alert" tabindex="-1" autofocus' in html
    assert '<a href="#mission">' in html
    assert "novalidate" in html
    assert re.search(r'type="date" min="1926-01-01" max="\d{4}-\d\d-\d\d" id="mission-start"', html)
