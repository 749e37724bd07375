"""The canonical form, the signature, and the closed shape that makes both trustworthy."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.openbadges import ob3, status_list
from core.badges.openbadges.award import Achievement, Award, Issuer
from core.badges.openbadges.shape import Node
from core.badges.signing import check_signable, multibase, sign
from core.badges.signing.canonical import canonical, literal, ordered
from core.badges.signing.canonical_foreign import foreign_form
from core.ground.errors import Refusal, Trouble
from tests.verifiers import second
from tests.verifiers.samples import (
    BASE,
    NOW,
    achievement,
    award,
    bare_award,
    issuer,
    keyring,
)
from tests.verifiers.strategies import achievements, awards, issuers

DID_DOCUMENT = keyring().did_document("becode", BASE)
SIGNER = keyring().signer("becode", BASE)


def credential(given_award: Award | None = None) -> Node:
    return ob3.credential(issuer(), achievement(), given_award or award())


def signed(document: Node) -> Node:
    found: Node = json.loads(sign.sign(document, SIGNER, NOW))
    return found


@given(awards, achievements, issuers, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_direct_canonical_form_is_that_of_pyld_and_pyoxigraph(
    any_award: Award, any_achievement: Achievement, any_issuer: Issuer, of_before: bool
) -> None:
    """Badges of before gave their criteria a type."""
    document = ob3.credential(any_issuer, any_achievement, any_award)
    if of_before:
        document["credentialSubject"]["achievement"]["criteria"]["type"] = "Criteria"
    assert not list(check_signable.faults(document))
    direct = canonical(document, "OpenBadgeCredential")
    assert direct.decode() == second.canonical(document)
    assert direct == foreign_form(document, {})[0]


@given(awards)
@settings(max_examples=20, deadline=None)
def test_whatever_is_signed_is_found_good_again(any_award: Award) -> None:
    sign.check_proof(signed(credential(any_award)), DID_DOCUMENT)


def test_the_proof_options_have_the_canonical_form_of_pyld() -> None:
    document = signed(credential())
    options = {name: value for name, value in document["proof"][0].items() if name != "proofValue"}
    direct = canonical(options, "DataIntegrityProof").decode()
    assert direct == second.canonical({"@context": document["@context"], **options})


def test_a_status_list_has_the_canonical_form_of_pyld() -> None:
    listed = status_list.credential(issuer(), 1, [4, 94_567], NOW)
    direct = canonical(listed, "BitstringStatusListCredential").decode()
    assert direct == second.canonical(listed)


def test_the_w3c_test_vector_is_met() -> None:
    # Data Integrity EdDSA Cryptosuites 1.0, appendix B.1: options, two hashes, key, signature.
    name = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    options: Node = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"did:key:{name}#{name}",
        "proofPurpose": "assertionMethod",
    }
    proof_hash = hashlib.sha256(canonical(options, "DataIntegrityProof")).digest()
    document_hash = bytes.fromhex(
        "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
    )
    signature = multibase.unbase58(
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
    )
    key = Ed25519PublicKey.from_public_bytes(multibase.unmultikey(name))
    assert proof_hash.hex().startswith("bea7b7acfbad0126")
    key.verify(signature, proof_hash + document_hash)


def test_the_hash_of_the_options_comes_first() -> None:
    document = signed(credential())
    proof = document.pop("proof")[0]
    signature = multibase.unbase58(proof.pop("proofValue"))
    parts = [second.canonical({"@context": document["@context"], **proof})]
    parts.append(second.canonical(document))
    message = b"".join(hashlib.sha256(part.encode()).digest() for part in parts)
    SIGNER.private.public_key().verify(signature, message)


def test_the_same_credential_gives_the_same_bytes() -> None:
    once, again = (sign.sign(credential(), SIGNER, NOW) for _ in range(2))
    assert once == again
    assert json.loads(once)["proof"][0]["verificationMethod"] == (
        "did:web:badges.example.org:i:becode#ed-2026"
    )


def every_value(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    found: list[tuple[Any, ...]] = []
    for name, value in pairs:
        deeper = isinstance(value, dict | list)
        found += every_value(value, (*path, name)) if deeper else [(*path, name)]
    return found


def changed(document: Node, path: tuple[Any, ...]) -> Node:
    copy: Any = deepcopy(document)
    node = copy
    for name in path[:-1]:
        node = node[name]
    value = node[path[-1]]
    if isinstance(value, bool):
        node[path[-1]] = not value
    else:
        node[path[-1]] = value + (0.5 if isinstance(value, float) else "x")
    found: Node = copy
    return found


@pytest.mark.parametrize("path", every_value(signed(credential())), ids=str)
def test_a_change_of_any_single_value_is_noticed(path: tuple[Any, ...]) -> None:
    with pytest.raises(Refusal):
        sign.check_proof(changed(signed(credential()), path), DID_DOCUMENT)


@pytest.mark.parametrize("path", every_value(credential()), ids=str)
def test_any_single_value_left_out_is_noticed(path: tuple[Any, ...]) -> None:
    document: Any = signed(credential())
    node = document
    for name in path[:-1]:
        node = node[name]
    del node[path[-1]]
    with pytest.raises(Refusal):
        sign.check_proof(document, DID_DOCUMENT)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"proof": []}, "unsigned"),
        ({"proof": [{}, {}]}, "altered"),
        ({"proof": "z"}, "altered"),
        ({"issuer": {"id": "did:web:other.example.org:i:becode"}}, "altered"),
    ],
)
def test_a_credential_without_its_one_proof_is_refused(change: Node, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        sign.check_proof(signed(credential()) | change, DID_DOCUMENT)
    assert refused.value.word == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "Ed25519Signature2020"}, "altered"),
        ({"cryptosuite": "ecdsa-rdfc-2019"}, "altered"),
        ({"proofPurpose": "authentication"}, "altered"),
        ({"proofValue": "u" + "A" * 86}, "altered"),
        ({"proofValue": "z" + "1" * 500}, "altered"),
        ({"created": "2026-03-01T09:31:00Z"}, "altered"),
        ({"verificationMethod": "did:web:badges.example.org:i:becode#ed-1999"}, "wrong_key"),
        ({"verificationMethod": "did:web:badges.example.org:i:other#ed-2026"}, "wrong_key"),
    ],
)
def test_another_proof_is_refused(change: Node, reason: str) -> None:
    document = signed(credential())
    document["proof"][0] |= change
    with pytest.raises(Refusal) as refused:
        sign.check_proof(document, DID_DOCUMENT)
    assert refused.value.word == reason


def test_what_cannot_be_signed_whole_is_not_signed_at_all() -> None:
    with pytest.raises(Trouble, match=r"\.colour is not a known term"):
        sign.sign(credential() | {"colour": "red"}, SIGNER, NOW)


def test_look_alike_nodes_are_refused_rather_than_told_apart() -> None:
    with pytest.raises(Refusal) as refused:
        ordered([("_:a", "<p>", '"x"'), ("_:b", "<p>", '"x"')])
    assert refused.value.word == "too_complex"


def test_one_statement_said_twice_is_one_statement() -> None:
    assert ordered([("<s>", "<p>", '"x"')] * 2) == b'<s> <p> "x" .\n'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain é", '"plain é"'),
        ('a "b" \\', '"a \\"b\\" \\\\"'),
        ("a\nb\rc\td\be\ff", '"a\\nb\\rc\\td\\be\\ff"'),
        ("\x00\x1f\x7f", '"\\u0000\\u001F\\u007F"'),
    ],
)
def test_literals_are_escaped_as_rdfc_says(text: str, written: str) -> None:
    assert literal(text) == written


@given(st.binary(max_size=70))
def test_base58_comes_back(data: bytes) -> None:
    assert multibase.unbase58(multibase.base58(data)) == data


@pytest.mark.parametrize("text", ["", "u123", "z0", "zO", "z" + "1" * 200])
def test_what_is_not_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base58"):
        multibase.unbase58(text)


@pytest.mark.parametrize("text", ["z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "z1"])
def test_a_key_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        multibase.unmultikey(text)


def test_a_bare_award_is_signed_too() -> None:
    document = signed(credential(bare_award()))
    sign.check_proof(document, DID_DOCUMENT)
    assert "evidence" not in document
    assert document["credentialSubject"]["identifier"][0]["hashed"] is True
