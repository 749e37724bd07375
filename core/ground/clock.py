"""The real clock; everything else is given one."""

from datetime import UTC, datetime


def real_now() -> datetime:
    return datetime.now(UTC)
