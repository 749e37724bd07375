"""The answer to "is this badge true?", and what the badge claims, fit to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from core.badges.reading import read_object
from core.badges.registers import Register
from core.badges.shape import Node
from core.ground.errors import Refusal

# Reasons that tell nothing against the badge: it may be true, but that cannot be seen from here.
UNTOLD = frozenset({"status_unknown", "too_complex", "unknown_context", "unknown_proof"})
LONGEST_SHOWN = 200
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`valid` is None when it could not be told. `reason` is a stable word: `valid`, `altered`,
    `ambiguous`, `compressed`, `expired`, `not_a_badge`, `not_ours`, `not_yet_valid`,
    `other_recipient`, `picture_too_big`, `revoked`, `two_credentials`, `unsigned`, `wrong_key`,
    or one of `UNTOLD`. The rest is what the badge claims, to be believed only when it is valid."""

    valid: bool | None
    reason: str
    issuer: str | None = None
    badge: str | None = None
    name: str | None = None
    issued: str | None = None
    id: str | None = None

    @property
    def values(self) -> dict[str, str]:
        """The placeholders of the sentence that tells the verdict."""
        told = {"issuer": self.issuer, "badge": self.badge, "name": self.name, "id": self.id}
        return {name: value or "" for name, value in told.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: a 3.0 credential, a 2.0 assertion, or both."""

    credential: Node = field(default_factory=dict)
    assertion: Node = field(default_factory=dict)


def verdict(reason: str, found: Found, register: Register) -> Verdict:
    """The verdict for a reason, with what the badge claims."""
    valid = None if reason in UNTOLD else reason == "valid"
    if found.credential:
        return Verdict(valid, reason, **_claims_3(found.credential))
    return Verdict(valid, reason, **_claims_2(found.assertion, register))


def _claims_3(credential: Node) -> dict[str, str | None]:
    identifiers = _at(credential, "credentialSubject", "identifier")
    names = [
        _at(each, "identityHash")
        for each in (identifiers if isinstance(identifiers, list) else [])
        if _at(each, "identityType") == "name" and _at(each, "hashed") is False
    ]
    return {
        "issuer": _shown(_at(credential, "issuer", "name")),
        "badge": _shown(_at(credential, "credentialSubject", "achievement", "name")),
        "name": _shown(names[0]) if names else None,
        "issued": _shown(_at(credential, "validFrom")),
        "id": _shown(_at(credential, "id")),
    }


def _claims_2(assertion: Node, register: Register) -> dict[str, str | None]:
    badge_class = _held(_at(assertion, "badge"), register)
    issuer = _held(_at(badge_class, "issuer"), register)
    return {
        "issuer": _shown(_at(issuer, "name")),
        "badge": _shown(_at(badge_class, "name")),
        "issued": _shown(_at(assertion, "issuedOn")),
        "id": _shown(_at(assertion, "id")),
    }


def _held(url: object, register: Register) -> Node:
    body = register.document(url) if isinstance(url, str) else None
    try:
        return read_object(body) if body is not None else {}
    except Refusal:
        return {}


def _at(node: object, *path: str) -> Any:
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def _shown(value: object) -> str | None:
    return _UNSHOWN.sub("", value)[:LONGEST_SHOWN] or None if isinstance(value, str) else None
