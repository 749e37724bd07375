"""The status lists: which place is whose, what is set, what cannot be read."""

from __future__ import annotations

import base64
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.openbadges import status_list
from core.badges.signing import sign
from core.ground.errors import Refusal
from tests.verifiers import second
from tests.verifiers.samples import BASE, NOW, issuer, keyring

places = st.integers(0, status_list.PLACES - 1)


@given(st.sets(places, max_size=20), places)
@settings(deadline=None)
def test_the_set_places_are_read_back_and_no_other(revoked: set[int], other: int) -> None:
    listed = status_list.encoded(revoked)
    assert all(status_list.is_set(listed, place) for place in revoked)
    assert status_list.is_set(listed, other) == (other in revoked)
    assert second.bit(listed, other) == (other in revoked)


def test_an_empty_list_is_small_and_always_the_same() -> None:
    signed = [
        sign.sign(
            status_list.credential(issuer(), 1, [], NOW), keyring().signer("becode", BASE), NOW
        )
        for _ in range(2)
    ]
    assert signed[0] == signed[1]
    assert len(signed[0]) < 1000


@pytest.mark.parametrize(
    ("index", "place"),
    [(0, (1, 0)), (131_071, (1, 131_071)), (131_072, (2, 0)), (300_000, (3, 37_856))],
)
def test_a_full_list_is_followed_by_another(index: int, place: tuple[int, int]) -> None:
    assert status_list.place(index) == place
    assert status_list.entry(issuer(), index)["statusListCredential"] == (
        f"{BASE}/ob3/status/becode/{place[0]}.json"
    )


def test_only_the_badges_of_a_list_are_set_in_it() -> None:
    listed = status_list.credential(issuer(), 2, [5, 131_072 + 7], NOW)["credentialSubject"]
    assert [status_list.is_set(listed["encodedList"], place) for place in (5, 7)] == [False, True]


def test_the_entry_says_where_to_look() -> None:
    entry = status_list.entry(issuer(), 94_567)
    assert entry["id"] == entry["statusListCredential"] + "#94567"
    assert (entry["statusPurpose"], entry["statusListIndex"]) == ("revocation", "94567")


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("listed", "position"),
    [
        ("", 0),
        ("H4sI", 0),
        ("u????", 0),
        ("uAAAA", 0),
        ("ué", 0),
        (packed(bytes(16_384)), 131_072),
        (packed(bytes(16_384)), -1),
        (packed(bytes(16_384))[:-20], 0),
        (packed(bytes(50_000_000)), 0),
    ],
    ids=range(9),
)
def test_a_list_that_cannot_be_read_tells_nothing(listed: str, position: int) -> None:
    with pytest.raises(Refusal) as refused:
        status_list.is_set(listed, position)
    assert refused.value.word == "status_unknown"


def test_the_first_place_is_the_highest_bit() -> None:
    listed = status_list.credential(issuer(), 1, [0], NOW)["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(listed[1:] + "=="))
    assert bits[0] == 0x80
    assert len(bits) == 16_384
    assert json.dumps(listed).isascii()
