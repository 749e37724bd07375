"""Other issuers' public keys in the forms in which they are published, and what each may sign.

Multikey and `did:key` (W3C Controlled Identifiers), JSON Web Key (RFC 7517), PEM (Open Badges 2.0,
CryptographicKey). The kind of a key alone says how it verifies, never what a badge claims.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from core.badges.signing.multibase import unbase58
from core.ground.errors import Refusal

Key = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
ED25519, P256, P384, RSA = "Ed25519", "P-256", "P-384", "RSA"
# Multicodec: the kind of key by its first two bytes, and the curve where it has one.
_MULTIKEYS = {b"\xed\x01": ED25519, b"\x80\x24": P256, b"\x81\x24": P384}
_CURVES: dict[str, ec.EllipticCurve] = {P256: ec.SECP256R1(), P384: ec.SECP384R1()}
_SMALLEST_RSA, _LARGEST_RSA = 2048, 8192
_LONGEST_PEM = 4_000


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its kind: `Ed25519`, `P-256`, `P-384` or `RSA`."""

    kind: str
    key: Key

    def check(self, signature: bytes, data: bytes) -> None:
        """Raise `Refusal("altered")` unless this key signed the data: Ed25519 (RFC 8032), ECDSA
        as two numbers side by side (RFC 7518, section 3.4), RSA with PKCS 1 v1.5 and SHA-256."""
        try:
            if isinstance(self.key, Ed25519PublicKey):
                self.key.verify(signature, data)
            elif isinstance(self.key, rsa.RSAPublicKey):
                self.key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
            else:
                half = (self.key.key_size + 7) // 8
                if len(signature) != 2 * half:
                    raise Refusal("altered")
                numbers = (int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))
                self.key.verify(encode_dss_signature(*numbers), data, ec.ECDSA(self.digest))
        except (InvalidSignature, ValueError) as error:
            raise Refusal("altered") from error

    @property
    def digest(self) -> hashes.HashAlgorithm:
        """The hash that goes with the key: SHA-384 for P-384, else SHA-256."""
        return hashes.SHA384() if self.kind == P384 else hashes.SHA256()


def of_multikey(text: str) -> PublicKey:
    """The key of a `publicKeyMultibase`; raises `ValueError` for another kind or none."""
    data = unbase58(text)
    kind = _MULTIKEYS.get(data[:2], "")
    if kind == ED25519 and len(data) == 34:
        return PublicKey(kind, Ed25519PublicKey.from_public_bytes(data[2:]))
    if kind in _CURVES:
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind], data[2:])
        return PublicKey(kind, point)
    raise ValueError("not a key of a kind that is known here")


def of_jwk(jwk: dict[str, Any]) -> PublicKey:
    """The key of a JSON Web Key; raises `ValueError` for one of another kind, and for one that
    shows its private half."""
    if "d" in jwk or jwk.get("use", "sig") != "sig":
        raise ValueError("not a public key for signatures")
    kind = str(jwk.get("crv") or jwk.get("kty"))
    if (jwk.get("kty"), kind) == ("OKP", ED25519):
        return PublicKey(kind, Ed25519PublicKey.from_public_bytes(_bytes(jwk.get("x"))))
    if jwk.get("kty") == "EC" and kind in _CURVES:
        x, y = (int.from_bytes(_bytes(jwk.get(name))) for name in ("x", "y"))
        return PublicKey(kind, ec.EllipticCurvePublicNumbers(x, y, _CURVES[kind]).public_key())
    if (jwk.get("kty"), kind) == (RSA, RSA):
        n, e = (int.from_bytes(_bytes(jwk.get(name))) for name in ("n", "e"))
        return _of_rsa(rsa.RSAPublicNumbers(e, n))
    raise ValueError("not a key of a kind that is known here")


def of_pem(text: str) -> PublicKey:
    """The key of a PEM text; raises `ValueError` for another kind or none."""
    if len(text) > _LONGEST_PEM:
        raise ValueError("too long for a key")
    try:
        key = serialization.load_pem_public_key(text.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError("not a key of a kind that is known here") from error
    if isinstance(key, rsa.RSAPublicKey):
        return _of_rsa(key.public_numbers())
    if isinstance(key, Ed25519PublicKey):
        return PublicKey(ED25519, key)
    if isinstance(key, ec.EllipticCurvePublicKey):
        for kind, curve in _CURVES.items():
            if key.curve.name == curve.name:
                return PublicKey(kind, key)
    raise ValueError("not a key of a kind that is known here")


def of_method(method: dict[str, Any]) -> PublicKey:
    """The key of a verification method, a CryptographicKey or a JSON Web Key by itself; raises
    `ValueError` where it holds none."""
    multibase, jwk, pem = (
        method.get(name) for name in ("publicKeyMultibase", "publicKeyJwk", "publicKeyPem")
    )
    if isinstance(multibase, str):
        return of_multikey(multibase)
    if isinstance(jwk, dict):
        return of_jwk(jwk)
    if isinstance(pem, str):
        return of_pem(pem)
    return of_jwk(method)


def _of_rsa(numbers: rsa.RSAPublicNumbers) -> PublicKey:
    """An RSA key of a size that is safe and quick: a huge one would keep us busy."""
    if not _SMALLEST_RSA <= numbers.n.bit_length() <= _LARGEST_RSA or numbers.e.bit_length() > 32:
        raise ValueError("not an RSA key of a usual size")
    return PublicKey(RSA, numbers.public_key())


def _bytes(text: object) -> bytes:
    if not isinstance(text, str) or len(text) > _LONGEST_PEM:
        raise ValueError("not base64url")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
