"""Which badges were revoked: W3C Bitstring Status List 1.0, 131,072 places a list."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime

from core.badges.openbadges import paths, timestamps
from core.badges.openbadges.award import Issuer
from core.badges.openbadges.contexts import CREDENTIALS
from core.badges.openbadges.shape import Node
from core.ground.errors import Refusal

PLACES = 131_072
LONGEST_LIST = 1 << 20


def place(index: int) -> tuple[int, int]:
    """In which status list a badge stands, from 1, and at which place of it, from 0; `index` is
    that of the badge."""
    return index // PLACES + 1, index % PLACES


def entry(issuer: Issuer, index: int) -> Node:
    """The `credentialStatus` of the badge with that index."""
    number, position = place(index)
    url = paths.status_list(issuer.base, issuer.slug, number)
    return {
        "id": f"{url}#{position}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(position),
        "statusListCredential": url,
    }


def credential(issuer: Issuer, number: int, revoked: Iterable[int], moment: datetime) -> Node:
    """The credential of one status list, to be signed; `revoked` are indexes of badges, in this
    list or in others."""
    url = paths.status_list(issuer.base, issuer.slug, number)
    here = (position for each, position in map(place, revoked) if each == number)
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": paths.did(issuer.base, issuer.slug),
        "validFrom": timestamps.written(moment),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(here),
        },
    }


def encoded(positions: Iterable[int]) -> str:
    """The set places as multibase base64url of gzip; the first place is the highest bit."""
    bits = bytearray(PLACES // 8)
    for position in positions:
        bits[position // 8] |= 0x80 >> position % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).decode().rstrip("=")


def is_set(encoded_list: str, position: int) -> bool:
    """Whether that place is set; raises `Refusal("status_unknown")` for a list that is no list,
    or that would unfold to more than a mebibyte."""
    try:
        if not encoded_list.startswith("u"):
            raise ValueError("not multibase base64url")
        padding = "=" * (-len(encoded_list[1:]) % 4)
        packed = base64.b64decode(encoded_list[1:] + padding, altchars=b"-_", validate=True)
        unfold = zlib.decompressobj(wbits=31)
        bits = unfold.decompress(packed, LONGEST_LIST)
        if not unfold.eof or not 0 <= position < 8 * len(bits):
            raise ValueError("cut short, too long, or no such place")
    except (ValueError, binascii.Error, zlib.error) as error:
        raise Refusal("status_unknown") from error
    return bool(bits[position // 8] & (0x80 >> position % 8))
