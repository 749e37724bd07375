"""A second implementation in Python, sharing no line with `core.badges`: Pillow reads the picture,
pyld canonicalises, cryptography checks. Contexts come from the files, by their own list."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import urlsafe_b64decode
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from PIL import Image
from pyld import jsonld  # type: ignore[import-untyped]

CONTEXTS = Path(__file__).parents[2] / "core" / "badges" / "openbadges" / "contexts"
FILES = {
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.json",
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "openbadges-extensions.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "openbadges-3.0.3.json",
}
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Refused(Exception):
    """The badge is not accepted, and why."""


def check(site: str, png: bytes, now: datetime) -> None:
    """Raises `Refused`, or any error of the libraries, unless the 3.0 badge in the PNG is good."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        texts = getattr(picture, "text", {})
    credential = json.loads(texts["openbadgecredential"])
    check_proof(site, credential)
    if datetime.fromisoformat(credential["validFrom"]) > now:
        raise Refused("not yet valid")
    if "validUntil" in credential and datetime.fromisoformat(credential["validUntil"]) < now:
        raise Refused("expired")
    entry = credential["credentialStatus"]
    listed = held(site, entry["statusListCredential"])
    check_proof(site, listed)
    if listed["issuer"] != credential["issuer"]["id"]:
        raise Refused("the status list is another's")
    if bit(listed["credentialSubject"]["encodedList"], int(entry["statusListIndex"])):
        raise Refused("revoked")


def check_proof(site: str, credential: dict[str, Any]) -> None:
    """Raises unless the credential's proof is its issuer's."""
    (proof,) = credential["proof"]
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = credential["@context"]
    issuer = credential["issuer"]
    did = issuer if isinstance(issuer, str) else issuer["id"]
    message = digest(options) + digest(unsigned)
    key(site, did, proof["verificationMethod"]).verify(base58(proof["proofValue"]), message)


def key(site: str, did: str, method: str) -> Ed25519PublicKey:
    """The issuer's public key of that name."""
    document = json.loads(read(site, "/".join(["", *did.split(":")[3:], "did.json"])))
    if document["id"] != did or method not in document["assertionMethod"]:
        raise Refused("not a key of the issuer")
    (found,) = [each for each in document["verificationMethod"] if each["id"] == method]
    raw = base58(found["publicKeyMultibase"])
    if raw[:2] != b"\xed\x01" or found["controller"] != did:
        raise Refused("not an Ed25519 key of the issuer")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def digest(document: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical N-Quads."""
    return hashlib.sha256(canonical(document).encode()).digest()


def canonical(document: dict[str, Any]) -> str:
    """The canonical N-Quads by pyld."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load,
    }
    normalised: str = jsonld.normalize(document, options)
    return normalised


def load(url: str, _options: object) -> dict[str, Any]:
    """The bundled context of that URL, for pyld."""
    document = json.loads((CONTEXTS / FILES[url]).read_bytes())
    return {"contentType": "", "contextUrl": None, "documentUrl": url, "document": document}


def base58(text: str) -> bytes:
    """Multibase base58-btc, for values without leading zeros."""
    number = 0
    for letter in text.removeprefix("z"):
        number = number * 58 + ALPHABET.index(letter)
    size = 64 if len(text) > 60 else 34
    return number.to_bytes(size, "big")


def bit(encoded: str, index: int) -> bool:
    """One place of a status list."""
    bits = gzip.decompress(urlsafe_b64decode(encoded.removeprefix("u") + "=="))
    return bool(bits[index >> 3] >> (7 - index % 8) & 1)


def held(site: str, url: str) -> dict[str, Any]:
    """A document of the site."""
    document: dict[str, Any] = json.loads(read(site, urlsplit(url).path))
    return document


def read(site: str, path: str) -> bytes:
    """What stands at a path of the site: a folder, or the address of a web server."""
    if site.startswith("http://"):
        with urlopen(site + path) as answer:
            body: bytes = answer.read()
            return body
    return Path(site, path.lstrip("/")).read_bytes()
