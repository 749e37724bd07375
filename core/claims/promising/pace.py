"""How fast claims were answered in the last thirty days: nine of ten within so many open days."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlalchemy import ColumnElement, text
from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.claims.promising.open_days import open_time
from core.claims.states import Move, State
from core.ground.rows.insert import put_all
from core.ground.rows.lookup import among
from core.ground.tables import Bookmark, Claim, Event
from core.ground.world import Turn
from core.programmes.programme import Programme

WINDOW, WEEK = timedelta(days=30), timedelta(days=7)
FEW = 10  # answers below which nothing can be said
MOST = 2000  # answers that are looked at, the latest
NINE_OF_TEN = 0.9
ANSWERS = frozenset({Move.APPROVE, Move.REFUSE, Move.RETURN})
ANSWERED = text("event.move IN ('approve', 'refuse', 'return')")  # as the index has it


@dataclass(frozen=True, slots=True)
class ReviewPace:
    """Nine of ten claims were answered within so many open days; of how many answers that is."""

    days: int
    answers: int


def pace(turn: Turn, form: ClaimForm) -> ReviewPace | None:
    """The pace at which claims of this form are answered, as a claim found it that came to review
    within the last week; None where too few were answered to say. Nothing is measured here."""
    kept = turn.db.get(Bookmark, name_of(form))
    if kept is None:
        return None
    told = json.loads(kept.value)
    if told["answers"] < FEW or told["day"] < day_of(form, turn.at - WEEK):
        return None
    return ReviewPace(told["days"], told["answers"])


def keep(turn: Turn, form: ClaimForm) -> ReviewPace | None:
    """The pace, measured once a day and kept."""
    kept, today = turn.db.get(Bookmark, name_of(form)), day_of(form, turn.at)
    if kept is None or json.loads(kept.value)["day"] != today:
        found = measure(turn, form)
        told = asdict(found) if found else {"days": 0, "answers": 0}
        kept_now = {"name": name_of(form), "value": json.dumps({"day": today, **told})}
        put_all(turn, Bookmark, [kept_now], ("name",))  # another claim may come at this moment
        if kept is not None:
            turn.db.expire(kept)
    return pace(turn, form)


def name_of(form: ClaimForm) -> str:
    return f"pace:{form.programme.slug}:{form.badge.form}"


def day_of(form: ClaimForm, at: datetime) -> str:
    return at.astimezone(form.programme.zone).date().isoformat()


def measure(turn: Turn, form: ClaimForm) -> ReviewPace | None:
    """The pace of the last thirty days. A claim that waits already longer than nine of ten did
    counts as one of the slow ones: else a standstill would look fast."""
    waited = answered(turn, form)
    if len(waited) < FEW:
        return None
    slow = [time for time in waiting(turn, form) if time > ninth(waited)]
    return ReviewPace(max(1, ceil(ninth([*waited, *slow]) / timedelta(days=1))), len(waited))


def ninth(times: Sequence[timedelta]) -> timedelta:
    """The nearest-rank 90th percentile: a time that somebody really waited."""
    return sorted(times)[ceil(len(times) * NINE_OF_TEN) - 1]


def answered(turn: Turn, form: ClaimForm) -> list[timedelta]:
    """How long each claim that was answered of late had been in review by then, in open time."""
    latest = select(Event.claim_id).join(Claim, col(Claim.id) == col(Event.claim_id))
    latest = latest.where(ANSWERED, Event.at >= turn.at - WINDOW, Event.at <= turn.at)
    latest = latest.where(Claim.programme == form.programme.slug, same_form(form))
    found = turn.db.exec(latest.order_by(col(Event.at).desc()).limit(MOST))
    ids = list(dict.fromkeys(each for each in found if each is not None))
    return [in_review(form.programme, theirs) for theirs in histories(turn, ids)]


def waiting(turn: Turn, form: ClaimForm) -> list[timedelta]:
    """How long each claim that waits now has been in review, in open time."""
    query = select(Claim.id).where(Claim.state == State.IN_REVIEW, same_form(form))
    query = query.where(Claim.programme == form.programme.slug).limit(MOST)
    ids = list(turn.db.exec(query))
    now = Event(id=UUID(int=0), move="now", at=turn.at)
    return [in_review(form.programme, [*theirs, now]) for theirs in histories(turn, ids)]


def same_form(form: ClaimForm) -> ColumnElement[bool]:
    """The condition that a claim is for a badge of the same form."""
    badges = [each.slug for each in form.programme.badge if each.form == form.badge.form]
    return col(Claim.badge).in_(badges)


def histories(turn: Turn, claims: Sequence[UUID]) -> list[list[Event]]:
    """The events of each claim, first to last."""
    if not claims:
        return []
    query = select(Event).where(among(turn, col(Event.claim_id), claims))
    found: dict[UUID | None, list[Event]] = {}
    for event in turn.db.exec(query.order_by(col(Event.id))):
        found.setdefault(event.claim_id, []).append(event)
    return list(found.values())


def in_review(programme: Programme, events: Iterable[Event]) -> timedelta:
    """How long a claim has been with those who decide, in open time. The clock stops while its
    person has it: after it was sent back, until they send it again."""
    total, since = timedelta(), None
    for event in events:
        if event.to_state == State.IN_REVIEW and since is None:
            since = event.at
        elif since is not None and event.to_state != State.IN_REVIEW:
            total += open_time(programme, since, event.at)
            since = None
    return total
