"""A register in memory, and badges made true, changed or forged, to be judged."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from core.badges.openbadges import ob2, paths
from core.badges.openbadges.shape import Node
from core.badges.picture import bake
from core.badges.signing import sign
from core.badges.signing.key_file import Keyring
from core.badges.signing.multibase import base58
from core.badges.verify.issuers import KnownIssuer, Register, Standing
from core.badges.verify.verdict import Verdict
from core.badges.verify.verify import verify
from tests.verifiers import second
from tests.verifiers.samples import (
    BASE,
    NOW,
    achievement,
    award,
    issue,
    issuer,
    keyring,
    picture,
)

DID = paths.did(BASE, "becode")
SIGNER = keyring().signer("becode", BASE)
ISSUED = issue(award())
OTHER_SEED = bytes(reversed(range(32)))
LIST_PATH = "/ob3/status/becode/1.json"


@dataclass(slots=True)
class Memory:
    """A register held in memory: issuers by DID, documents by path under the base."""

    issuers: dict[str, KnownIssuer] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    unheld: Standing = Standing.NEVER

    def issuer(self, did: str) -> KnownIssuer | None:
        return self.issuers.get(did)

    def document(self, url: str) -> bytes | None:
        return self.documents.get(url.removeprefix(BASE))

    def standing(self, url: str) -> Standing:
        return self.unheld if self.document(url) is None else Standing.STANDS

    def hosts(self, name: str) -> bool:
        return paths.at(BASE, name)


def known(ring: Keyring | None = None) -> KnownIssuer:
    document = (ring or keyring()).did_document("becode", BASE)
    return KnownIssuer(sign.written(document), ours=True)


def full() -> Memory:
    """All that was hosted when the sample was issued."""
    return Memory({DID: known()}, {path: each.body for path, each in ISSUED.documents.items()})


def keys_only() -> Memory:
    """The keys and the status list; of each badge only that it stands: its proof has to tell."""
    listed = {LIST_PATH: ISSUED.documents[LIST_PATH].body}
    return Memory({DID: known()}, listed, Standing.STANDS)


def judged(data: bytes, register: Register, recipient: str | None = None) -> Verdict:
    return verify(data, recipient=recipient, register=register, now=NOW)


def credential() -> Node:
    found: Node = json.loads(ISSUED.signed)
    return found


def assertion() -> Node:
    return ob2.assertion(issuer(), achievement(), award())


def png(made: Node | bytes, hosted_text: Node | str | None = None) -> bytes:
    texts = {"openbadgecredential": text_of(made)}
    if hosted_text is not None:
        texts["openbadges"] = hosted_text if isinstance(hosted_text, str) else text_of(hosted_text)
    return bake.bake(picture(), texts)


def text_of(made: Node | bytes) -> str:
    return (made if isinstance(made, bytes) else sign.written(made)).decode()


def resigned(document: Node, ring: Keyring | None = None, method: str = "") -> Node:
    """Signed as it is, without lint, by the canonical form of pyld: a forger with our key."""
    signer = (ring or keyring()).signer("becode", BASE)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-01T09:30:00Z",
        "verificationMethod": method or signer.method,
        "proofPurpose": "assertionMethod",
    }
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {"@context": document["@context"], **proof}
    signature = signer.private.sign(second.digest(options) + second.digest(unsigned))
    return unsigned | {"proof": [proof | {"proofValue": base58(signature)}]}


def tampered(*path: Any, value: object = "Autre") -> Node:
    document = credential()
    node: Any = document
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return document
