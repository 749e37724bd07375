"""Whether messages leave: what waits at each door, since when, and what the last try came to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cocarde.operate import doors
from core.ground.database.read_only import Peek, moment
from core.ground.findings import Finding, Weight
from core.ground.logs import Redaction
from core.ground.settings import Settings

SOON, LATE = timedelta(minutes=5), timedelta(hours=1)
TRIED = (
    "SELECT created_at, error FROM outbox "
    "WHERE state = 'waiting' AND door = ? AND attempts > 0 ORDER BY created_at, id"
)
UNTRIED = (
    "SELECT due_at FROM outbox "
    "WHERE state = 'waiting' AND door = ? AND attempts = 0 ORDER BY due_at"
)


def look(settings: Settings, rows: Peek, now: datetime) -> Iterator[Finding]:
    """Of each door that is on: what was tried in vain, and what nobody takes."""
    redact = Redaction(settings)
    for door in doors.senders(settings):
        if tried := rows(TRIED, (door,)):
            since = moment(tried[0][0]) or now
            weight = Weight.WRONG if now - since > LATE else Weight.BEWARE
            error = redact(str(tried[0][1]))[:200].rstrip(".")
            mend = "They are tried again by themselves once that is mended."
            yield Finding(weight, door, f"{told(len(tried), since)}; the last try: {error}.", mend)
        dues = [moment(due) or now for (due,) in rows(UNTRIED, (door,))]
        if late := [due for due in dues if due + SOON < now]:
            what = f"{told(len(late), late[0])}, and nothing was tried."
            yield Finding(Weight.WRONG, door, what, "Start the process that sends: cocarde run")


def told(count: int, since: datetime) -> str:
    messages = "1 message waits" if count == 1 else f"{count} messages wait"
    return f"{messages}, the oldest since {since:%Y-%m-%d at %H:%M} UTC"
