"""The poster of an event: its QR, read by a camera, opens the page that leads to the claim."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from urllib.parse import unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from sqlmodel import select

from cocarde.staff.event import event_of
from core.claims import sending
from core.desk.page_forms.asked import answer_waiting
from core.ground.errors import Trouble
from core.ground.tables import Answer, Bookmark
from core.reports import event_papers
from tests.world.papers import read_paper
from tests.world.talking import Talk, learner
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

CODE, PAGE = "LABO47KX", "/event/biklab/LABO47KX"
ASK = "/ask/biklab/science-et-societe"


def poster(stage: Stage, language: str = "fr", code: str = CODE) -> bytes:
    return event_papers.poster(stage.world, *event_of(stage.world, code, ""), language)


def scanned(pdf: bytes) -> str:
    """What a camera reads on a paper: the one QR among its pictures."""
    pictures = [each.data for page in PdfReader(BytesIO(pdf)).pages for each in page.images]
    found = [code.text for png in pictures for code in zxingcpp.read_barcodes(opened(png))]
    assert len(found) == 1
    return found[0]


def opened(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGB")


def bot(stage: Stage) -> None:
    with stage.world.turn() as turn:
        turn.db.add(Bookmark(name=sending.BOT_NAME, value="cocarde_bot"))


def codes(stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Answer.value).where(Answer.question == "code")))


def test_a_poster_is_one_tagged_page_in_its_language(stage: Stage) -> None:
    for language, told in (("fr", "Un badge vous attend"), ("en", "A badge awaits you")):
        paper = read_paper(poster(stage, language))
        assert (paper.pages, paper.language, paper.tagged) == (1, language, True)
        assert not paper.loose
        for said in (told, CODE, f"badges.example.org{PAGE}", "2035", "5000"):
            assert said in paper.text


async def test_its_qr_opens_a_page_whose_button_begins_the_claim(
    stage: Stage,
) -> None:
    bot(stage)
    address = scanned(poster(stage))
    assert address == f"{BASE}{PAGE}"
    async with visitor(stage) as client:
        answer = await client.get(urlsplit(address).path)
    html = unescape(answer.text)
    assert answer.status_code == 200
    payload = re.search(r'href="https://t.me/cocarde_bot\?start=([^"]+)"', html)
    assert payload
    learner(stage, "tuan", "Tuan Nguyen").say(f"/start {payload[1]}")
    assert codes(stage) == [CODE]


async def test_its_page_has_a_mail_that_is_written_already(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = unescape((await client.get(PAGE)).text)
    written = re.search(r'href="mailto:[^?"]+\?subject=[^&"]+&body=([^"]+)"', html)
    assert written
    Talk(stage, "tuan").say(unquote(written[1]))
    assert codes(stage) == [CODE]


async def test_its_page_leads_to_the_form_with_the_code_filled_in(stage: Stage) -> None:
    async with visitor(stage) as client:
        html = unescape((await client.get(PAGE)).text)
        way = re.search(r'href="(/ask/biklab/[^"]+)"', html)
        assert way
        asked = unescape((await client.get(way[1])).text)
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
        assert fields["code"] == CODE
        path = urlsplit(way[1]).path
        done = await client.post(path, data={**fields, "mail": "tuan@example.org"})
    assert done.status_code == 200
    answer_waiting(stage.world)
    assert codes(stage) == [CODE]


async def test_a_code_of_another_badge_is_not_taken_along(stage: Stage) -> None:
    async with visitor(stage) as client:
        for path in (f"/ask/biklab/cooperation?code={CODE}", "/ask/biklab/cooperation?code=%3C"):
            assert 'name="code"' not in (await client.get(path)).text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/event/biklab/NUIT25PT", "Ce code a servi jusqu'au 30 novembre 2025"),
        ("/event/biklab/labo47kx", CODE),
    ],
)
async def test_a_code_that_is_over_says_so_and_one_typed_small_is_known(
    stage: Stage, path: str, told: str
) -> None:
    async with visitor(stage) as client:
        answer = await client.get(path)
    assert told in unescape(answer.text).replace("\u00a0", " ")


async def test_a_code_whose_places_are_taken_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.public.event.used", lambda *_: 5000)
    async with visitor(stage) as client:
        html = (await client.get(PAGE, headers={"Accept-Language": "en"})).text
    assert "All the places for this code are taken." in html
    assert "t.me" not in html


@pytest.mark.parametrize("path", ["/event/biklab/NOBODY99", "/event/nowhere/LABO47KX"])
async def test_an_unknown_code_has_no_page(stage: Stage, path: str) -> None:
    async with visitor(stage) as client:
        assert (await client.get(path)).status_code == 404


def test_a_sheet_has_its_rows_and_heads_that_the_import_understands(stage: Stage) -> None:
    made = event_papers.sheet(stage.world, *event_of(stage.world, CODE, ""), "fr", 30)
    paper = read_paper(made)
    assert (paper.language, paper.tagged, paper.loose) == ("fr", True, frozenset())
    assert paper.pages > 1
    for said in ("Feuille de présence", "Prénom et nom", "E-mail", "Signature", "30", CODE):
        assert said in paper.text


def test_the_same_poster_has_the_same_bytes(stage: Stage) -> None:
    stage.clock.at = datetime(2026, 11, 16, 9, 0, 0, 123, tzinfo=UTC)
    assert poster(stage) == poster(stage)


def test_a_code_of_no_event_is_told_with_those_there_are(stage: Stage) -> None:
    with pytest.raises(Trouble) as told:
        event_of(stage.world, "NOBODY99", "")
    assert "LABO47KX" in str(told.value)


async def test_who_guesses_codes_hears_nothing_more_of_any(stage: Stage) -> None:
    async with visitor(stage) as client:
        for number in range(30):
            way = f"/event/biklab/GUESS{number}" if number % 2 else f"{ASK}?code=GUESS{number}"
            assert (await client.get(way)).status_code in (200, 404)
        for way in (PAGE, f"{ASK}?code={CODE}", "/event/biklab/GUESS31"):
            assert (await client.get(way)).status_code == 429
        assert (await client.get(ASK)).status_code == 200
    async with visitor(stage, client="10.0.0.7") as client:
        for _ in range(40):  # a whole school behind one address
            assert (await client.get(PAGE)).status_code == 200
