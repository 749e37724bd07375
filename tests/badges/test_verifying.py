"""Is this badge true? What is, what was changed, and what is no badge at all."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.openbadges import ob2
from core.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from core.badges.openbadges.shape import Node
from core.badges.picture import bake
from core.badges.signing import sign
from core.badges.verify.issuers import FolderRegister
from core.badges.verify.verdict import Verdict
from tests.badges.test_baking import chunk, itxt, spliced
from tests.verifiers import second
from tests.verifiers.judging import (
    DID,
    ISSUED,
    LIST_PATH,
    OTHER_SEED,
    Memory,
    assertion,
    credential,
    full,
    judged,
    keys_only,
    known,
    png,
    resigned,
    tampered,
    text_of,
)
from tests.verifiers.samples import (
    BASE,
    MAIL,
    NOW,
    achievement,
    award,
    bare_award,
    export,
    issue,
    issuer,
    keyring,
    picture,
)


@pytest.mark.parametrize("register", [full(), keys_only()], ids=["stored", "keys only"])
def test_a_genuine_badge_is_valid_and_says_what_it_is(register: Memory) -> None:
    verdict = judged(ISSUED.png, register)
    assert verdict == Verdict(
        True,
        "valid",
        "École du Code",
        "Python avancé",
        "Lina O’Brien-Łuk",
        "2026-03-01T09:30:00Z",
        f"{BASE}/ob3/b/{award().id}.json",
        f"{BASE}/b/{award().id}",
        f"{DID}#ed-2026",
        DID,
        credential()["credentialSubject"]["achievement"]["id"],
        description="Écrit des programmes « propres ».",
    )
    assert verdict.values["badge"] == "Python avancé"


@pytest.mark.parametrize("mail", [MAIL, "Lina@Example.ORG", " lina@example.org "])
def test_the_recipient_is_known_whatever_the_letter_case(mail: str) -> None:
    assert judged(ISSUED.png, full(), mail).reason == "valid"


@pytest.mark.parametrize(
    "mail", ["eve@example.org", "", "lina@example.com", "sha256$0", "Lina O’Brien-Łuk"]
)
def test_another_recipient_is_told(mail: str) -> None:
    verdict = judged(ISSUED.png, full(), mail)
    assert (verdict.valid, verdict.reason) == (False, "other_recipient")


def test_the_credential_alone_is_valid_as_json_and_after_a_wallet_wrote_it_anew() -> None:
    anew = json.dumps(credential(), indent=4, sort_keys=True).encode()
    for data in (ISSUED.signed, anew):
        assert judged(data, full()).reason == "valid"
        assert judged(data, keys_only()).reason == "valid"


def test_the_hosted_assertion_alone_is_valid_when_its_host_says_the_same() -> None:
    alone = bake.bake(picture(), {"openbadges": text_of(assertion())})
    by_url = bake.bake(picture(), {"openbadges": assertion()["id"]})
    for data in (alone, by_url, sign.written(assertion())):
        verdict = judged(data, full(), MAIL)
        assert (verdict.reason, verdict.badge) == ("valid", "Python avancé")
        assert judged(data, full(), "eve@example.org").reason == "other_recipient"
        assert judged(data, keys_only()).reason == "register_missing"


def test_a_badge_signed_before_the_keys_were_rotated_stays_valid() -> None:
    register = keys_only()
    rotated = keyring().rotate("becode", OTHER_SEED, NOW)
    register.issuers[DID] = known(rotated)
    assert judged(ISSUED.png, register).reason == "valid"


def test_a_static_export_is_a_register(tmp_path: Path) -> None:
    register = FolderRegister(export(tmp_path, ISSUED))
    assert judged(ISSUED.png, register, MAIL).reason == "valid"
    assert register.document(f"{BASE}/ob2/i/becode.json") is not None


CHANGES: list[Node] = [
    tampered("name"),
    tampered("credentialSubject", "achievement", "name"),
    tampered("credentialSubject", "identifier", 1, "identityHash", value="Eve"),
    tampered("evidence", 0, "genre"),
    tampered("evidence", 0, "id", value="https://github.com/eve"),
    tampered("evidence", value=[]),
    tampered("validFrom", value="2020-01-01T00:00:00Z"),
    tampered("credentialStatus", "statusListIndex", value="0"),
    tampered("proof", 0, "created", value="2020-01-01T00:00:00Z"),
    tampered("colour", value="red"),
    tampered("evidence", 0, "id", value="github.com/lina"),
    tampered("credentialSubject", "name", value="Eve"),
    tampered("@context", value=[CREDENTIALS, OPEN_BADGES, "https://evil.example.org/"]),
    tampered("credentialSubject", value="x"),
    tampered("type", value=["VerifiableCredential"]),
]


@pytest.mark.parametrize("changed", CHANGES, ids=range(len(CHANGES)))
@pytest.mark.parametrize("register", [full(), keys_only()], ids=["stored", "keys only"])
def test_a_changed_badge_is_told(changed: Node, register: Memory) -> None:
    verdict = judged(png(changed), register)
    assert (verdict.valid, verdict.reason) == (False, "altered")


def test_even_with_our_own_key_a_badge_is_only_what_was_stored() -> None:
    forged = resigned(tampered("credentialSubject", "narrative", value="Autre"))
    assert judged(png(forged), keys_only()).reason == "valid"
    assert judged(png(forged), full()).reason == "unknown_here"


@given(st.integers(0, len(ISSUED.png) - 1), st.integers(1, 255))
@settings(deadline=None)
def test_no_picture_with_a_flipped_byte_is_valid(position: int, flip: int) -> None:
    changed = bytearray(ISSUED.png)
    changed[position] ^= flip
    verdict = judged(bytes(changed), full())
    assert verdict.valid is False
    assert verdict.reason in ("damaged", "not_a_badge")


@pytest.mark.parametrize("register", [full(), keys_only()], ids=["stored", "keys only"])
@pytest.mark.parametrize(
    "change",
    [
        {"evidence": []},
        {"narrative": "Autre"},
        {"issuedOn": "2020-01-01T00:00:00Z"},
        {"badge": f"{BASE}/ob2/c/becode/other/fr/0.json"},
        {"id": f"{BASE}/ob2/a/other.json"},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_hosted_half_that_differs_is_told(change: Node, register: Memory) -> None:
    verdict = judged(png(ISSUED.signed, assertion() | change), register)
    assert (verdict.valid, verdict.reason) == (False, "altered")


def test_the_evidence_of_a_hosted_badge_changed_in_the_picture_alone_is_told() -> None:
    changed = deepcopy(assertion())
    changed["evidence"][0]["name"] = "Autre"
    alone = bake.bake(picture(), {"openbadges": text_of(changed)})
    assert judged(alone, full()).reason == "altered"


def test_two_genuine_halves_of_two_badges_are_not_one_badge() -> None:
    register, other = full(), issue(bare_award())
    register.documents |= {path: each.body for path, each in other.documents.items()}
    foreign_half = ob2.assertion(issuer(), achievement(), bare_award())
    assert judged(png(ISSUED.signed, foreign_half), register).reason == "altered"


def test_evidence_of_one_url_twice_is_refused_though_its_signature_is_right() -> None:
    twice = credential()
    twice["evidence"][1]["id"] = twice["evidence"][0]["id"]
    swapped = resigned(twice)
    first, other = swapped["evidence"][:2]
    first["genre"], other["genre"] = other["genre"], first["genre"]
    options = {name: value for name, value in swapped["proof"][0].items() if name != "proofValue"}
    assert second.digest({"@context": swapped["@context"], **options})
    assert judged(png(swapped), keys_only()).reason == "altered"


def test_a_member_said_twice_is_refused() -> None:
    text = ISSUED.signed.decode().replace('"name":"Python avancé"', '"name":"x","name":"y"', 1)
    assert judged(png(text.encode()), full()).reason == "ambiguous"
    assert judged(text.encode(), full()).reason == "ambiguous"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_badge"),
        (b"hello", "not_a_badge"),
        (b"[]", "not_a_badge"),
        (b"{}", "not_a_badge"),
        (b'{"type":"Person"}', "not_a_badge"),
        (b"\xff\xfe", "not_a_badge"),
        (picture(), "not_a_badge"),
        (spliced(itxt("openbadgecredential", b"not json")), "damaged"),
        (spliced(itxt("openbadgecredential", b'{"a":NaN}')), "damaged"),
        (bake.bake(ISSUED.png, {"openbadges": "{}"}), "altered"),
        (bake.bake(ISSUED.png, {"openbadgecredential": "{}"}), "altered"),
        (ISSUED.png[:-1], "damaged"),
        (ISSUED.png + b"\0", "damaged"),
        (spliced(itxt("openbadgecredential", b"{}"), into=ISSUED.png), "two_credentials"),
        (spliced(chunk(b"tEXt", b"openbadgecredential\0{}"), into=ISSUED.png), "two_credentials"),
        (spliced(itxt("openbadgecredential", zlib.compress(ISSUED.signed), b"\1")), "compressed"),
        (ISSUED.documents[LIST_PATH].body, "not_a_badge"),
        (png(ISSUED.documents[LIST_PATH].body), "altered"),
    ],
    ids=range(18),
)
def test_what_is_no_whole_badge_is_told(data: bytes, reason: str) -> None:
    verdict = judged(data, full())
    assert (verdict.valid, verdict.reason) == (False, reason)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb": lambda: spliced(itxt("openbadges", zlib.compress(bytes(200_000_000), 9), b"\1")),
    "deep lists": lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": lambda: b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
    "long text": lambda: b'{"a":"' + b"x" * 1_000_000 + b'"}',
    "many members": lambda: json.dumps({str(each): each for each in range(20_000)}).encode(),
    "a huge number": lambda: b'{"a":' + b"9" * 200_000 + b"}",
    "a huge picture": lambda: ISSUED.png + bytes(5_000_000),
    "many pieces of evidence": lambda: png(tampered("evidence", value=[{"id": "x"}] * 3_000)),
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_once(file: Callable[[], bytes]) -> None:
    data = file()
    begun = time.process_time()
    verdict = judged(data, keys_only())
    assert time.process_time() - begun < 1
    assert verdict.valid is not True
    assert verdict.reason in (
        "compressed",
        "too_complex",
        "not_a_badge",
        "picture_too_big",
        "altered",
    )
