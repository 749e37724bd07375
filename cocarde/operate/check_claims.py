"""Whether every approved claim got its badge, with the reference and how to mend it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from core.ground.database.read_only import Peek, moment
from core.ground.findings import Finding, wrong
from core.ground.sentences import Sentence

LATE = timedelta(minutes=5)
APPROVED = "SELECT id, ref, programme, updated_at FROM claim WHERE state = 'approved' ORDER BY ref"
TO_COME = (
    "SELECT kind, subject, due_at, error FROM timer "
    "WHERE kind IN ('issue', 'unissued') AND done_at IS NULL"
)
SHOWN = 10


def look(rows: Peek, now: datetime) -> Iterator[Finding]:
    """A finding for each of the first ten approved claims without a badge, and one for how many
    more there are."""
    late = list(without_badge(rows, now))
    yield from late[:SHOWN]
    if more := late[SHOWN:]:
        yield wrong("claims", "check.more_claims", count=len(more))


def without_badge(rows: Peek, now: datetime) -> Iterator[Finding]:
    """The claims whose badge is more than five minutes late, with what the last try came to."""
    approved = rows(APPROVED, ())
    timers = {(kind, subject): (due, error) for kind, subject, due, error in rows(TO_COME, ())}
    for claim_id, ref, programme, approved_at in approved:
        subject, since = str(UUID(str(claim_id))), moment(approved_at) or now
        issue, error = timers.get(("issue", subject), (None, ""))
        look_at = moment(timers.get(("unissued", subject), (None, ""))[0])
        waits = not error and issue is not None and (moment(issue) or now) > now
        if since + LATE > now or (waits if look_at is None else look_at > now):
            continue
        when = {"day": f"{since:%Y-%m-%d}", "hour": f"{since:%H:%M}"}
        what = Sentence("check.no_badge", ref=ref, programme=programme, **when)
        if error:
            yield wrong("claims", "check.badge_failed", what=what, error=error.rstrip("."))
        else:
            yield wrong("claims", "check.badge_untried", what=what)
