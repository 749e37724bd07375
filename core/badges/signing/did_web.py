"""The issuer's `did:web` document: which keys may sign its badges (W3C DID Core, Multikey)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.badges.openbadges.shape import Node
from core.badges.signing.multibase import multikey, unmultikey
from core.ground.errors import Refusal

CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def document(did: str, keys: Iterable[tuple[str, bytes]]) -> Node:
    """The DID document for pairs of key id (`ed-2026`) and public key of 32 bytes (W3C DID Core).

    Retired keys are among them: a badge stays true for life only as long as the key that signed it
    stays listed.
    """
    methods = [
        {
            "id": f"{did}#{kid}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey(public),
        }
        for kid, public in keys
    ]
    return {
        "@context": CONTEXT,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def public_key(did_document: Node, did: str, method: str) -> bytes:
    """The 32 bytes of the key that may assert in the issuer's name; raises
    `Refusal("wrong_key")` when the document is another's or does not allow that key."""
    listed = did_document.get("verificationMethod")
    allowed = did_document.get("assertionMethod")
    if not isinstance(listed, list) or not isinstance(allowed, list):
        raise Refusal("wrong_key")
    if did_document.get("id") != did or not method.startswith(f"{did}#") or method not in allowed:
        raise Refusal("wrong_key")
    for each in listed:
        if isinstance(each, dict) and each.get("id") == method:
            return _bytes(each, did)
    raise Refusal("wrong_key")


def _bytes(method: dict[str, Any], did: str) -> bytes:
    """The key of a verification method of this issuer; raises `Refusal("wrong_key")` for one of
    another or of another kind."""
    text = method.get("publicKeyMultibase")
    if method.get("controller") != did or method.get("type") != "Multikey":
        raise Refusal("wrong_key")
    try:
        return unmultikey(text if isinstance(text, str) else "")
    except ValueError as error:
        raise Refusal("wrong_key") from error
