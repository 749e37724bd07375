"""When reviewers are reminded of a claim, and when it goes on without them; never at night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.claims.claim_form import ClaimForm
from core.ground.rows import timers
from core.ground.tables import Assignment
from core.ground.world import Turn
from core.review import assignments

NUDGE, DUE, LATE = "review_nudge", "review_due", "review_late"
MORNING, EVENING = time(9), time(21)
DAY = timedelta(days=1)


def plan(turn: Turn, form: ClaimForm, end: str = DUE) -> None:
    """Set the timers of a claim in review: the next reminder, and the end of the time given.

    `LATE` is the end of the second time, after which only the staff can help.
    """
    claim_id, zone = str(form.claim.id), form.programme.zone
    if end == DUE:
        timers.drop(turn, LATE, claim_id)
    timers.put(turn, end, claim_id, awake(until(turn, form), zone))
    plan_nudge(turn, form)


def plan_nudge(turn: Turn, form: ClaimForm) -> None:
    """Set the timer for the next reminder of the reviewers, if one is to come."""
    waiting = assignments.waiting(turn, form.claim)
    coming = [at for seat in waiting for at in nudges(turn, form, seat) if at > turn.at]
    if coming:
        timers.put(turn, NUDGE, str(form.claim.id), min(coming))


def nudges(turn: Turn, form: ClaimForm, seat: Assignment) -> list[datetime]:
    """When the reviewer of this assignment is reminded: at half of their time and a day before its
    end.

    One reminder alone where both fall on the same day, and none that would come after the end.
    """
    zone, end = form.programme.zone, until(turn, form)
    half = awake(seat.given_at + (end - seat.given_at) / 2, zone)
    last = awake(end - DAY, zone)
    days = {at.astimezone(zone).date(): at for at in (half, last) if seat.given_at < at < end}
    return sorted(days.values())


def until(turn: Turn, form: ClaimForm) -> datetime:
    """Until when a decision on a claim is expected, in UTC."""
    return form.claim.review_due_at or turn.at


def awake(at: datetime, zone: ZoneInfo) -> datetime:
    """This moment, or nine in the morning after it if it falls between 21:00 and 09:00."""
    local = at.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return at
    day = local.date() + (DAY if local.time() >= EVENING else timedelta(0))
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
