"""Signing and checking: W3C Data Integrity, `eddsa-rdfc-2022` (Ed25519 over canonical N-Quads)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.badges.openbadges import timestamps
from core.badges.openbadges.shape import SUITE, Node, root_class
from core.badges.signing import did_web
from core.badges.signing.canonical import canonical
from core.badges.signing.check_signable import faults, lint
from core.badges.signing.multibase import base58, unbase58
from core.ground.errors import Refusal

Canonicaliser = Callable[[Node, Node], tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Signer:
    """One private key and the id under which the issuer's DID document lists its public half."""

    method: str
    private: Ed25519PrivateKey


def sign(credential: Node, signer: Signer, created: datetime) -> bytes:
    """The signed credential as the exact bytes to store for ever (W3C Data Integrity,
    `eddsa-rdfc-2022`); `created` is aware. Raises `Trouble` for a credential that `lint` refuses.
    """
    lint(credential)
    proof: Node = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": timestamps.written(created),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    signature = signer.private.sign(_to_sign(*own_form(credential, proof)))
    proof["proofValue"] = base58(signature)
    return written(credential | {"proof": [proof]})


def written(document: Node) -> bytes:
    """A document as compact UTF-8 JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def check_proof(credential: Node, did_document: Node) -> None:
    """Raise `Refusal` unless a key of the issuer signed all of this credential of ours: `altered`,
    `wrong_key`, `unsigned` or `unknown_proof`."""
    if next(faults(credential), None):
        raise Refusal("altered")
    proof = the_proof(credential)
    check_signature(credential, proof, did_document, own_form)


def check_signature(credential: Node, proof: Node, did_document: Node, form: Canonicaliser) -> None:
    """Raise `Refusal` unless a key of the issuer's DID document made this proof: `unknown_proof`,
    `wrong_key` or `altered`.

    The shape of the credential was judged elsewhere; `form` gives the canonical bytes that were
    signed (W3C Data Integrity EdDSA, `eddsa-rdfc-2022`).
    """
    if (
        proof.get("type") != "DataIntegrityProof"
        or proof.get("cryptosuite") != SUITE
        or proof.get("proofPurpose") != "assertionMethod"
    ):
        raise Refusal("unknown_proof")
    method = str(proof.get("verificationMethod"))
    key = did_web.public_key(did_document, issuer_id(credential), method)
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        signature = unbase58(str(proof.get("proofValue")))
        Ed25519PublicKey.from_public_bytes(key).verify(
            signature, _to_sign(*form(unsigned, options))
        )
    except (InvalidSignature, ValueError) as error:
        raise Refusal("altered") from error


def the_proof(credential: Node) -> Node:
    """The one proof of a credential; raises `Refusal("unsigned")` or `Refusal("unknown_proof")`."""
    proofs: Any = credential.get("proof")
    proofs = [proofs] if isinstance(proofs, dict) else proofs
    if not proofs:
        raise Refusal("unsigned")
    if not isinstance(proofs, list) or len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise Refusal("unknown_proof")
    proof: Node = proofs[0]
    return proof


def issuer_id(credential: Node) -> str:
    """The issuer's DID or URL; empty where the credential names none."""
    issuer: Any = credential.get("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    return named if isinstance(named, str) else ""


def own_form(credential: Node, proof: Node) -> tuple[bytes, bytes]:
    """Canonical credential and proof options, for the closed shape alone."""
    return (
        canonical(credential, root_class(credential) or ""),
        canonical(proof, "DataIntegrityProof"),
    )


def _to_sign(document: bytes, options: bytes) -> bytes:
    # The hash of the options comes first (Data Integrity EdDSA Cryptosuites 1.0, section 3.2.4).
    return hashlib.sha256(options).digest() + hashlib.sha256(document).digest()
