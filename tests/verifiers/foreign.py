"""Badges of other issuers, made without a line of `core`: pyld canonicalises, the public bakery
bakes, keys and signatures come from `cryptography`. Every form that is handed in, good and bad."""

from __future__ import annotations

import gzip
import hashlib
import json
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

import openbadges_bakery  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from PIL import Image

from tests.verifiers import second

__all__ = ["urlsafe_b64decode"]
Node = dict[str, Any]
HOST = "badges.partner.example"
WEB = f"did:web:{HOST}"
PROFILE = f"https://{HOST}/issuer.json"
CLASS = f"https://{HOST}/class/1.json"
ASSERTION = f"https://{HOST}/assertion/1.json"
STATUS = f"https://{HOST}/status/1.json"
REVOKED = f"https://{HOST}/revoked.json"
KEY = f"https://{HOST}/key.json"
HOLDER = "Lina@Example.org"
GONE = f"https://{HOST}/gone.json"
V1 = "https://www.w3.org/2018/credentials/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
ED_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

ED = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
EC = ec.derive_private_key(0x1234567890ABCDEF1234567890ABCDEF, ec.SECP256R1())


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def base58(data: bytes) -> str:
    value, text = int.from_bytes(data, "big"), ""
    while value:
        value, rest = divmod(value, 58)
        text = second.ALPHABET[rest] + text
    return "z" + second.ALPHABET[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def raw_ed(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def did_key(key: Ed25519PrivateKey) -> str:
    return f"did:key:{base58(bytes([0xED, 0x01]) + raw_ed(key))}"


def compressed_point() -> bytes:
    form = serialization.PublicFormat.CompressedPoint
    return EC.public_key().public_bytes(serialization.Encoding.X962, form)


def did_document() -> Node:
    """What stands at the partner's did.json, each key in another of the usual forms."""
    rsa_numbers = rsa_key().public_key().public_numbers()
    ec_numbers = EC.public_key().public_numbers()
    ed = {"id": f"{WEB}#ed", "type": "Multikey", "publicKeyMultibase": did_key(ED)[8:]}
    p256 = {
        "id": f"{WEB}#p256",
        "type": "Multikey",
        "publicKeyMultibase": base58(bytes([0x80, 0x24]) + compressed_point()),
    }
    jwk_ec = {"kty": "EC", "crv": "P-256"}
    jwk_ec |= {"x": number(ec_numbers.x), "y": number(ec_numbers.y)}
    jwk_rsa = {"kty": "RSA", "n": number(rsa_numbers.n), "e": number(rsa_numbers.e)}
    methods: list[Node] = [
        ed,
        p256,
        {"id": f"{WEB}#es256", "type": "JsonWebKey", "publicKeyJwk": jwk_ec},
        {"id": f"{WEB}#rs256", "type": "JsonWebKey", "publicKeyJwk": jwk_rsa},
    ]
    methods = [method | {"controller": WEB} for method in methods]
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": WEB,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile() -> Node:
    """The partner's Open Badges 2.0 profile, whose key stands at a URL of its own."""
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Issuer",
        "id": PROFILE,
        "name": "Atelier Nord",
        "url": f"https://{HOST}",
        "email": "badges@partner.example",
        "publicKey": KEY,
        "revocationList": REVOKED,
    }


def key_document() -> Node:
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    pem = rsa_key().public_key().public_bytes(encoding, form).decode()
    return {"type": "CryptographicKey", "id": KEY, "owner": PROFILE, "publicKeyPem": pem}


def badge_class() -> Node:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "BadgeClass",
        "id": CLASS,
        "name": "Soudure",
        "description": "Souder deux plaques.",
        "image": f"https://{HOST}/class/1.png",
        "criteria": {"narrative": "Trois soudures."},
        "issuer": PROFILE,
    }


def identity(salt: str = "s", holder: str = HOLDER) -> Node:
    """Hashed as the public importer does: the address as it was typed, then the salt."""
    text = hashlib.sha256((holder + salt).encode()).hexdigest()
    return {"type": "email", "hashed": True, "salt": salt, "identity": f"sha256${text}"}


def assertion(**changes: object) -> Node:
    """A hosted Open Badges 2.0 assertion; 2.1 has the same form."""
    made = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ASSERTION,
        "recipient": identity(),
        "badge": CLASS,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-01-10T10:00:00.000Z",
        "evidence": [{"id": f"https://{HOST}/work", "narrative": "Trois plaques."}],
    }
    return made | changes


def credential(issuer: str = WEB, /, **changes: Any) -> Node:
    """An Open Badges 3.0 credential without its proof."""
    made = {
        "@context": [V2, OB3],
        "id": "urn:uuid:0f6f8a3c-7f0b-4a2e-9f58-6f3c1d2e4b5a",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Soudure",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Atelier Nord"},
        "validFrom": "2026-01-10T10:00:00Z",
        "credentialSubject": {
            "id": f"mailto:{HOLDER}",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://{HOST}/achievement/1",
                "type": ["Achievement"],
                "name": "Soudure",
                "description": "Souder deux plaques.",
                "criteria": {"narrative": "Trois soudures."},
            },
        },
    }
    return made | changes


def older_credential(**changes: Any) -> Node:
    """An Open Badges 3.0 credential by W3C Verifiable Credentials 1.1, without its proof."""
    made = credential(WEB) | {"@context": [V1, OB3, EXTENSIONS, INTEGRITY]}
    made["issuanceDate"] = made.pop("validFrom")
    return made | changes


def listed_status() -> Node:
    """The status of a credential whose issuer lists the ids of what is revoked."""
    return {"credentialStatus": {"id": GONE, "type": "1EdTechRevocationList"}}


def jcs(document: Node) -> bytes:
    """Canonical JSON, for documents whose names and numbers are plain."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def proven(document: Node, suite: str = "eddsa-rdfc-2022", method: str = f"{WEB}#ed") -> Node:
    """A credential with its Data Integrity proof."""
    proof: Node = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-01-10T10:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    options = {"@context": document["@context"], **proof}
    if "jcs" in suite:
        proof = options
        message = hashlib.sha256(jcs(options)).digest() + hashlib.sha256(jcs(document)).digest()
    else:
        message = second.digest(options) + second.digest(document)
    signature = es256(message) if suite.startswith("ecdsa") else ED.sign(message)
    return document | {"proof": [proof | {"proofValue": base58(signature)}]}


def proven_2020(document: Node, method: str = f"{WEB}#ed") -> Node:
    """A credential with the kind of proof that came before Data Integrity."""
    document = document | {"@context": [*document["@context"], ED_2020]}
    proof: Node = {
        "type": "Ed25519Signature2020",
        "created": "2026-01-10T10:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    options = {"@context": document["@context"], **proof}
    signature = ED.sign(second.digest(options) + second.digest(document))
    return document | {"proof": proof | {"proofValue": base58(signature)}}


def es256(message: bytes) -> bytes:
    r, s = decode_dss_signature(EC.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def token(claims: Node, alg: str = "EdDSA", kid: str | None = f"{WEB}#ed", **head: object) -> str:
    """A compact JWS."""
    head = {"alg": alg, "typ": "JWT"} | ({"kid": kid} if kid else {}) | head
    signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}".encode()
    if alg == "EdDSA":
        signature = ED.sign(signed)
    elif alg == "ES256":
        signature = es256(signed)
    elif alg == "RS256":
        signature = rsa_key().sign(signed, padding.PKCS1v15(), hashes.SHA256())
    else:
        signature = b""
    return f"{signed.decode()}.{b64(signature)}"


def vc_jwt(alg: str, kid: str | None, **changes: Any) -> str:
    """An Open Badges 3.0 credential as a token, with the claims that the standard registers."""
    body = credential(WEB, **changes)
    claims = {"iss": WEB, "jti": body["id"], "sub": f"mailto:{HOLDER}", "nbf": 1768039200}
    return token(body | claims, alg, kid)


def signed_assertion(**changes: object) -> str:
    """An Open Badges 2.0 signed badge (RS256, as the specification has it)."""
    made = assertion(id="urn:uuid:9e1c7f0a", badge=badge_class())
    made |= {"verification": {"type": "SignedBadge", "creator": KEY}} | changes
    return token(made, "RS256", None)


def status_credential(*places: int) -> Node:
    bits = bytearray(16_384)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return proven(
        {
            "@context": [V2],
            "id": STATUS,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": WEB,
            "validFrom": "2026-01-10T10:00:00Z",
            "credentialSubject": {
                "id": f"{STATUS}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": f"u{b64(gzip.compress(bytes(bits)))}",
            },
        }
    )


def status_2021(*places: int) -> str:
    """A list of the kind that came before, as a token: its bits are written without a sign in
    front."""
    listed = status_credential(*places)
    subject = listed["credentialSubject"] | {"type": "StatusList2021"}
    subject["encodedList"] = subject["encodedList"].removeprefix("u")
    listed = {name: value for name, value in listed.items() if name != "proof"}
    kinds = ["VerifiableCredential", "StatusList2021Credential"]
    return token({"iss": WEB, "vc": listed | {"type": kinds, "credentialSubject": subject}})


def in_list_2021(place: int) -> Node:
    entry = with_status(place)["credentialStatus"] | {"type": "StatusList2021Entry"}
    return {"credentialStatus": entry}


def with_status(place: int) -> Node:
    return {
        "credentialStatus": {
            "id": f"{STATUS}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place),
            "statusListCredential": STATUS,
        }
    }


def baked(text: str, kind: str = "PNG") -> bytes:
    """A picture with an assertion in it, baked by the public library."""
    picture = BytesIO()
    if kind == "PNG":
        Image.new("RGB", (8, 8), "orange").save(picture, "PNG")
    else:
        picture.write(b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>')
    picture.seek(0)
    made = BytesIO()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        openbadges_bakery.bake(picture, text, made)
    return made.getvalue()


def baked_3(text: str) -> bytes:
    """A PNG with a 3.0 credential, written by Pillow."""
    from PIL.PngImagePlugin import PngInfo

    info, made = PngInfo(), BytesIO()
    info.add_itxt("openbadgecredential", text)
    Image.new("RGB", (8, 8), "orange").save(made, "PNG", pnginfo=info)
    return made.getvalue()


@dataclass(slots=True)
class Hosts:
    """What the partner's hosts answer: documents by URL; `down` ones don't answer."""

    documents: dict[str, bytes] = field(default_factory=dict)
    down: bool = False
    asked: list[str] = field(default_factory=list)

    def ask(self, url: str) -> bytes | None:
        self.asked.append(url)
        return None if self.down else self.documents.get(url, b"")


def hosts() -> Hosts:
    """Everything that the partner publishes."""
    documents: dict[str, object] = {
        f"https://{HOST}/.well-known/did.json": did_document(),
        PROFILE: profile(),
        KEY: key_document(),
        CLASS: badge_class(),
        ASSERTION: assertion(),
        REVOKED: {"type": "RevocationList", "issuer": PROFILE, "revokedAssertions": []},
        GONE: {"id": GONE, "issuer": WEB, "revokedCredential": [{"id": "urn:uuid:gone"}]},
        STATUS: status_credential(7),
    }
    return Hosts({url: json.dumps(body).encode() for url, body in documents.items()})
