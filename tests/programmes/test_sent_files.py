"""What is made of a file that somebody sends: its kind by its bytes, its metadata gone."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.ground.errors import Refusal
from core.ground.sent_files import SentFile
from core.programmes.answers_as_text import show
from core.programmes.evidence.prepare_file import Attachment, PreparedFile, prepared
from core.programmes.form import FileKind, Question
from tests.world import samples
from tests.world import sent_pictures as sent


def made(name: str, content: bytes, question: Question = samples.PROOF) -> PreparedFile:
    return prepared(Attachment(name, content), question, "fr")


def refused(name: str, content: bytes, question: Question = samples.PROOF) -> str:
    with pytest.raises(Refusal) as caught:
        made(name, content, question)
    return caught.value.word.removeprefix("answers.")


def test_a_photo_keeps_its_pixels_and_nothing_that_it_told() -> None:
    photo = sent.tagged_photo()
    assert sent.SECRET.encode() in photo
    file = made("IMG_1.JPG", photo)
    with Image.open(BytesIO(file.content)) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.info.keys().isdisjoint({"exif", "comment", "icc_profile", "xmp"})
        assert kept.size == (480, 640)  # upright, as it was to be seen
    assert sent.SECRET.encode() not in file.content
    assert (file.sent.kind, file.sent.name) == ("image/jpeg", "IMG_1.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_usual_picture_is_kept_as_one_kind(kind: str) -> None:
    assert made("photo", sent.picture(kind)).sent.kind == "image/jpeg"


def test_a_large_photo_is_made_smaller() -> None:
    with Image.open(BytesIO(made("x.jpg", sent.picture(size=(5000, 1000))).content)) as kept:
        assert kept.size == (2400, 480)


def test_a_picture_is_not_decoded_without_end() -> None:
    assert made("a.jpg", sent.progressive(more_scans=20)).sent.kind == "image/jpeg"
    assert refused("a.jpg", sent.progressive(more_scans=20_000)) == "file_pixels"
    wide = sent.progressive((9000, 9000))
    assert refused("a.jpg", wide) == "file_pixels"  # a gigabyte of memory


def test_the_film_behind_a_photo_is_no_scan_of_it() -> None:
    film = b"\xff\xda\x00\x0c" * 5000
    assert made("live.jpg", sent.picture() + film).sent.kind == "image/jpeg"


def test_what_lies_behind_a_picture_is_gone() -> None:
    assert b"<script>" not in made("a.png", sent.picture("PNG") + b"<script>x</script>").content


@pytest.mark.parametrize("name", sent.HOSTILE)
def test_what_is_no_sound_picture_or_document_is_refused(name: str) -> None:
    content, why = sent.HOSTILE[name]
    assert refused(name, content) == why


def test_a_pdf_is_kept_as_it_came() -> None:
    assert made("attestation.pdf", sent.PDF).content == sent.PDF


def test_only_the_kinds_that_a_question_takes_and_no_larger() -> None:
    pictures = samples.PROOF.model_copy(update={"accept": [FileKind.IMAGE]})
    papers = samples.PROOF.model_copy(update={"accept": [FileKind.PDF], "max_mb": 1})
    assert refused("a.pdf", sent.PDF, pictures) == "file_kind_image"
    assert refused("a.jpg", sent.picture(), papers) == "file_kind_pdf"
    assert refused("a.pdf", sent.PDF + bytes(1_000_000), papers) == "file_large"


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\scans\\mon attestation.jpg", "mon attestation.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("", "photo.jpg"),
        ("x" * 200 + ".jpg", "x" * 55 + "….jpg"),
    ],
)
def test_a_name_is_shown_without_what_hides_in_it(named: str, shown: str) -> None:
    assert made(named, sent.picture()).sent.name == shown


def test_an_answer_reads_back_its_names_and_sizes() -> None:
    files = [made("a b.jpg", sent.picture()).sent, made("c.pdf", sent.PDF).sent]
    value = "\n".join(map(str, files))
    assert SentFile.of_answer(value) == files
    assert show(samples.PROOF, value, "fr").replace("\xa0", " ") == "a b.jpg (7 Ko) et c.pdf (1 Ko)"


@settings(deadline=None, max_examples=40)
@given(at=st.integers(0, 4000), sign=st.integers(0, 255))
def test_a_damaged_picture_is_a_picture_or_a_refusal(at: int, sign: int) -> None:
    photo = bytearray(sent.picture())
    photo[at % len(photo)] = sign
    with suppress(Refusal):
        assert made("x.jpg", bytes(photo)).sent.kind == "image/jpeg"
