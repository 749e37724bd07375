"""Tokens in addresses and Message-IDs: written, and found again."""

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ground.errors import Trouble
from mail.tags import Tags, bounce_address, message_id, tagged, tags

BASE = "cocarde@badges.example.org"
ONE, TWO, THREE = "abcdefgh234567ab", "bcdefgh234567abc", "cdefgh234567abcd"
TOKENS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=52)


def _tags(head: str) -> Tags:
    return tags(message_from_bytes(f"{head}\r\n\r\nx".encode(), policy=default), BASE)


HEADS = {
    f"To: Cocarde <{tagged(BASE, ONE)}>": (ONE,),
    f"To: sam@example.org,{tagged(BASE, ONE)},x@example.org": (ONE,),
    f"Delivered-To: {tagged(BASE, ONE).upper()}": (ONE,),
    f"X-Original-To: {tagged(BASE, ONE)}": (ONE,),
    f"Envelope-To: {tagged(BASE, ONE)}": (ONE,),
    f"Cc: {tagged(BASE, ONE)}": (ONE,),
    f"In-Reply-To: {message_id(BASE, ONE, '7')}": (ONE,),
    f"References: <a@b>,{message_id(BASE, ONE, '7')},{message_id(BASE, TWO, '8')}": (ONE, TWO),
    f"References: <a@b>\r\n\t{message_id(BASE, ONE, '7')}": (ONE,),
    f"References: {message_id(BASE, TWO, '7')}\r\nDelivered-To: {tagged(BASE, ONE)}": (ONE, TWO),
    f"To: {tagged(BASE, ONE)}\r\nDelivered-To: {tagged(BASE, ONE)}": (ONE,),
    f"To: {tagged(BASE, TWO)}\r\nTo: {tagged(BASE, ONE)}": (TWO, ONE),
    f"Subject: {tagged(BASE, ONE)}": (),
    f"To: {BASE}": (),
    f"To: {tagged(BASE, 'short')}": (),
    f"To: {tagged(BASE, ONE)}.evil.test": (),
    f"To: x{tagged(BASE, ONE)}": (),
    f"To: {tagged('cocarde@badgesxexample.org', ONE)}": (),
    f"In-Reply-To: <{ONE}.7@elsewhere.test>": (),
    f"To: {'(' * 3000}": (),
    "To: \xff\x00": (),
}


@pytest.mark.parametrize(("head", "answers"), HEADS.items(), ids=range(len(HEADS)))
def test_a_token_is_found_where_it_may_stand(head: str, answers: tuple[str, ...]) -> None:
    assert _tags(head) == Tags(answers, ())


def test_a_bounce_is_told_from_an_answer() -> None:
    head = f"To: {bounce_address(BASE, ONE)}\r\nReferences: {message_id(BASE, TWO, '7')}"
    assert _tags(head) == Tags(answers=(TWO,), bounces=(ONE,))


@given(token=TOKENS)
def test_what_is_written_is_found(token: str) -> None:
    if len(f"cocarde+b-{token}") <= 64:
        assert _tags(f"To: {tagged(BASE, token)}").answers == (token,)
        assert _tags(f"To: {bounce_address(BASE, token)}").bounces == (token,)
    assert _tags(f"References: {message_id(BASE, token, 'row-1')}").answers == (token,)


@given(noise=st.binary(max_size=300))
def test_no_header_makes_it_raise(noise: bytes) -> None:
    raw = b"To: " + noise + b"\r\nReferences: " + noise + b"\r\n\r\n"
    found = tags(message_from_bytes(raw, policy=default), BASE)
    assert found.answers == ()


def test_an_address_that_grows_too_long_is_told_to_the_operator() -> None:
    with pytest.raises(Trouble, match="COCARDE_MAIL_ADDRESS"):
        tagged(f"{'x' * 50}@example.org", ONE)
