"""The way of a claim in one line: what is done, where it is now, what comes after."""

from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.ground.world import Turn
from core.programmes.form import ReviewBy

BY_ITSELF = (ReviewBy.NOBODY, ReviewBy.DECLARED)  # no person decides
ARROW = " → "


def path(turn: Turn, form: ClaimForm, state: str, who: str) -> str:
    """« ✓ envoyée → ▸ chez Sam jusqu'au 21 novembre 2026 → badge »; empty for a claim that ended
    without a badge. `who` names those who decide now, empty where nobody is named."""
    ways = BY_RULES if form.definition.review.by in BY_ITSELF else BY_PEOPLE
    steps = ways.get(State(state))
    if steps is None:
        return ""
    until = form.day(form.claim.review_due_at or turn.at)
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
