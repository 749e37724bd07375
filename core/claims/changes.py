"""What has changed in a claim since a reviewer sent it back: each answer, old and new."""

from core.claims.claim_form import ClaimForm
from core.ground.world import Turn
from core.programmes.file_values import said
from core.programmes.form import Question, QuestionKind


def remember(turn: Turn, form: ClaimForm) -> None:
    """Keep each answer that stands as the one that stood before, as its person begins to mend
    it."""
    for row in form.rows.values():
        row.before = row.value
        turn.db.add(row)


def before(form: ClaimForm, question: Question) -> str | None:
    """The answer that stood when the claim was sent back, as a person reads it; None where it still
    stands.

    One that was left out reads as an empty text.
    """
    row = form.rows.get(question.name)
    if row is None or row.before is None or row.before == row.value:
        return None
    return form.shown_as(question, row.before) if row.before else ""


def nothing(form: ClaimForm) -> bool:
    """Whether the claim was sent back and every answer still is what it was then."""
    kept = [row.before == row.value for row in form.rows.values() if row.before is not None]
    return bool(form.claim.reason and kept) and all(kept)


def is_for_reviewers(form: ClaimForm, question: Question) -> bool:
    """Whether a reviewer is shown this answer: it stands now, or stood when they last looked."""
    stands = question.name in form.values or before(form, question) is not None
    return stands and question.kind is not QuestionKind.CONSENT


def lines(turn: Turn, form: ClaimForm, question: Question, locale: str) -> str:
    """« Label : answer »; of one that has changed, the old one first and then the new one."""
    label, old = said(question.label, locale), before(form, question)
    now = form.shown(question.name)
    if old is None:
        return turn.say(locale, "claim.line", label=label, answer=now)
    none = turn.say(locale, "review.no_answer")
    first = turn.say(locale, "review.before", label=label, answer=old or none)
    return f"{first}\n{turn.say(locale, 'review.now', label=label, answer=now or none)}"
