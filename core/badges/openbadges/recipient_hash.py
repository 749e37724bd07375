"""Whose badge it is, without saying the address: a salted hash, the same in both formats."""

from __future__ import annotations

import hashlib


def hashed(mail: str, salt: bytes) -> str:
    """The `identity` of an Open Badges recipient: `sha256$` and the hash of the lower-cased address
    followed by the salt in hexadecimal."""
    return hashed_with(mail, salt.hex())


def hashed_with(mail: str, salt: str) -> str:
    """The `identity` of a recipient for a salt given as text, as it stands in a badge (Open Badges
    2.0, IdentityObject)."""
    return "sha256$" + hashlib.sha256((mail.strip().lower() + salt).encode()).hexdigest()
