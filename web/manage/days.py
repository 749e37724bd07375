"""Days as a date field of a page has them (ISO 8601)."""

from datetime import date

from core.ground.errors import Refusal


def day(told: str) -> date:
    """The day that was picked; raises `Refusal` for none."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise Refusal("manage.day_missing") from None
