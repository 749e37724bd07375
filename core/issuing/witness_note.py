"""The signed note that a partner's badge was true, and what is kept beside it to judge it again."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from core.badges.openbadges import paths
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuer_keys import key_named
from core.badges.verify.jws import read_token
from core.ground.errors import Refusal
from core.ground.tables import Witness
from core.ground.world import Turn

FILE = "handed-in"  # the badge itself, among the documents of its issuer's hosts


def signed(turn: Turn, keyring: Keyring, row: Witness, issued: datetime | None) -> str:
    """The note as a compact JWS (RFC 7515, EdDSA) by the programme's key; `issued` is when the
    badge says that it was."""
    base = paths.root(turn.settings.base)
    signer = keyring.signer(row.programme, base)
    head = {"alg": "EdDSA", "typ": "JWT", "kid": signer.method}
    claims = {
        "iss": paths.did(base, row.programme),
        "iat": int(row.made_at.timestamp()),
        "verdict": "valid",
        "badge": row.badge,
        "issuer": row.issuer,
        "achievement": row.achievement,
        "issued": issued.isoformat() if issued else None,
        "documents": digests(unpacked(row.documents)),
    }
    text = ".".join(_b64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{_b64(signer.private.sign(text.encode()))}"


def holds(turn: Turn, keyring: Keyring, row: Witness) -> bool:
    """Whether a note bears our signature and speaks of this badge and what is kept beside it."""
    base = paths.root(turn.settings.base)
    try:
        note = read_token(row.note)
        listed = keyring.did_document(row.programme, base)
        note.check(lambda token: [key_named(listed, token.kid, lambda _: None)])
    except Refusal:
        return False
    said = [note.claims.get(name) for name in ("badge", "issuer", "documents")]
    return said == [row.badge, row.issuer, digests(unpacked(row.documents))]


def digests(documents: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each document, by its URL."""
    return {url: hashlib.sha256(body).hexdigest() for url, body in sorted(documents.items())}


def packed(documents: Mapping[str, bytes]) -> bytes:
    """Documents as the store keeps them."""
    texts = {url: base64.b64encode(body).decode() for url, body in documents.items()}
    return zlib.compress(json.dumps(texts).encode())


def unpacked(body: bytes) -> dict[str, bytes]:
    """The documents that `packed` wrote."""
    return {url: base64.b64decode(text) for url, text in json.loads(zlib.decompress(body)).items()}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
