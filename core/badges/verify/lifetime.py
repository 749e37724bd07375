"""When was a badge given, and until when does it last? By all that it says itself."""

from __future__ import annotations

from datetime import UTC, datetime

from core.badges.openbadges import timestamps
from core.badges.verify.jws import read_token
from core.badges.verify.open_file import OpenedFile

# W3C Verifiable Credentials 2.0 and 1.1, and Open Badges 2.0.
_BEGINS = ("validFrom", "issuanceDate", "issuedOn")
_ENDS = ("validUntil", "expirationDate", "expires")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def lifetime(found: OpenedFile) -> tuple[object, object]:
    """The latest beginning and the earliest end that a badge names, also in the claims of its token
    (RFC 7519: `nbf`, `iat`, `exp`); None where it names none. What is no moment comes first."""
    document = found.credential or found.assertion
    claims = read_token(found.token).claims if found.token else {}
    begins = [
        *map(document.get, _BEGINS),
        *(_moment_of(claims.get(name)) for name in ("nbf", "iat")),
    ]
    ends = [*map(document.get, _ENDS), _moment_of(claims.get("exp"))]
    return (
        max(_given(begins), key=lambda each: _read(each, _LAST), default=None),
        min(_given(ends), key=lambda each: _read(each, _FIRST), default=None),
    )


def _given(told: list[object]) -> list[object]:
    return [each for each in told if each is not None]


def _read(told: object, otherwise: datetime) -> datetime:
    try:
        return timestamps.read(told)
    except ValueError:
        return otherwise


def _moment_of(seconds: object) -> str | None:
    """A NumericDate of a token (RFC 7519) as a credential writes it; None for none."""
    if not isinstance(seconds, int | float) or not 0 <= seconds < 1 << 34:
        return None
    return timestamps.written(datetime.fromtimestamp(seconds, UTC))
