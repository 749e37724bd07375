"""Checking a Data Integrity proof of another issuer: EdDSA and ECDSA, over RDF or over JSON; and
the proof that came before it, Ed25519Signature2020."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from core.badges.openbadges.shape import Node
from core.badges.signing.canonical_foreign import foreign_form
from core.badges.signing.json_canonical import canonical_json
from core.badges.signing.multibase import unbase58
from core.badges.signing.public_keys import ED25519, P256, P384, PublicKey
from core.badges.signing.sign import the_proof
from core.ground.errors import Refusal

# Each cryptosuite with the kinds of key that it may be signed with (W3C Data Integrity EdDSA and
# ECDSA Cryptosuites 1.0).
SUITES = {
    "eddsa-rdfc-2022": (ED25519,),
    "eddsa-jcs-2022": (ED25519,),
    "ecdsa-rdfc-2019": (P256, P384),
    "ecdsa-jcs-2019": (P256, P384),
}
INTEGRITY = "DataIntegrityProof"
# Proofs from before there were cryptosuites, over the same canonical form.
OLDER = {"Ed25519Signature2020": "eddsa-rdfc-2022"}


def check_foreign_proof(credential: Node, key_of: Callable[[str], PublicKey]) -> None:
    """Raise `Refusal` unless a key of the issuer made the one proof of this credential.

    `key_of` gives the issuer's key by the id of its verification method, else raises. `unsigned`,
    `unknown_proof`, `wrong_key` (also for a key of a kind that the suite does not take), `altered`,
    and what `foreign_form` raises.
    """
    proof = the_proof(credential)
    suite = suite_of(proof)
    if proof.get("proofPurpose") != "assertionMethod" or suite not in SUITES:
        raise Refusal("unknown_proof")
    key = key_of(str(proof.get("verificationMethod")))
    if key.kind not in SUITES[suite]:
        raise Refusal("wrong_key")
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        signature = unbase58(str(proof.get("proofValue")))
    except ValueError as error:
        raise Refusal("altered") from error
    form = _json_form if "-jcs-" in suite else foreign_form
    document, said = form(unsigned, options)
    # The hash of the options comes first, and its kind is that of the key.
    digest = hashlib.sha384 if key.kind == P384 else hashlib.sha256
    key.check(signature, digest(said).digest() + digest(document).digest())


def suite_of(proof: Node) -> str:
    """The cryptosuite that a proof was made by; empty for a kind that is not known here."""
    kind, named = str(proof.get("type")), proof.get("cryptosuite")
    if kind == INTEGRITY:
        return str(named)
    return OLDER.get(kind, "") if named is None else ""


def _json_form(credential: Node, options: Node) -> tuple[bytes, bytes]:
    """Canonical JSON of both. Options may name the contexts that were there when they were signed
    (EdDSA Cryptosuites 1.0, section 3.3.2): the first ones of the credential."""
    named, held = options.get("@context"), credential.get("@context")
    if named is not None:
        first = held[: len(named)] if isinstance(held, list) and isinstance(named, list) else held
        if named != first:
            raise Refusal("altered")
        credential = credential | {"@context": named}
    try:
        return canonical_json(credential), canonical_json(options)
    except ValueError as error:
        raise Refusal("ambiguous") from error
