"""Whose badge is it, from when to when, and was it revoked?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.badges.openbadges import ob2, ob3, paths, status_list
from core.badges.openbadges.shape import Node
from core.badges.picture import bake
from core.badges.signing import sign
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuers import FolderRegister, KnownIssuer
from tests.verifiers.judging import (
    DID,
    ISSUED,
    LIST_PATH,
    OTHER_SEED,
    Memory,
    assertion,
    full,
    judged,
    keys_only,
    known,
    png,
    tampered,
    text_of,
)
from tests.verifiers.samples import (
    BASE,
    NOW,
    achievement,
    award,
    export,
    issue,
    issuer,
    keyring,
    picture,
)


def test_a_stranger_s_badge_is_not_ours_however_well_it_is_signed() -> None:
    stranger = issuer("https://stranger.example.org")
    verdict = judged(issue(award(), by=stranger).png, full())
    assert (verdict.valid, verdict.reason) == (None, "not_ours")
    assert verdict.issuer == "École du Code"


def test_a_stranger_cannot_borrow_our_name() -> None:
    forged = issue(award(), keys=Keyring().create("becode", OTHER_SEED, NOW))
    assert judged(forged.png, keys_only()).reason == "altered"
    assert judged(forged.png, full()).reason == "altered"


def test_a_key_that_the_issuer_does_not_list_is_told() -> None:
    stolen = Keyring().create("becode", OTHER_SEED, NOW.replace(year=2027))
    assert judged(issue(award(), keys=stolen).png, keys_only()).reason == "wrong_key"


@pytest.mark.parametrize(
    "change",
    [
        {"assertionMethod": []},
        {"assertionMethod": [f"{DID}#ed-1999"]},
        {"verificationMethod": []},
        {"id": "did:web:other.example.org:i:becode"},
    ],
    ids=str,
)
def test_a_did_document_that_does_not_vouch_for_the_key_is_told(change: Node) -> None:
    register = keys_only()
    document = keyring().did_document("becode", BASE) | change
    register.issuers[DID] = KnownIssuer(sign.written(document), ours=True)
    verdict = judged(ISSUED.png, register)
    assert (verdict.valid, verdict.reason) == (False, "wrong_key")


def test_a_badge_of_another_programme_of_the_same_house_is_checked_with_its_own_keys() -> None:
    register = keys_only()
    moved = tampered("issuer", "id", value=paths.did(BASE, "bik-lab"))
    register.issuers[paths.did(BASE, "bik-lab")] = known()
    assert judged(png(moved), register).reason == "wrong_key"


def test_an_unsigned_badge_is_told() -> None:
    bare = ob3.credential(issuer(), achievement(), award())
    assert judged(png(bare), keys_only()).reason == "unsigned"


@pytest.mark.parametrize(
    ("issued_at", "expires_at", "reason"),
    [
        (NOW + timedelta(days=1), None, "not_yet_valid"),
        (NOW + timedelta(minutes=4), None, "valid"),
        (NOW - timedelta(days=9), NOW - timedelta(seconds=1), "expired"),
        (NOW - timedelta(days=9), NOW + timedelta(days=1), "valid"),
    ],
)
def test_a_badge_counts_from_its_day_to_its_end(
    issued_at: datetime, expires_at: datetime | None, reason: str
) -> None:
    one = issue(replace(award(), issued_at=issued_at, expires_at=expires_at))
    assert judged(one.png, keys_only()).reason == reason
    register = full()
    register.documents |= {path: each.body for path, each in one.documents.items()}
    alone = one.documents[f"/ob2/a/{award().id}.json"].body
    assert judged(alone, register).reason == reason


def listed(by: Keyring, *, programme: str = "becode", number: int = 1, revoked: int = -1) -> bytes:
    signer = by.signer(programme, BASE)
    gone = [revoked] if revoked >= 0 else []
    return sign.sign(
        status_list.credential(issuer(programme=programme), number, gone, NOW), signer, NOW
    )


def test_a_revoked_badge_is_told_by_either_half() -> None:
    gone = issue(award(), revoked=True)
    register = Memory({DID: known()}, {path: each.body for path, each in gone.documents.items()})
    alone = bake.bake(picture(), {"openbadges": text_of(assertion())})
    for data in (gone.png, gone.signed, alone):
        verdict = judged(data, register)
        assert (verdict.valid, verdict.reason) == (False, "revoked")


def test_a_revoked_badge_is_told_from_a_static_export(tmp_path: Path) -> None:
    gone = issue(award(), revoked=True)
    register = FolderRegister(export(tmp_path, gone))
    assert judged(gone.png, register).reason == "revoked"


def test_a_badge_whose_assertion_is_replaced_is_revoked_before_the_list_says_so() -> None:
    register = full()
    stub = sign.written(ob2.stub(BASE, award().id))
    register.documents[f"/ob2/a/{award().id}.json"] = stub
    assert judged(ISSUED.png, register).reason == "revoked"


def test_a_badge_whose_assertion_is_not_yet_replaced_is_revoked_by_the_list() -> None:
    register = full()
    register.documents[LIST_PATH] = listed(keyring(), revoked=award().status)
    assert judged(ISSUED.png, register).reason == "revoked"


OTHERS_KEYS = Keyring().create("becode", OTHER_SEED, NOW)
OTHER_PROGRAMME = Keyring().create("bik-lab", OTHER_SEED, NOW)


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"",
        b"<html>",
        b"{}",
        ISSUED.signed,
        listed(OTHERS_KEYS),
        listed(OTHER_PROGRAMME, programme="bik-lab"),
        listed(keyring(), number=2),
        listed(keyring()).replace(b"revocation", b"suspension"),
        listed(keyring())[:-1],
    ],
    ids=[
        "unreachable",
        "empty",
        "a page",
        "nothing",
        "a badge",
        "signed by another",
        "of another programme",
        "another list",
        "another purpose",
        "cut short",
    ],
)
def test_without_a_list_that_can_be_trusted_it_cannot_be_told(body: bytes | None) -> None:
    register = full()
    del register.documents[LIST_PATH]
    if body is not None:
        register.documents[LIST_PATH] = body
    verdict = judged(ISSUED.png, register)
    assert (verdict.valid, verdict.reason) == (None, "status_unknown")


def test_who_is_not_the_recipient_is_told_even_without_a_list() -> None:
    register = full()
    del register.documents[LIST_PATH]
    assert judged(ISSUED.png, register, "eve@example.org").reason == "other_recipient"
