"""When reviewers are reminded of a claim, and when it goes on without them; never at night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.claims.claim_form import ClaimForm
from core.ground.rows import timers
from core.ground.tables import Assignment
from core.ground.world import Turn
from core.programmes.delays import Delays
from core.programmes.programme import Programme
from core.review import assignments

NUDGE, DUE, LATE = "review_nudge", "review_due", "review_late"
DAY, USUAL = timedelta(days=1), Delays()


def plan(turn: Turn, form: ClaimForm, end: str = DUE) -> None:
    """Set the timers of a claim in review: the next reminder, and the end of the time given.

    `LATE` is the end of the second time, after which only the staff can help.
    """
    claim_id = str(form.claim.id)
    if end == DUE:
        timers.drop(turn, LATE, claim_id)
    timers.put(turn, end, claim_id, by_day(until(turn, form), form.programme))
    plan_nudge(turn, form)


def plan_nudge(turn: Turn, form: ClaimForm) -> None:
    """Set the timer for the next reminder of the reviewers, if one is to come."""
    waiting = assignments.waiting(turn, form.claim)
    coming = [at for each in waiting for at in nudges(turn, form, each) if at > turn.at]
    if coming:
        timers.put(turn, NUDGE, str(form.claim.id), min(coming))


def nudges(turn: Turn, form: ClaimForm, assignment: Assignment) -> list[datetime]:
    """When the reviewer of this assignment is reminded: at half of their time and so many hours
    before its end.

    One reminder alone where both fall on the same day, and none that would come after the end.
    """
    programme, end = form.programme, until(turn, form)
    half = by_day(assignment.given_at + (end - assignment.given_at) / 2, programme)
    last = by_day(end - last_reminder(form), programme)
    days = {
        at.astimezone(programme.zone).date(): at
        for at in (half, last)
        if assignment.given_at < at < end
    }
    return sorted(days.values())


def until(turn: Turn, form: ClaimForm) -> datetime:
    """Until when a decision on a claim is expected, in UTC."""
    return form.claim.review_due_at or turn.at


def last_reminder(form: ClaimForm) -> timedelta:
    """How long before the end of their time a reviewer is reminded for the last time."""
    return timedelta(hours=form.programme.delays.last_reminder_hours)


def awake(at: datetime, zone: ZoneInfo, delays: Delays = USUAL) -> datetime:
    """This moment in UTC, or the next morning's first hour at which people may be written to."""
    morning, evening = time.fromisoformat(delays.review_from), time.fromisoformat(delays.review_to)
    local = at.astimezone(zone)
    if morning <= local.time() < evening:
        return at
    day = local.date() + (DAY if local.time() >= evening else timedelta(0))
    return datetime.combine(day, morning, zone).astimezone(UTC)


def by_day(at: datetime, programme: Programme) -> datetime:
    """This moment, or the next at which the reviewers of a programme may be written to."""
    return awake(at, programme.zone, programme.delays)
