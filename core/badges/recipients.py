"""Whose badge it is, without saying the address: a salted hash, the same in both formats."""

from __future__ import annotations

import hashlib


def hashed(mail: str, salt: bytes) -> str:
    """`sha256$` and the hash of the lower-cased address followed by the salt in hexadecimal."""
    return hashed_with(mail, salt.hex())


def hashed_with(mail: str, salt: str) -> str:
    """The same for a salt as it stands in a badge (Open Badges 2.0, IdentityObject)."""
    return "sha256$" + hashlib.sha256((mail.strip().lower() + salt).encode()).hexdigest()
