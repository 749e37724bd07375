"""What every badge is asked, whatever signed it: its dates, and whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core.badges.openbadges import recipient_hash, timestamps
from core.badges.verify.verdict import VERDICTS
from core.ground.errors import Refusal

CLOCKS_DIFFER = timedelta(minutes=5)
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


def moment_of(seconds: object) -> str | None:
    """The `nbf` or `exp` of a token (RFC 7519, NumericDate) as a credential writes it; None for
    none."""
    if not isinstance(seconds, int | float) or not 0 <= seconds < 1 << 34:
        return None
    return timestamps.written(datetime.fromtimestamp(seconds, UTC))


def identities(identifiers: object, subject: object = None) -> list[Identity]:
    """Identity, salt, hashed? — of each identifier but names, and of a `mailto:` subject."""
    entries = identifiers if isinstance(identifiers, list) else [identifiers]
    mails = [subject.removeprefix("mailto:")] if isinstance(subject, str) else []
    return [(mail, "", False) for mail in mails] + [
        (
            str(each.get("identityHash", each.get("identity"))),
            str(each.get("salt", "")),
            each.get("hashed") is True,
        )
        for each in entries
        if isinstance(each, dict) and each.get("identityType") != "name"
    ]


def judge_recipient(known: list[Identity], recipient: str | None) -> None:
    """Raise `Refusal("other_recipient")` unless one identity of the badge is this mail address,
    hashed or plain. Some issuers hash an address as it was typed, with its capitals."""
    if recipient is None:
        return
    for identity, salt, hashed in known:
        if hashed and identity in _hashes(recipient, salt):
            return
        if not hashed and identity.strip().lower() == recipient.strip().lower():
            return
    raise Refusal("other_recipient")


def _hashes(recipient: str, salt: str) -> set[str]:
    typed = (recipient.strip() + salt).encode()
    return {
        recipient_hash.hashed_with(recipient, salt),
        f"sha256${hashlib.sha256(typed).hexdigest()}",
    }
