"""The picture that carries its proof: spliced, read back, and refused when anything is odd."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openbadges_bakery import png_bakery  # type: ignore[import-untyped]
from PIL import Image

from core.badges.picture import bake
from core.ground.errors import Refusal
from tests.verifiers.samples import picture

PLAIN = picture()
BAKED = bake.bake(PLAIN, {"openbadgecredential": '{"a":"é"}', "openbadges": "{}"})
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200)


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def spliced(*chunks: bytes, into: bytes = PLAIN) -> bytes:
    return into[:33] + b"".join(chunks) + into[33:]


def itxt(keyword: str, text: bytes, flag: bytes = b"\0") -> bytes:
    return chunk(b"iTXt", keyword.encode() + b"\0" + flag + b"\0\0\0" + text)


def pixels(png: bytes) -> bytes:
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        return image.tobytes()


def refusal(png: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        bake.unbake(png)
    return refused.value.word


@given(st.dictionaries(st.sampled_from(bake.KEYWORDS), texts))
def test_what_was_baked_is_unbaked(held: dict[str, str]) -> None:
    assert bake.unbake(bake.bake(PLAIN, held)) == held


@given(texts, texts)
def test_baking_again_replaces_the_older_text_and_leaves_the_other(old: str, new: str) -> None:
    once = bake.bake(PLAIN, {"openbadges": old, "openbadgecredential": "kept"})
    again = bake.bake(once, {"openbadges": new})
    assert bake.unbake(again) == {"openbadges": new, "openbadgecredential": "kept"}


@given(st.integers(0, len(BAKED) - 1), st.integers(1, 255))
@example(0, 1)
@example(36, 0x20)
def test_a_flipped_byte_is_noticed(position: int, flip: int) -> None:
    changed = bytearray(BAKED)
    changed[position] ^= flip
    assert refusal(bytes(changed)) in ("damaged", "not_a_picture")


@given(st.integers(0, len(BAKED) - 1))
def test_a_picture_cut_short_is_noticed(length: int) -> None:
    assert refusal(BAKED[:length]) in ("damaged", "not_a_picture")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, bake.SIGNATURE + data, PLAIN[:33] + data):
        assert refusal(whole) in ("damaged", "not_a_picture")


def test_the_pixels_and_every_other_byte_stay_as_they_were() -> None:
    assert pixels(BAKED) == pixels(PLAIN)
    assert BAKED.startswith(PLAIN[:33])
    assert BAKED.endswith(PLAIN[33:])


@pytest.mark.parametrize(
    "older",
    [
        itxt("openbadges", b"old"),
        chunk(b"tEXt", b"openbadges\0old"),
        chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"old")),
        itxt("openbadges", zlib.compress(b"old"), b"\1"),
    ],
    ids=["iTXt", "tEXt", "zTXt", "compressed iTXt"],
)
def test_an_older_text_of_any_kind_is_dropped(older: bytes) -> None:
    baked = bake.bake(spliced(older), {"openbadges": "new"})
    assert baked == bake.bake(PLAIN, {"openbadges": "new"})


def test_texts_of_other_keywords_are_none_of_our_business() -> None:
    other = spliced(chunk(b"tEXt", b"Software\0Some tool"), chunk(b"tEXt", b"openbadgesx\0no"))
    assert bake.unbake(other) == {}
    assert bake.unbake(bake.bake(other, {"openbadges": "{}"})) == {"openbadges": "{}"}


@pytest.mark.parametrize(
    ("older", "text"),
    [
        (chunk(b"tEXt", "openbadges\0Évry".encode("latin-1")), "Évry"),
        (itxt("openbadges", "Évry".encode()), "Évry"),
        (chunk(b"iTXt", b"openbadges\0\0\0fr\0mot\0" + "Évry".encode()), "Évry"),
    ],
    ids=["tEXt", "iTXt", "iTXt with a language"],
)
def test_texts_baked_by_other_tools_are_read(older: bytes, text: str) -> None:
    assert bake.unbake(spliced(older)) == {"openbadges": text}


def test_the_public_bakery_reads_ours_and_we_read_the_public_bakery() -> None:
    ours = bake.bake(PLAIN, {"openbadges": '{"id":"é"}'})
    assert png_bakery.unbake(BytesIO(ours)) == '{"id":"é"}'
    theirs = png_bakery.bake(BytesIO(PLAIN), '{"id":"é"}', BytesIO()).getvalue()
    assert bake.unbake(theirs) == {"openbadges": '{"id":"é"}'}


@pytest.mark.parametrize(
    ("png", "reason"),
    [
        (b"", "not_a_picture"),
        (b"GIF89a", "not_a_picture"),
        (b"\xff\xd8\xff\xe0 a photo", "not_a_picture"),
        (PLAIN + b"more", "damaged"),
        (PLAIN + PLAIN, "damaged"),
        (PLAIN[:8] + PLAIN[33:], "damaged"),
        (PLAIN[:33] + PLAIN[8:], "damaged"),
        (bake.SIGNATURE + chunk(b"IHDR", b"short") + chunk(b"IEND", b""), "damaged"),
        (spliced(struct.pack(">I4s", 0xFFFFFFFF, b"iTXt")), "damaged"),
        (spliced(itxt("openbadges", b"a"), itxt("openbadges", b"b")), "two_credentials"),
        (spliced(itxt("openbadges", b"a"), chunk(b"tEXt", b"openbadges\0b")), "two_credentials"),
        (spliced(itxt("openbadges", b"a"), itxt("openbadges", b"a")), "two_credentials"),
        (spliced(itxt("openbadges", zlib.compress(b"a"), b"\1")), "compressed"),
        (spliced(itxt("openbadges", b"a", b"\7")), "compressed"),
        (spliced(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"a"))), "compressed"),
        (spliced(itxt("openbadges", b"\xff")), "damaged"),
        (spliced(chunk(b"iTXt", b"openbadges\0\0\0no end")), "damaged"),
        (spliced(itxt("openbadges", b"a" * 300_000)), "picture_too_big"),
        (spliced(chunk(b"tEXt", b"x\0y") * 70), "picture_too_big"),
        (spliced(chunk(b"prIv", bytes(4_000_000))), "picture_too_big"),
    ],
    ids=range(20),
)
def test_an_odd_picture_is_refused_with_its_reason(png: bytes, reason: str) -> None:
    assert refusal(png) == reason


def test_a_bomb_is_never_unfolded() -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    assert refusal(spliced(itxt("openbadges", bomb, b"\1"))) == "compressed"
    assert refusal(spliced(chunk(b"zTXt", b"openbadges\0\0" + bomb))) == "compressed"


def test_a_text_too_long_for_a_badge_is_not_baked() -> None:
    with pytest.raises(Refusal) as refused:
        bake.bake(PLAIN, {"openbadges": "a" * 300_000})
    assert refused.value.word == "picture_too_big"
    with pytest.raises(Refusal):
        bake.bake(spliced(chunk(b"prIv", bytes(3_900_000))), {"openbadges": "a" * 200_000})


def test_another_keyword_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not the keyword of a badge"):
        bake.bake(PLAIN, {"Software": "x"})
