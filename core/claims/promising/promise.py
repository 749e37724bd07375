"""Until when a learner is promised an answer, kept with the claim from the day it was told."""

from datetime import UTC, date, datetime, timedelta
from math import ceil

from core.claims.claim_form import ClaimForm
from core.claims.moves import history
from core.claims.promising import open_days, pace
from core.claims.states import State
from core.ground.world import Turn
from core.people import absences, roles
from core.programmes import answers_as_text

LEAST = 1  # open days that are always asked for
AHEAD = 30  # days of absences that are looked at


def make(turn: Turn, form: ClaimForm) -> None:
    """Promise an answer to a claim that goes into review now: nine of ten were answered within the
    days that follow. What was used before its person had it back is used up."""
    found = pace.keep(turn, form)
    form.claim.promised_at = day_of(turn, form, found) if found else None


def day_of(turn: Turn, form: ClaimForm, found: pace.ReviewPace) -> datetime:
    """The end of the last of those days, in UTC."""
    used = pace.in_review(form.programme, history(turn, form.claim))
    left = max(LEAST, found.days - ceil(used / timedelta(days=1)))
    shut = deserted(turn, form)
    return open_days.after(form.programme, turn.at, left, shut).astimezone(UTC)


def foreseen(turn: Turn, form: ClaimForm) -> datetime | None:
    """What would be promised to a claim that is sent now; None where too little is known."""
    found = pace.pace(turn, form)
    return day_of(turn, form, found) if found else None


def deserted(turn: Turn, form: ClaimForm) -> set[date]:
    """The coming days on which everybody who may decide on a claim is away, as far as is known."""
    deciding = {person.id for person in roles.reviewers(turn, form.claim)}
    first = turn.at.astimezone(form.programme.zone).date()
    days = [first + timedelta(days=ahead) for ahead in range(AHEAD)]
    gone = absences.away(turn, deciding, days)
    if not deciding or gone.keys() != deciding:
        return set()
    return {
        day for day in days if all(each.starts_on <= day <= each.ends_on for each in gone.values())
    }


def until(turn: Turn, form: ClaimForm) -> datetime:
    """Until when an answer was promised: by how fast others got theirs, else by the time that the
    programme gives its reviewers; now where nothing is awaited."""
    return form.claim.promised_at or form.claim.review_due_at or turn.at


def is_late(turn: Turn, form: ClaimForm) -> bool:
    """Whether a claim in review has waited as long as was promised."""
    awaited = form.claim.promised_at or form.claim.review_due_at
    return form.claim.state == State.IN_REVIEW and awaited is not None and awaited <= turn.at


def told(turn: Turn, form: ClaimForm) -> str:
    """« Neuf demandes sur dix ont eu une réponse en 4 jours ouvrés : avant le … »; empty where too
    little is known, or nothing was promised by it."""
    promised = form.claim.promised_at
    found = pace.pace(turn, form) if promised and form.claim.state == State.IN_REVIEW else None
    if found is None or promised is None:
        return ""
    return turn.say(form.locale, "status.pace", days=str(found.days), until=weekday(form, promised))


def weekday(form: ClaimForm, at: datetime) -> str:
    """« mardi 8 décembre 2026 » in the programme's own zone."""
    return answers_as_text.weekday(at.astimezone(form.programme.zone).date(), form.locale)
