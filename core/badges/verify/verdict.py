"""The answer to "is this badge true?", and what the badge claims, fit to be shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.badges.openbadges import timestamps
from core.badges.openbadges.shape import Node
from core.badges.verify.issuers import Register
from core.badges.verify.lifetime import lifetime
from core.badges.verify.open_file import OpenedFile
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

# Every reason, and whether it makes the badge true, not true (False), or neither: it may be true,
# but that cannot be seen from here. The exit status, the colour and the sentence follow from it.
VERDICTS: Mapping[str, bool | None] = {
    "valid": True,
    "witnessed": True,
    "altered": False,
    "ambiguous": False,
    "compressed": False,
    "damaged": False,
    "expired": False,
    "never_issued": False,
    "not_a_badge": False,
    "not_yet_valid": False,
    "other_recipient": False,
    "picture_too_big": False,
    "retired_key": False,
    "revoked": False,
    "two_credentials": False,
    "unknown_here": False,
    "unsigned": False,
    "wrong_key": False,
    "wrong_place": False,
    "another_issuer": None,
    "issuer_silent": None,
    "not_ours": None,
    "old_version": None,
    "register_missing": None,
    "status_unknown": None,
    "too_complex": None,
    "unknown_context": None,
    "unknown_proof": None,
}
EXIT = {True: 0, False: 1, None: 2}
TONE = {True: "proven", False: "false", None: "doubted"}
VOUCHED = frozenset({"valid", "witnessed", "expired", "revoked"})
# What stands for the colour where there is none but in letters: a chat, a mail.
MARKS = {"proven": "🟢", "false": "🔴", "doubted": "🟠"}
# Signed by a key of ours, though not by us: somebody else has the key.
ALARMS = frozenset({"retired_key", "unknown_here"})
LONGEST_SHOWN, LONGEST_DESCRIPTION = 200, 1_000
LONGEST_ID = 80
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of `verify`: `valid` is None when it could not be told; `reason` is one of
    `VERDICTS`.

    The rest is what the badge claims, to be believed only when it is valid; `page` is where the
    true badge is shown, of one that is valid or only damaged, `key` what its proof says that it was
    signed with; `issuer_id` and `achievement` are the ids of its issuer and its badge class,
    `description` what that recognises, `ends` until when the badge is valid. `partner`: the issuer
    is not we, but registered with us. `witnessed`: the day on which it was true, of one whose
    issuer does not answer any more.
    """

    valid: bool | None
    reason: str
    issuer: str | None = None
    badge: str | None = None
    name: str | None = None
    issued: str | None = None
    id: str | None = None
    page: str | None = None
    key: str | None = None
    issuer_id: str | None = None
    achievement: str | None = None
    partner: bool = False
    witnessed: str | None = None
    description: str | None = None
    ends: str | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether it is a badge of somebody else, of which its issuer may be asked."""
        return self.reason == "not_ours" and bool(self.id or self.issuer_id or self.achievement)

    @property
    def vouched(self) -> bool:
        """Whether its issuer says what the badge claims, true now or not any more."""
        return self.reason in VOUCHED

    @property
    def issued_at(self) -> datetime | None:
        """When it says that it was issued; None where it does not say so."""
        return _moment(self.issued)

    @property
    def ends_at(self) -> datetime | None:
        """When it says that it ends; None where it does not say so."""
        return _moment(self.ends)

    @property
    def exit(self) -> int:
        """The exit status of `cocarde verify`: 0 valid, 1 not, 2 not to be told."""
        return EXIT[self.valid]

    @property
    def tone(self) -> str:
        """The word by which a page colours the verdict."""
        return TONE[self.valid]

    @property
    def alarms(self) -> bool:
        """Whether the staff must know of it."""
        return self.reason in ALARMS

    def word(self, recipient: str | None = None) -> str:
        """The key of the sentence that tells the verdict, to whoever asked for a recipient."""
        if self.reason == "witnessed":
            return "page.verdict_witnessed"
        if self.valid:
            partner, whose = "_partner" * self.partner, "_for" * bool(recipient)
            return f"page.verdict_valid{partner}{whose}"
        if self.reason == "damaged" and self.page:
            return "page.verdict_damaged_page"
        return f"page.verdict_{self.reason}"

    @property
    def values(self) -> dict[str, str]:
        """The values of the placeholders of that sentence."""
        told = {
            "issuer": self.issuer,
            "badge": self.badge,
            "name": self.name,
            "id": self.id,
            "page": self.page,
            "issuer_id": self.issuer_id and shortened(self.issuer_id),
            "day": self.witnessed,
        }
        return {name: value or "" for name, value in told.items()}


def verdict(reason: str, found: OpenedFile, register: Register, page: str = "") -> Verdict:
    """The verdict for a reason, with what the badge claims."""
    claims: Any = (
        _claims_3(found.credential) if found.credential else _claims_2(found.assertion, register)
    )
    begins, ends = lifetime(found)
    claims |= {"issued": _shown(begins), "ends": _shown(ends)}
    return replace(Verdict(VERDICTS[reason], reason, page=page or None), **claims)


def shortened(issuer: str) -> str:
    """An issuer's id as people can tell it from others: a long key by its two ends."""
    return issuer if len(issuer) <= LONGEST_ID else f"{issuer[:24]}…{issuer[-8:]}"


def _claims_3(credential: Node) -> dict[str, str | None]:
    identifiers, proof = _at(credential, "credentialSubject", "identifier"), credential.get("proof")
    proof = proof[0] if isinstance(proof, list) and proof else proof
    names = [
        _at(each, "identityHash")
        for each in (identifiers if isinstance(identifiers, list) else [])
        if _at(each, "identityType") == "name" and _at(each, "hashed") is False
    ]
    return {
        "issuer": _shown(_at(credential, "issuer", "name")),
        "badge": _shown(_at(credential, "credentialSubject", "achievement", "name")),
        "name": _shown(names[0]) if names else None,
        "description": _shown(
            _at(credential, "credentialSubject", "achievement", "description"), LONGEST_DESCRIPTION
        ),
        "id": _id_of(_at(credential, "id")),
        "key": _shown(_at(proof, "verificationMethod")),
        "issuer_id": _id_of(_at(credential, "issuer", "id") or _at(credential, "issuer")),
        "achievement": _id_of(_at(credential, "credentialSubject", "achievement", "id")),
    }


def _claims_2(assertion: Node, register: Register) -> dict[str, str | None]:
    badge_class = _whole(_at(assertion, "badge"), register)
    issuer = _whole(_at(badge_class, "issuer"), register)
    return {
        "issuer": _shown(_at(issuer, "name")),
        "badge": _shown(_at(badge_class, "name")),
        "description": _shown(_at(badge_class, "description"), LONGEST_DESCRIPTION),
        "id": _id_of(_at(assertion, "id")),
        "issuer_id": _id_of(_at(badge_class, "issuer", "id") or _at(badge_class, "issuer")),
        "achievement": _id_of(_at(assertion, "badge", "id") or _at(assertion, "badge")),
    }


def _whole(named: object, register: Register) -> Node:
    """What is named: as it stands, or by its URL."""
    return named if isinstance(named, dict) else _held(named, register)


def _held(url: object, register: Register) -> Node:
    """The document at a URL as far as the register has it; empty where it is out of reach or
    unreadable."""
    try:
        body = register.document(url) if isinstance(url, str) else None
        return read_object(body) if body is not None else {}
    except Refusal:
        return {}


def _moment(told: str | None) -> datetime | None:
    try:
        return timestamps.read(told)
    except ValueError:
        return None


def _at(node: object, *path: str) -> Any:
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def _id_of(value: object) -> str | None:
    """An id, fit to be shown and like no other: one that cannot be shown whole ends in its hash."""
    shown = _shown(value)
    if not isinstance(value, str) or value in ("", shown):
        return shown
    digest = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
    return f"{(shown or '')[: LONGEST_SHOWN - len(digest) - 1]}…{digest}"


def _shown(value: object, longest: int = LONGEST_SHOWN) -> str | None:
    return _UNSHOWN.sub("", value)[:longest] or None if isinstance(value, str) else None
