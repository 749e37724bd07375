"""A file on the page of a claim, and on the page of who decides; numbers; a further question."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.ground.messages import Message
from core.ground.tables import EvidenceFile, Outbox
from mail.listen import receive_mail
from tests.world import evening_school
from tests.world import sent_pictures as sent
from tests.world.mail_clients import letter
from tests.world.visitors import visitor
from tests.world.web_form import described_by, field
from tests.world.world import Stage, make_stage

FILLED = {"name": "Léa Roche", "subject": "Mathématiques", "hours": "12,5", "nonce": "one"}
PHOTO = ("IMG_1.jpg", sent.tagged_photo(), "image/jpeg")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path, programmes=evening_school.programmes(tmp_path))
    made.known("lea", "Léa Roche", "lea@example.org")
    made.reviewer("ana", "Ana", "veillee")
    wish = letter("Léa <lea@example.org>", "Le badge Tuteur du soir", "first", None, "Badge")
    receive_mail(made.world, wish.as_bytes())
    yield made
    made.world.store.close()


def secret(school: Stage, to: str) -> str:
    """The secret of the last letter to somebody."""
    with school.world.glance() as turn:
        query = select(Outbox.message).where(Outbox.place == to, Outbox.message != "")
        rows = turn.db.exec(query.order_by(col(Outbox.id).desc())).all()
    return next(told for row in rows if (told := Message.from_json(row).token))


def kept(school: Stage) -> list[EvidenceFile]:
    with school.world.glance() as turn:
        return list(turn.db.exec(select(EvidenceFile)))


async def test_a_file_and_a_number_are_fields_of_the_form(school: Stage) -> None:
    page = f"/claim/{secret(school, 'lea@example.org')}"
    async with visitor(school) as client:
        html = (await client.get(page)).text
        assert 'enctype="multipart/form-data"' in html
        assert 'type="file"' in field(html, "proof")
        assert 'accept="image/*,application/pdf,.pdf"' in field(html, "proof")
        assert 'inputmode="decimal"' in field(html, "hours")
        assert 'name="instrument"' not in html
        done = await client.post(page, data=FILLED, files={"proof": PHOTO})
        assert done.status_code == 303
        recap = unescape((await client.get(page)).text).replace("\xa0", " ")
    assert "12,5 heures" in recap
    assert "IMG_1.jpg (" in recap
    assert sent.SECRET.encode() not in kept(school)[0].content


async def test_a_form_without_its_file_asks_for_it_beside_the_field(school: Stage) -> None:
    page = f"/claim/{secret(school, 'lea@example.org')}"
    async with visitor(school) as client:
        told = await client.post(page, data=FILLED, files={"proof": ("", b"", "image/jpeg")})
        assert told.status_code == 422
        assert "choisissez-le" in described_by(told.text, "proof")
        heic = ("a.heic", sent.HEIC, "image/heic")
        told = await client.post(page, data=FILLED, files={"proof": heic})
        assert "HEIC" in described_by(told.text, "proof")
        large = ("a.jpg", b"\xff\xd8" + bytes(6_000_000), "image/jpeg")
        told = await client.post(page, data=FILLED, files={"proof": large})
        assert "trop lourd" in described_by(told.text, "proof")
        assert (await client.post(page, data=FILLED, files={"proof": PHOTO})).status_code == 303
        html = unescape((await client.get(f"{page}?edit=1")).text)
        assert "Déjà reçu" in html
        assert "required" not in field(html, "proof")
        assert "Attestation</label>" in html  # it is there, not optional


async def test_a_form_beyond_all_bounds_is_let_go_while_it_comes(school: Stage) -> None:
    page = f"/claim/{secret(school, 'lea@example.org')}"
    flood = ("a.jpg", bytes(20_000_000), "image/jpeg")
    async with visitor(school) as client:
        assert (await client.post(page, data=FILLED, files={"proof": flood})).status_code == 413
        unknown = f"/claim/{'a' * 26}"
        small = ("a.jpg", bytes(300_000), "image/jpeg")
        answer = await client.post(unknown, data=FILLED, files={"proof": small})
    assert answer.status_code in (400, 404, 413)
    assert kept(school) == []


async def test_a_further_question_comes_after_the_answer_that_leads_to_it(school: Stage) -> None:
    page = f"/claim/{secret(school, 'lea@example.org')}"
    async with visitor(school) as client:
        music = {**FILLED, "subject": "Musique"}
        done = await client.post(page, data=music, files={"proof": PHOTO})
        assert done.status_code == 303
        html = unescape((await client.get(done.headers["location"])).text)
        assert "Il reste une question" in html
        assert '<a href="#instrument">Instrument</a>' in html
        assert "Déjà reçu" in html
        assert 'aria-invalid="true"' not in html
        more = {**music, "instrument": "le violon, depuis cinq ans", "nonce": "two"}
        done = await client.post(page, data=more, files={"proof": ("", b"", "image/jpeg")})
        assert done.status_code == 303
        recap = unescape((await client.get(page)).text)
    assert "le violon" in recap


async def test_who_decides_sees_the_file_and_nobody_else(school: Stage) -> None:
    token = secret(school, "lea@example.org")
    async with visitor(school) as client:
        await client.post(f"/claim/{token}", data=FILLED, files={"proof": PHOTO})
        await client.post(f"/claim/{token}", data={"confirm": "yes", "nonce": "yes"})
        html = (await client.get(f"/decide/{secret(school, 'ana@example.org')}")).text
        (url,) = set(re.findall(r"/decide/\w+/file/\w+", html))
        shown = await client.get(url)
        digest = url.rpartition("/")[2]
        for other in (f"/decide/{token}/file/{digest}", f"{url[:-4]}0000"):
            assert (await client.get(other)).status_code == 404
    assert shown.content == kept(school)[0].content
    headers = shown.headers
    assert headers["content-type"] == "image/jpeg"
    assert headers["content-disposition"].startswith("inline; filename*=")
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
