"""What is ordered for the badge of a case: said to who ordered it, with the way to take it back."""

from core.claims.claim_form import form_of
from core.desk.casework.remedies import held_badge
from core.ground.messages import Button, Buttons
from core.ground.tables import Badge, Case, Claim, Revocation
from core.ground.world import Turn
from core.issuing.revoke import RevocationState
from core.review import revocations
from core.support import card_text, case_log
from core.support.case_log import EntryKind

ORDERED = (EntryKind.CORRECTED, EntryKind.REVOKED)


def of_case(turn: Turn, case: Case) -> Revocation | None:
    """What is ordered for the badge of the case and can still be taken back; None for nothing."""
    badge = held_badge(turn, case) if case.person_id else None
    return revocations.pending(turn, badge) if badge else None


def is_planned(turn: Turn, case: Case) -> bool:
    """Whether something is ordered for the badge of the case that can still be taken back."""
    return of_case(turn, case) is not None


def told(turn: Turn, case: Case, locale: str) -> str:
    """What was done last in the case; of a badge that is to go, when it will, and that it can be
    taken back until then."""
    latest = case_log.done(turn, case)[-1:]
    standing = of_case(turn, case) if latest and latest[0].kind in ORDERED else None
    if standing is None:
        return card_text.last_done(turn, case, locale)
    return planned(turn, standing, locale)


def planned(turn: Turn, standing: Revocation, locale: str) -> str:
    """Until when an order can be taken back, and what will be done then."""
    badge = turn.db.get_one(Badge, standing.badge_id)
    form = form_of(turn, turn.db.get_one(Claim, badge.claim_id))
    word = "revoke.will_replace" if standing.new_name else "revoke.will_revoke"
    if standing.state == RevocationState.PROPOSED:
        word = "revoke.will_ask"
    return turn.say(
        locale,
        word,
        badge=badge.name,
        name=standing.new_name,
        reason=standing.reason,
        until=form.moment(standing.due_at or turn.at),
    )


def undo_buttons(turn: Turn, case: Case, locale: str) -> Buttons:
    """The button that takes back what is ordered; none where nothing is."""
    if not is_planned(turn, case):
        return ()
    return ((Button(turn.say(locale, "case.button_keep"), f"case:keep:{case.ref}:0"),),)
