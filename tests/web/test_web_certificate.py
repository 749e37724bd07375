"""The certificate of a badge: one page of paper with its proof, in each language."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from core.badges import pdf
from core.badges.picture.draw import rasterise
from core.ground.tables import Badge
from tests.world.issued_badges import partner_badge, volunteer_badge
from tests.world.papers import read_paper
from tests.world.visitors import issued, revoke, visitor
from tests.world.world import BASE, Stage
from web.badge.certificate import code

LONG = "Accompagner durablement un collectif d'habitantes et d'habitants " * 3


async def given(stage: Stage, badge: Badge, language: str = "fr") -> bytes:
    async with visitor(stage) as client:
        answer = await client.get(f"/b/{badge.id}.{language}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.content


@pytest.mark.parametrize(
    ("language", "title", "chip", "day"),
    [
        ("fr", "Certificat : Python avancé", "Validé par BeCode", "16 novembre 2026"),
        ("en", "Certificate: Advanced Python", "Validated by BeCode", "16 November 2026"),
        ("nl", "Certificaat: Python voor gevorderden", "Bevestigd door BeCode", "16 november 2026"),
    ],
)
async def test_it_is_one_tagged_page_in_each_language(
    stage: Stage, language: str, title: str, chip: str, day: str
) -> None:
    badge = issued(stage)
    paper = read_paper(await given(stage, badge, language))
    assert (paper.pages, paper.tagged, paper.language) == (1, True, language)
    assert paper.title.replace("\xa0", " ") == title
    assert not paper.loose
    assert [mark for mark in (" :", " ?", " !", " ;", "« ", " »") if mark in paper.text] == []
    assert ("\xa0:" in paper.text) == (language == "fr")
    for words in (
        chip,
        day,
        f"{BASE}/verify",
        "BeCode",
        "Bruxelles Formation",
        "github.com/lina/meteo",
        badge.id,
    ):
        assert words in paper.text
    assert "Lina" not in paper.text


async def test_its_pictures_have_words_and_its_code_leads_to_the_proof(stage: Stage) -> None:
    badge = issued(stage)
    told: Any = PdfReader(BytesIO(await given(stage, badge))).trailer["/Root"]
    said = alternatives(told["/StructTreeRoot"])
    assert "Badge Python avancé, niveau Avancé, délivré par BeCode" in said
    assert any(each.endswith(f"{BASE}/b/{badge.id}") for each in said)
    with Image.open(BytesIO(rasterise(code(f"{BASE}/b/{badge.id}").decode(), 300, 300))) as drawn:
        (read,) = zxingcpp.read_barcodes(drawn.convert("L"))
    assert read.text == f"{BASE}/b/{badge.id}"


def alternatives(node: object) -> set[str]:
    """The words for pictures below a node of the structure tree (PDF 2.0, 14.9.3)."""
    if isinstance(node, list):
        return {each for item in node for each in alternatives(item)}
    held = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(held, list):
        return alternatives(held)
    if not isinstance(held, dict):
        return set()
    own = {str(held["/Alt"])} if "/Alt" in held else set()
    return own | (alternatives(held["/K"]) if "/K" in held else set())


async def test_the_holder_is_named_where_the_badge_names_them(stage: Stage) -> None:
    paper = read_paper(await given(stage, volunteer_badge(stage)))
    assert "Siobhan O'Connor" in paper.text
    assert "Selon les règles du programme" in paper.text
    assert "siobhan@example.org" not in paper.text


async def test_a_badge_that_was_given_says_who_gave_it(stage: Stage) -> None:
    paper = read_paper(await given(stage, partner_badge(stage, "Atelier du Bocage")))
    assert "Attribué par Coach0 (Atelier du Bocage)" in paper.text


async def test_a_badge_that_stands_no_more_has_no_certificate(stage: Stage) -> None:
    badge = issued(stage)
    revoke(stage, badge)
    async with visitor(stage) as client:
        answers = [
            await client.get(path)
            for path in (f"/b/{badge.id}.fr.pdf", f"/b/{badge.id}.xx.pdf", "/b/nothing.fr.pdf")
        ]
    assert [answer.status_code for answer in answers] == [410, 404, 404]
    assert not any(b"%PDF" in answer.content for answer in answers)


async def test_a_badge_that_fails_its_own_check_has_none_either(stage: Stage) -> None:
    badge = issued(stage)
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.credential = row.credential.replace("Python avancé".encode(), b"Python expert")
        turn.db.add(row)
    async with visitor(stage) as client:
        assert (await client.get(f"/b/{badge.id}.fr.pdf")).status_code == 410


async def test_who_has_it_already_is_told_that_it_is_the_same(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        page = await client.get(f"/b/{badge.id}")
        (link,) = set(re.findall(r'href="(/b/[^"]+\.pdf)"', unescape(page.text)))
        first = await client.get(link)
        again = await client.get(link, headers={"If-None-Match": first.headers["etag"]})
    assert (first.content[:5], again.status_code) == (b"%PDF-", 304)
    assert 'filename="becode-python-avance.fr.pdf"' in first.headers["content-disposition"]


def test_what_is_long_or_in_letters_that_no_font_has_still_is_one_page() -> None:
    with Image.new("RGBA", (600, 600)) as blank, BytesIO() as held:
        blank.save(held, "PNG")
        picture = held.getvalue()
    values = {
        "lang": "fr", "told_in": "fr", "proofs_in": "fr", "title": LONG, "kicker": "Certificat",
        "name": LONG, "marks": ["Niveau : Avancé", f"Validé par {LONG}"], "for_whom": "Remis à",
        "holder": "Maximilienne-Alexandrine ኢትዮ 😀 O'Neill-Łukaszewicz 李明 ﬁ", "issuer": LONG,
        "description": LONG * 8, "skills": LONG * 2, "proofs": [("Dépôt", LONG)] * 6,
        "issued_by": "Délivré par", "within": LONG, "recognised": LONG, "issued": "Délivré le 1er",
        "until": "Valable jusqu'au 2", "alt": "Badge", "scan": "Scannez", "qr": "Code QR",
        "address": "https://example.org/b/a", "colours": {
            "main": "#24409b", "dark": "#14204d", "accent": "#ef8a98", "paper": "#f4f6fd"},
    }  # fmt: skip
    pictures = {"badge.png": picture, "qr.svg": code("https://example.org/b/a")}
    made = pdf.compose("certificate", values, pictures, datetime(2026, 1, 1, tzinfo=UTC))
    paper = read_paper(made)
    assert (paper.pages, paper.tagged) == (1, True)
    assert "O'Neill-Łukaszewicz 李明 fi" in paper.text
