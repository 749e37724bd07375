"""The badge page: what it shows, to whom, and what becomes of it once revoked."""

import json
import re
from html import unescape
from io import BytesIO
from urllib.parse import unquote

from PIL import Image

from core.badges.picture import bake
from core.ground.tables import Badge
from core.support import misused_badges
from tests.world.issued_badges import partner_badge, volunteer_badge
from tests.world.talking import Talk, badges, reviewer
from tests.world.visitors import REPOSITORY, invited, issued, only_badge, revoke, visitor
from tests.world.world import BASE, Stage

JSON = {"Accept": "application/json"}


def meta(html: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


async def page(stage: Stage, badge: Badge) -> str:
    async with visitor(stage) as client:
        answer = await client.get(f"/b/{badge.id}")
    assert answer.status_code == 200
    return unescape(answer.text)


async def test_it_says_what_the_badge_says(stage: Stage) -> None:
    html = await page(stage, issued(stage))
    for words in (
        "<h1>Python avancé</h1>",
        "Niveau : Avancé",
        "Délivré le 16 novembre 2026",
        "Cette personne sait concevoir un programme Python",
        "Un coach de BeCode a lu le code",
        "typage et qualité du code",
        f'<a href="{REPOSITORY}"',
        "Bruxelles Formation",
        "signé par BeCode, non modifié, non révoqué",
        'alt="Badge Python avancé, niveau Avancé, délivré par BeCode"',
    ):
        assert words in html


async def test_it_speaks_in_the_register_of_its_programme(stage: Stage) -> None:
    badge = issued(stage)
    html = await page(stage, badge)
    assert "C'est ton badge ? Partage-le" in html
    assert "Crée un compte avec l'adresse e-mail" in html
    assert not re.search(r"\b(vous|votre|vos)\b", html)
    assert "C'est votre badge" in await page(stage, partner_badge(stage, "Atelier du Bocage"))
    revoke(stage, badge, "Une erreur")
    async with visitor(stage) as client:
        gone = unescape((await client.get(f"/b/{badge.id}")).text)
    assert "Son titulaire peut te la donner" in gone


async def test_it_leads_to_the_page_that_says_more_of_its_class(stage: Stage) -> None:
    more, slug = "https://www.mdehdf.hautsdefrance.fr/", "porteur-de-projet"
    coach = reviewer(stage, "ioana", "maillage", "La Fabrique du Beffroi")
    for line in (f"/award {slug} moussa@example.org", "Son projet est prêt à ouvrir.", "oui"):
        coach.say(line)
    led = re.compile(rf'<a href="{re.escape(more)}" rel="noopener">En savoir plus<')
    assert led.search(await page(stage, badges(stage)[-1]))
    async with visitor(stage) as client:
        for path in ("/i/maillage", "/ask/maillage", f"/ask/maillage/{slug}"):
            assert len(led.findall((await client.get(path)).text)) == 1, path
        other = (await client.get("/ask/maillage/benevole-engage")).text
    assert "En savoir plus" not in other


async def test_a_name_is_shown_only_where_the_badge_bears_it(stage: Stage) -> None:
    html = await page(stage, issued(stage))
    assert "Lina" not in html
    assert "lina@example.org" not in html


async def test_a_name_in_the_badge_is_shown(stage: Stage) -> None:
    token = invited(stage, organisation="Maison des aînés", domain="solidarite")
    async with visitor(stage) as client:
        await client.post(f"/claim/{token}", data={"nonce": "one", "confirm": "yes"})
    html = await page(stage, only_badge(stage))
    assert "Remis à <strong>Awa Diallo</strong>" in html
    assert "du 1er décembre 2025 au 30 juin 2026" in html
    assert "Maison des aînés" in html
    assert "awa@example.org" not in html


async def test_the_holder_finds_what_to_share(stage: Stage) -> None:
    badge = issued(stage)
    html = await page(stage, badge)
    address = f"{BASE}/b/{badge.id}"
    (link,) = re.findall(r'href="(https://www\.linkedin\.com/profile/add\?[^"]+)"', html)
    assert "issueYear=2026&issueMonth=11" in link
    assert "name=Python%20avanc%C3%A9" in link
    assert f"<dd>{address}</dd>" in html
    assert f"Python avancé — BeCode, 16 novembre 2026 — {address}" in html
    assert f'<a href="{address}"><img src="{address}.png"' in html


async def test_sharing_stands_before_what_the_badge_recognises(stage: Stage) -> None:
    badge = issued(stage)
    html = await page(stage, badge)
    proof, share, text = (html.index(each) for each in ("Vérifié</strong>", "Partage-le", "Ce que"))
    assert proof < share < text
    for way in (
        "LinkedIn</a>",
        'href="mailto:?subject=',
        f'button quiet" href="/b/{badge.id}.fr.pdf"',
    ):
        assert share < html.index(way) < text
    mail = re.findall(r'href="(mailto:[^"]+)"', html)[0]
    assert f"{BASE}/b/{badge.id}" in unquote(mail)


def declared(stage: Stage) -> Badge:
    """Samira's badge, on her word."""
    stage.known("samira", "Samira Benali", "samira@example.org")
    samira = Talk(stage, "samira")
    for line in (
        "Je suis bénévole engagé·e",
        "Samira Benali",
        "Les Jardins du Canal",
        "du 15 septembre 2024 au 30 juin 2026",
        "Chaque samedi depuis deux ans, j'accueille les familles aux Jardins du Canal, je prépare "
        "les ateliers et je forme les nouveaux bénévoles.",
    ):
        samira.say(line)
    samira.press("Passer")
    samira.press("Je l'atteste")
    samira.say("oui")
    return badges(stage)[-1]


async def test_a_chip_says_who_declared_gave_or_decided_it(stage: Stage) -> None:
    def chip(html: str) -> str:
        return str(re.findall(r'class="come-by">([^<]+)<', html)[0])

    assert chip(await page(stage, volunteer_badge(stage))) == "Selon les règles du programme"
    given = partner_badge(stage, "Atelier du Bocage")
    assert chip(await page(stage, given)) == "Attribué par Coach1 (Atelier du Bocage)"
    assert chip(await page(stage, declared(stage))) == "Déclaré"


async def test_a_validated_badge_says_by_whom_in_the_language_of_the_page(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        dutch = await client.get(f"/b/{badge.id}?lang=nl")
        other = await client.get(f"/b/{badge.id}?lang=xx")
    html = unescape(dutch.text)
    assert '<html lang="nl">' in html
    assert "<h1>Python voor gevorderden</h1>" in html
    assert 'class="come-by">Bevestigd door BeCode<' in html
    assert "Niveau: Gevorderd" in html
    assert '<dl class="proofs" lang="fr">' in html  # evidence speaks the language of the badge
    assert f'href="/b/{badge.id}.nl.pdf"' in html
    assert f'href="/b/{badge.id}?lang=en"' in html
    assert "<h1>Python avancé</h1>" in unescape(other.text)


async def test_networks_read_a_card_whose_address_follows_its_content(stage: Stage) -> None:
    badge = issued(stage)
    html = await page(stage, badge)
    card = meta(html, "og:image")
    assert re.fullmatch(rf"{BASE}/b/{badge.id}/card\.png\?v=[0-9a-f]{{12}}", card)
    assert meta(html, "og:title") == "Python avancé · BeCode"
    assert meta(html, "og:url") == f"{BASE}/b/{badge.id}"
    assert meta(html, "robots") == "noindex"
    async with visitor(stage) as client:
        drawn = await client.get(card)
    with Image.open(BytesIO(drawn.content)) as picture:
        assert picture.size == (1200, 630)


async def test_search_engines_read_an_educational_credential(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        html = (await client.get(f"/b/{badge.id}")).text
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    read = json.loads(told)
    assert read["@type"] == "EducationalOccupationalCredential"
    assert (read["name"], read["publisher"]["name"]) == ("Python avancé", "BeCode")
    assert read["datePublished"] == "2026-11-16"
    assert "tests automatiques" in read["competencyRequired"]


async def test_a_client_that_prefers_json_gets_the_signed_bytes(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        asked = await client.get(f"/b/{badge.id}", headers=JSON)
        named = await client.get(f"/b/{badge.id}.json")
        page = await client.get(f"/b/{badge.id}", headers={"Accept": "text/html,application/json"})
    assert asked.content == named.content == badge.credential
    assert asked.headers["content-type"] == "application/json"
    assert named.headers["content-type"] == "application/vc+ld+json"
    assert page.headers["content-type"].startswith("text/html")
    assert "Accept" in asked.headers["vary"]


async def test_the_picture_bears_both_credentials(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        answer = await client.get(f"/b/{badge.id}.png")
    texts = bake.unbake(answer.content)
    assert texts[bake.KEYWORD_3].encode() == badge.credential
    assert texts[bake.KEYWORD_2].encode() == badge.assertion
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert 'filename="becode-python-avance.png"' in answer.headers["content-disposition"]
    assert misused_badges.judged(stage.world, answer.content).valid


async def test_nobody_keeps_the_share_card_of_a_badge_longer_than_it_is_true(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        card = re.search(
            r'og:image" content="https://[^/]+([^"]+)"', (await client.get(f"/b/{badge.id}")).text
        )
        assert card is not None
        seen = await client.get(card[1])
        assert (seen.status_code, seen.headers["cache-control"]) == (200, "public, no-cache")
        known = {"If-None-Match": seen.headers["etag"]}
        assert (await client.get(card[1], headers=known)).status_code == 304
        revoke(stage, badge)
        assert (await client.get(card[1], headers=known)).status_code == 410


async def test_a_revoked_badge_says_so_and_nothing_else(stage: Stage) -> None:
    badge = issued(stage)
    revoke(stage, badge, "Délivré par erreur")
    async with visitor(stage) as client:
        answers = [await client.get(f"/b/{badge.id}{end}") for end in ("", ".png", "/card.png")]
    assert [answer.status_code for answer in answers] == [410, 410, 410]
    html = unescape(answers[0].text)
    assert "révoqué par son émetteur le 16 novembre 2026" in html
    assert "Délivré par erreur" in html
    assert "Python" not in html
    assert "github.com" not in html


async def test_an_erased_badge_leaves_no_word_behind(stage: Stage) -> None:
    badge = issued(stage)
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.credential = row.assertion = b""
        row.revoked_at, row.name = turn.at, ""
        turn.db.add(row)
    async with visitor(stage) as client:
        answers = [
            await client.get(f"/b/{badge.id}", headers=JSON),
            await client.get(f"/b/{badge.id}"),
            await client.get(f"/b/{badge.id}.json"),
            await client.get(f"/ob3/b/{badge.id}.json"),
        ]
    assert {answer.status_code for answer in answers} == {410}
    assert not any("Python" in answer.text for answer in answers)


async def test_a_badge_that_fails_its_own_check_is_not_called_verified(stage: Stage) -> None:
    badge = issued(stage)
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.credential = row.credential.replace("Python avancé".encode(), b"Python expert")
        turn.db.add(row)
    html = await page(stage, badge)
    assert "n'est pas authentique" in html
    assert "<strong>Vérifié</strong>" not in html


async def test_a_page_outlives_the_folder_of_its_programme(stage: Stage) -> None:
    badge = issued(stage)
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.programme = "gone"
        turn.db.add(row)
    html = await page(stage, badge)
    assert "<h1>Python avancé</h1>" in html
    assert f"{BASE}/b/{badge.id}.png" in meta(html, "og:image")
