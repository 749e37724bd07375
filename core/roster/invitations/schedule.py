"""When a mission is invited to claim its badge, and why one is not."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from core.ground.rows import timers
from core.programmes.programme import Programme

INVITE = timers.BULK  # the timer that becomes an invitation


class Unsent(StrEnum):
    """Why an invitation is not sent, when no rule of the programme is the reason."""

    GONE = "no longer on the roster"
    NOT_DUE = "interrupted, or without an end"
    STOPPED = "the address asked for no more mails"
    HELD = "has the badge already"
    ANSWERED = "has claimed already"
    UNREACHABLE = "the address does not exist"


class Ending(Protocol):
    """What of a mission decides when it is invited."""

    @property
    def ends_on(self) -> date | None: ...
    @property
    def interrupted(self) -> bool: ...


def due_at(programme: Programme, mission: Ending) -> datetime | None:
    """The moment of its invitation; none without an end, after an interruption, or where the
    programme invites nobody."""
    if programme.invitation is None or mission.ends_on is None or mission.interrupted:
        return None
    return invited_at(programme, mission.ends_on)


def invited_at(programme: Programme, ends_on: date) -> datetime:
    """The hour of the invitation in the programme's own zone, as UTC.

    An hour that the change to summer time leaves out is the one shown an hour later; of an hour
    that comes twice in autumn it is the first.
    """
    if programme.invitation is None:
        raise ValueError(f"{programme.slug} sends no invitations")
    hour = time.fromisoformat(programme.invitation.at)
    day = ends_on + timedelta(days=programme.invitation.days)
    return datetime.combine(day, hour, tzinfo=programme.zone).astimezone(UTC)
