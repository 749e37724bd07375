"""The verification page: a file in, plain words out; nothing is fetched or kept."""

import re
from base64 import b64decode
from html import unescape
from io import BytesIO
from struct import pack
from zlib import crc32

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
    assert "Ce badge est authentique : « Python avancé ». Émetteur : BeCode" in html
    assert f'<a href="/b/{badge.id}">' in html
    assert 'role="status"' in html
    assert answer.headers["cache-control"] == "no-store"


def shown_picture(html: str) -> Image.Image:
    """The picture that stands within the page itself."""
    (data,) = re.findall(r'<img src="data:image/png;base64,([^"]+)"', html)
    return Image.open(BytesIO(b64decode(data)))


async def test_a_verdict_shows_the_picture_the_holder_and_both_dates(stage: Stage) -> None:
    badge = issued(stage)
    answer = await check(stage, picture(stage, badge))
    html = unescape(answer.text)
    assert "<dt>Délivré le</dt><dd>16 novembre 2026" in html
    assert "<dt>Contrôlé le</dt><dd>16 novembre 2026 à 10:00" in html
    assert "Ce badge ne porte pas de nom." in html
    assert "Vous saurez si le badge est bien à cette personne" in html
    assert shown_picture(html).info == {}  # nothing of the file but its pixels
    assert "img-src 'self' data:" in answer.headers["content-security-policy"]
    known = unescape((await check(stage, picture(stage, badge), "lina@example.org")).text)
    assert "à l'adresse lina@example.org" in known.partition('class="facts"')[2]


async def test_what_an_unproven_file_says_is_told_as_that(stage: Stage) -> None:
    forged = issued(stage).credential.replace("Python avancé".encode(), b"Python expert")
    html = unescape((await check(stage, forged)).text)
    assert html.index("sans garantie") < html.index("<h2>Python expert</h2>")
    assert "n'est pas authentique" in html


async def test_a_picture_of_another_shape_is_shown_small(stage: Stage) -> None:
    html = (await check(stage, png_of(300, 100))).text
    assert shown_picture(html).size == (300, 100)


async def test_a_picture_that_calls_itself_huge_is_not_shown(stage: Stage) -> None:
    png = png_of(300, 100)
    header = b"IHDR" + pack(">II", 500_000, 4_000) + png[24:29]
    huge = png[:12] + header + pack(">I", crc32(header)) + png[33:]
    assert '<img src="data:' not in (await check(stage, huge)).text


def png_of(width: int, height: int) -> bytes:
    """A black picture of this shape."""
    drawn = BytesIO()
    Image.new("RGB", (width, height)).save(drawn, "PNG")
    return drawn.getvalue()


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
    assert 'href="/b/' not in html
    assert "Python avancé</h2>" in html
    assert "si elle a un badge plus récent" in html
    assert shown_picture(html).size == (320, 320)


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
