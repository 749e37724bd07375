"""How an event is put into few bytes: the digest of its row, of words under a salt, its mark."""

import hashlib
import hmac
import json
from typing import Any, Protocol
from uuid import UUID


class EventRow(Protocol):
    """The columns of an event by name, as written or as read."""

    def __getitem__(self, name: str, /) -> Any: ...


# what a digest is made from, in this order for ever
TEXTS = ("move", "from_state", "to_state", "door", "rules", "programme", "subject", "version",
         "answers", "words")  # fmt: skip
KEYS = ("id", "claim_id", "person_id", "actor_id")


def row_digest(row: EventRow) -> bytes:
    """The SHA-256 of an event: of all its columns but the words of people, their salt, its mark and
    its seal. A moment counts in UTC, so that both engines give the same."""
    values = [hexed(row[name]) for name in KEYS]
    values += [row[name] for name in TEXTS]
    values.append(row["at"].isoformat(timespec="microseconds"))
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).digest()


def hexed(key: UUID | None) -> str:
    return key.hex if key else ""


def salted(salt: bytes, words: str) -> str:
    """The digest of somebody's words under a salt: without it nobody finds them by trying."""
    return hmac.new(salt, words.encode(), hashlib.sha256).hexdigest()


def mark(key: bytes, digest: bytes) -> bytes:
    """What only the owner of the key can make of a digest (HMAC-SHA-256, RFC 2104)."""
    return hmac.new(key, digest, hashlib.sha256).digest()


def fits(keys: tuple[bytes, ...], digest: bytes, told: bytes | None) -> bool:
    """Whether a mark was made from this digest with one of the keys."""
    return any(hmac.compare_digest(mark(key, digest), told or b"") for key in keys)
