"""The verification page: a file in, plain words out; nothing is fetched or kept."""

from html import unescape
from io import BytesIO

import httpx
import pytest
from PIL import Image

from core.badges.verify import verdict
from core.ground.tables import Badge
from core.issuing import stored_badges
from tests.world.visitors import issued, revoke, visitor
from tests.world.web_form import everything
from tests.world.world import Stage


def picture(stage: Stage, badge: Badge) -> bytes:
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
    assert png is not None
    return png


async def check(stage: Stage, file: bytes, mail: str = "", **headers: str) -> httpx.Response:
    async with visitor(stage) as client:
        sent = {"badge": ("badge.png", file, "image/png")}
        return await client.post("/verify", files=sent, data={"mail": mail}, headers=headers)


async def test_a_true_badge_is_told_with_its_page(stage: Stage) -> None:
    badge = issued(stage)
    answer = await check(stage, picture(stage, badge))
    html = unescape(answer.text)
    assert answer.status_code == 200
    assert "Ce badge est authentique : « Python avancé », délivré par BeCode" in html
    assert f'<a href="/b/{badge.id}">' in html
    assert 'role="status"' in html
    assert answer.headers["cache-control"] == "no-store"


async def test_its_json_is_as_good_as_its_picture(stage: Stage) -> None:
    badge = issued(stage)
    for file in (badge.credential, badge.assertion):
        assert "authentique : « Python avancé »" in unescape((await check(stage, file)).text)


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("lina@example.org", "à la personne qui a l'adresse lina@example.org"),
        (" LINA@example.org ", "à la personne qui a l'adresse LINA@example.org"),
        ("else@example.org", "n'a pas été délivré à cette adresse"),
    ],
)
async def test_the_holder_is_checked_when_asked(stage: Stage, mail: str, words: str) -> None:
    answer = await check(stage, picture(stage, issued(stage)), mail)
    assert words in unescape(answer.text)


async def test_a_flipped_byte_is_told(stage: Stage) -> None:
    png = bytearray(picture(stage, issued(stage)))
    png[len(png) // 2] ^= 1
    told = unescape((await check(stage, bytes(png))).text)
    assert "est abîmé" in told
    assert "authentique" not in told.partition("<form")[0]


async def test_a_revoked_badge_is_told(stage: Stage) -> None:
    badge = issued(stage)
    png = picture(stage, badge)
    revoke(stage, badge)
    html = unescape((await check(stage, png)).text)
    assert "a été révoqué" in html
    assert "/b/" not in html


async def test_a_screenshot_is_explained(stage: Stage) -> None:
    shot = BytesIO()
    Image.open(BytesIO(picture(stage, issued(stage)))).convert("RGB").save(shot, "PNG")
    assert "capture d'écran" in unescape((await check(stage, shot.getvalue())).text)


@pytest.mark.parametrize("file", [b"GIF89a", b"<svg/>", b"{", b"[]", b"\x89PNG\r\n\x1a\n", b"\0"])
async def test_anything_else_is_told_without_harm(stage: Stage, file: bytes) -> None:
    answer = await check(stage, file)
    assert answer.status_code == 200
    assert 'class="verdict false"' in answer.text


async def test_no_file_is_asked_for_beside_its_field(stage: Stage) -> None:
    answer = await check(stage, b"", "lina@example.org")
    assert answer.status_code == 422
    assert 'aria-describedby="badge-hint badge-problem"' in answer.text
    assert 'value="lina@example.org"' in answer.text


@pytest.mark.parametrize("size", [4_100_000, 9_000_000])
async def test_a_file_over_four_megabytes_is_not_read(stage: Stage, size: int) -> None:
    answer = await check(stage, bytes(size))
    assert answer.status_code == 413
    assert "4 Mo au plus" in answer.text


async def test_a_broken_upload_is_told(stage: Stage) -> None:
    async with visitor(stage) as client:
        broken = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = await client.post("/verify", content=b"--x\r\nnonsense", headers=broken)
    assert answer.status_code in (400, 422)


async def test_checking_keeps_nothing(stage: Stage) -> None:
    png = picture(stage, issued(stage))
    before = everything(stage)
    looked = list(stage.web.asked)
    await check(stage, png, "lina@example.org")
    await check(stage, b"nonsense", "else@example.org")
    assert everything(stage) == before
    assert stage.web.asked == looked


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_every_verdict_has_its_sentence(stage: Stage, language: str) -> None:
    known = stage.world.words.keys(language)
    for reason in (*verdict.VERDICTS, "damaged_page", "valid_for"):
        assert known[f"page.verdict_{reason}"].endswith("."), reason
