"""Moments as credentials write them: UTC, whole seconds, `Z`."""

from __future__ import annotations

from datetime import UTC, date, datetime


def written(moment: datetime) -> str:
    """2026-03-01T09:30:00Z; raises `ValueError` for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def midnight(day: date) -> str:
    """The day as the date-time that Open Badges 3.0 wants in `activityStartDate`."""
    return f"{day.isoformat()}T00:00:00Z"


def read(text: object) -> datetime:
    """The aware moment of an XML Schema dateTimeStamp; raises `ValueError` for anything else, and
    for one that is before or after all years in UTC."""
    if not isinstance(text, str):
        raise ValueError("not a moment")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or "T" not in text:
        raise ValueError("a moment needs its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of all years") from error
