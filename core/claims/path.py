"""The way of a claim: what is done, where it is now, what comes after, and by when."""

from datetime import datetime, timedelta

from core.claims.claim_form import ClaimForm
from core.claims.promising import promise
from core.claims.states import State
from core.ground.world import Turn
from core.programmes.form import ReviewBy
from core.programmes.members import organisations

BY_ITSELF = (ReviewBy.NOBODY, ReviewBy.DECLARED)  # no person decides
ARROW = " → "
SATURDAY, WEEK = 6, 7  # ISO 8601: Monday is 1


def path(turn: Turn, form: ClaimForm, state: str, who: str) -> str:
    """« ✓ envoyée → ▸ chez Sam jusqu'au 21 novembre 2026 → badge »; empty for a claim that ended
    without a badge. `who` names those who decide now, empty where nobody is named."""
    ways = BY_RULES if form.definition.review.by in BY_ITSELF else BY_PEOPLE
    steps = ways.get(State(state))
    if steps is None:
        return ""
    until = form.day(promise.until(turn, form))
    return ARROW.join(
        turn.say(form.locale, f"status.path_{mark}", step=named(turn, form, step, who, until))
        for mark, step in steps
    )


def named(turn: Turn, form: ClaimForm, step: str, who: str, until: str) -> str:
    """The words of one step; the one before a person names them and the day."""
    if step == "with" and not who:
        step = "with_team"
    return turn.say(form.locale, f"status.step_{step}", who=who, until=until)


DONE, NOW, LATER = "done", "now", "later"
Steps = tuple[tuple[str, str], ...]

BY_PEOPLE: dict[State, Steps] = {
    State.DRAFT: ((NOW, "answers"), (LATER, "send"), (LATER, "badge")),
    State.READY: ((DONE, "answers"), (NOW, "yes"), (LATER, "send"), (LATER, "badge")),
    State.IN_REVIEW: ((DONE, "sent"), (NOW, "with"), (LATER, "badge")),
    State.RETURNED: ((DONE, "sent"), (NOW, "mend"), (LATER, "badge")),
    State.REFUSED: ((DONE, "sent"), (NOW, "mend"), (LATER, "badge")),
    State.APPROVED: ((DONE, "sent"), (DONE, "approved"), (NOW, "badge")),
    State.ISSUED: ((DONE, "sent"), (DONE, "approved"), (DONE, "badge")),
}
BY_RULES: dict[State, Steps] = {
    **BY_PEOPLE,
    State.DRAFT: ((NOW, "answers"), (LATER, "yes"), (LATER, "badge")),
    State.READY: ((DONE, "answers"), (NOW, "yes"), (LATER, "badge")),
    State.APPROVED: ((DONE, "answers"), (DONE, "yes"), (NOW, "badge")),
    State.ISSUED: ((DONE, "answers"), (DONE, "yes"), (DONE, "badge")),
}


def decision_day(turn: Turn, form: ClaimForm, days: int | None = None) -> datetime:
    """The moment, in UTC, until which reviewers who get a claim now have their time: so many days,
    those of its form unless told; the Monday after where that is a weekend in the programme's zone.
    """
    at = turn.at + timedelta(days=form.definition.review.days if days is None else days)
    weekday = at.astimezone(form.programme.zone).isoweekday()
    return at + timedelta(days=WEEK + 1 - weekday if weekday >= SATURDAY else 0)


def what_follows(turn: Turn, form: ClaimForm) -> str:
    """What a yes to a letter leads to, if it is said today: the badge by itself, or first the
    decision of whom, and by when."""
    if form.definition.review.by in BY_ITSELF:
        return turn.say(form.locale, "invite.then_badge")
    until = form.day(promise.foreseen(turn, form) or decision_day(turn, form))
    if form.confirming:
        who = organisations.spoken(form.programme, form.confirming, form.language)
        return turn.say(form.locale, "invite.then_who", who=who, until=until)
    return turn.say(form.locale, "invite.then_people", until=until)
