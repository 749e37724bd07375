"""Signed tokens (RFC 7515, compact): strict about their head, and about which key checks what."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.badges.openbadges.shape import Node
from core.badges.signing.public_keys import ED25519, P256, RSA, PublicKey
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

# The algorithms that are taken, each with the one kind of key that may check it: a public key is
# never used as a secret, and `none` is no algorithm (RFC 8725, section 3.1).
ALGORITHMS = {"EdDSA": ED25519, "Ed25519": ED25519, "ES256": P256, "RS256": RSA}
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token taken apart: its head, what it says, what was signed, and the signature."""

    head: Node
    claims: Node
    signed: bytes
    signature: bytes

    @property
    def kid(self) -> str:
        """The id of the key, as the head names it; empty where it does not. A key that stands in
        the head itself proves nothing and is not looked at."""
        named = self.head.get("kid")
        return named if isinstance(named, str) else ""

    def check(self, keys_of: Callable[[SignedToken], Iterable[PublicKey]]) -> None:
        """Raise `Refusal` unless one of the keys for this token signed: `unknown_proof` (an
        algorithm that is not taken, or a head that demands more than is understood), `unsigned`,
        `wrong_key` where no key is of the kind of the algorithm, `altered`."""
        algorithm = self.head.get("alg")
        if algorithm == "none" or not self.signature:
            raise Refusal("unsigned")
        if algorithm not in ALGORITHMS or "crit" in self.head or "b64" in self.head:
            raise Refusal("unknown_proof")
        fitting = [key for key in keys_of(self) if key.kind == ALGORITHMS[algorithm]]
        if not fitting:
            raise Refusal("wrong_key")
        for key in fitting[:-1]:
            try:
                return key.check(self.signature, self.signed)
            except Refusal:
                continue
        return fitting[-1].check(self.signature, self.signed)


def read_token(text: str) -> SignedToken:
    """The token of a compact text; raises `Refusal("not_a_badge")` where it is none, `ambiguous`
    where a member stands twice, `too_complex`."""
    if not COMPACT.fullmatch(text):
        raise Refusal("not_a_badge")
    head, body, signature = text.split(".")
    return SignedToken(
        read_object(_bytes(head), "not_a_badge"),
        read_object(_bytes(body), "not_a_badge"),
        f"{head}.{body}".encode(),
        _bytes(signature),
    )


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise Refusal("not_a_badge") from error
