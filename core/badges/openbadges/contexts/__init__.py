"""The JSON-LD contexts, bundled: a context fetched at verification could change what was signed.

Each file is the genuine document, byte for byte, pinned by its SHA-256 (those of the first two
stand in W3C Verifiable Credentials 1.1 and 2.0, appendices B.1). `context.json` without a version
is left out: it redefines protected terms.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from core.ground.errors import Refusal, Trouble

CREDENTIALS_1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

PINNED = {
    CREDENTIALS_1: (
        "credentials-v1.json",
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    ),
    CREDENTIALS: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OPEN_BADGES: (
        "openbadges-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "openbadges-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "openbadges-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "openbadges-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-2020-v1.json",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
}


@cache
def context(url: str) -> dict[str, Any]:
    """The bundled document of that URL; raises `Refusal("unknown_context")` for any other."""
    if url not in PINNED:
        raise Refusal("unknown_context", url=url[:200])
    name, digest = PINNED[url]
    return pinned((Path(__file__).parent / name).read_bytes(), digest)


def pinned(data: bytes, digest: str) -> dict[str, Any]:
    """The document, when these are the pinned bytes; raises `Trouble` when they are not."""
    if hashlib.sha256(data).hexdigest() != digest:
        raise Trouble("trouble.context_changed")
    document: dict[str, Any] = json.loads(data)
    return document
