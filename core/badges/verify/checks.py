"""What every badge is asked, whatever signed it: its dates, and whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeGuard

from core.badges.openbadges import recipient_hash, timestamps
from core.badges.openbadges.shape import Node
from core.badges.verify.verdict import VERDICTS
from core.ground.errors import Refusal

CLOCKS_DIFFER = timedelta(minutes=5)
_MAILTO = "mailto:"
_MAIL_KINDS = ("emailAddress", "email", ["email"])
Identity = tuple[str, str, bool]


def first(*checks: Callable[[], None]) -> None:
    """Whatever one of the checks finds against the badge; else what one of them cannot tell."""
    untold: Refusal | None = None
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            if VERDICTS[refusal.word] is False:
                raise
            untold = untold or refusal
    if untold is not None:
        raise untold


def judge_dates(begins: object, ends: object, now: datetime) -> None:
    """Raise `Refusal` for a badge that is not yet valid, expired, or whose dates are none; clocks
    may differ a little."""
    try:
        if timestamps.read(begins) > now + CLOCKS_DIFFER:
            raise Refusal("not_yet_valid")
        if ends is not None and timestamps.read(ends) < now:
            raise Refusal("expired")
    except ValueError as error:
        raise Refusal("altered") from error


def identities(identifiers: object, subject: object = None) -> list[list[Identity]]:
    """The mail addresses that a badge says to be its holder's, each with its salt and whether it is
    hashed: the one of a `mailto:` subject, and those of the identifiers; no list for none."""
    entries = identifiers if isinstance(identifiers, list) else [identifiers]
    subject_mail = subject[len(_MAILTO) :] if _is_mailto(subject) else ""
    named = [_identity(each) for each in entries if isinstance(each, dict) and _is_mail(each)]
    return [each for each in ([(subject_mail, "", False)] if subject_mail else [], named) if each]


def _is_mailto(subject: object) -> TypeGuard[str]:
    return isinstance(subject, str) and subject[: len(_MAILTO)].lower() == _MAILTO


def _is_mail(identifier: Node) -> bool:
    """Whether an identifier is a mail address (Open Badges 3.0, `identityType`; 2.0, `type`)."""
    return identifier.get("identityType", identifier.get("type")) in _MAIL_KINDS


def _identity(identifier: Node) -> Identity:
    named = identifier.get("identityHash", identifier.get("identity"))
    return str(named), str(identifier.get("salt", "")), identifier.get("hashed") is True


def judge_recipient(known: list[list[Identity]], recipient: str | None) -> None:
    """Raise `Refusal("other_recipient")` unless this mail address is the one of the subject, where
    there is one, and among those of the identifiers, where there are any: a badge that names two
    people is nobody's."""
    if recipient is None:
        return
    address = recipient.strip()
    if not address or not known or not all(_is_among(each, address) for each in known):
        raise Refusal("other_recipient")


def _is_among(known: list[Identity], address: str) -> bool:
    """Whether one of the identities is that address, hashed or plain. Some issuers hash an address
    as it was typed, with its capitals."""
    return any(
        identity in _hashes(address, salt)
        if hashed
        else identity.strip().lower() == address.lower()
        for identity, salt, hashed in known
    )


def _hashes(recipient: str, salt: str) -> set[str]:
    typed = (recipient + salt).encode()
    return {
        recipient_hash.hashed_with(recipient, salt),
        f"sha256${hashlib.sha256(typed).hexdigest()}",
    }
