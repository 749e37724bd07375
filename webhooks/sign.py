"""The signature of an event, as Standard Webhooks has it (https://www.standardwebhooks.com): HMAC
with SHA-256 over id, time and body, so that nobody else's event and no old one is believed."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.ground.errors import Trouble

PREFIX, SHORTEST, LONGEST = "whsec_", 24, 64  # bytes, by the specification


def key(secret: str) -> bytes:
    """The bytes of a secret as it is written, `whsec_` and base64; raises `Trouble` for one that is
    written otherwise or is too short."""
    try:
        found = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not secret.startswith(PREFIX) or not SHORTEST <= len(found) <= LONGEST:
        raise Trouble("trouble.webhook_secret", least=SHORTEST, most=LONGEST)
    return found


def headers(secrets: Sequence[str], event: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The three headers of one try: the event's id, the same at every try; the time of this try;
    one signature for each secret, so that a receiver can change over."""
    stamp = str(int(at.timestamp()))
    signed = b".".join((event.encode(), stamp.encode(), body))
    return {
        "webhook-id": event,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{mac(key(each), signed)}" for each in secrets),
    }


def mac(secret: bytes, signed: bytes) -> str:
    """The HMAC of these bytes in base64."""
    return base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
