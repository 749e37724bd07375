"""The real clock; everything else is given one."""

from datetime import UTC, datetime


def real_now() -> datetime:
    """This moment by the machine's clock, aware and in UTC."""
    return datetime.now(UTC)
