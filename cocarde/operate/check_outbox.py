"""Whether messages leave: what waits at each door, since when, and what the last try came to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cocarde.operate import doors
from core.ground.database.read_only import Peek, moment
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.logs import Redaction
from core.ground.sentences import Sentence
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
GIVEN_UP = "SELECT error FROM outbox WHERE state = 'dead' AND door = ? ORDER BY id DESC"


def look(settings: Settings, rows: Peek, now: datetime) -> Iterator[Finding]:
    """A finding for each door that is on: what was tried in vain, and what nobody takes."""
    redact = Redaction(settings)
    for door in doors.senders(settings):
        if tried := rows(TRIED, (door,)):
            since = moment(tried[0][0]) or now
            weight = Weight.WRONG if now - since > LATE else Weight.BEWARE
            error = redact(str(tried[0][1]))[:200].rstrip(".")
            waiting = waiting_sentence(len(tried), since)
            yield Finding(weight, door, Sentence("check.tried", waiting=waiting, error=error))
        dues = [moment(due) or now for (due,) in rows(UNTRIED, (door,))]
        if late := [due for due in dues if due + SOON < now]:
            yield wrong(door, "check.untried", waiting=waiting_sentence(len(late), late[0]))
    for door in (each.name for each in doors.DOORS if each.programs):
        if dead := rows(GIVEN_UP, (door,)):
            error = redact(str(dead[0][0]))[:200].rstrip(".")
            yield beware(door, "check.given_up", count=len(dead), error=error)


def waiting_sentence(count: int, since: datetime) -> Sentence:
    when = {"day": f"{since:%Y-%m-%d}", "hour": f"{since:%H:%M}"}
    if count == 1:
        return Sentence("check.message_waits", **when)
    return Sentence("check.messages_wait", count=count, **when)
