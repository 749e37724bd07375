"""What is ordered for the badge of a case: said to who ordered it, with the way to take it back."""

from sqlmodel import col, select

from core.claims.claim_form import form_of
from core.desk.casework.remedies import held_badge
from core.desk.expecting import Expecting, ExpectingCaseReason
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.ground.tables import Badge, Case, Claim, Revocation
from core.ground.world import Turn
from core.issuing.revoke import RevocationState
from core.review import revocations
from core.support import card_text, cards, case_life, case_log
from core.support.case_log import EntryKind

CHANGES = ("correct", "revoke")
ORDERED = (EntryKind.CORRECTED, EntryKind.REVOKED)


def of_case(turn: Turn, case: Case) -> Revocation | None:
    """What is ordered for the badge of the case and can still be taken back; None for nothing."""
    badge = held_badge(turn, case) if case.person_id else None
    return revocations.pending(turn, badge) if badge else None


def is_planned(turn: Turn, case: Case) -> bool:
    """Whether something is ordered for the badge of the case that can still be taken back."""
    return of_case(turn, case) is not None


def of(speaker: Speaker, awaited: Expecting) -> bool:
    """Whether words for a change are awaited of who speaks, in a case with one that is planned."""
    if not isinstance(awaited, ExpectingCaseReason) or awaited.action not in CHANGES:
        return False
    case = case_life.locked_case(speaker.turn, awaited.ref)
    return case is not None and is_planned(speaker.turn, case)


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


def take_back(speaker: Speaker) -> bool:
    """« Annuler », also long after: let the badge stand for which who speaks ordered something
    last; false where nothing of theirs can be taken back. Raises `Refusal` once it is too late."""
    turn, member = speaker.turn, speaker.at_work
    badge = revocations.ordered_by(turn, speaker.person)
    if badge is None:
        return False
    revocations.undo(turn, badge, member.person, member.door)
    cases = select(Case).where(Case.claim_id == badge.claim_id, col(Case.closed_at).is_(None))
    for case in turn.db.exec(cases):
        case_life.waits(turn, case)
        case_log.add(turn, case, EntryKind.KEPT, member.person, "", member.door)
        cards.refresh(turn, case)
    speaker.expect()
    turn.effects.conclude(Outcome.DECIDED, EntryKind.KEPT)
    speaker.reply(speaker.word("revoke.kept", badge=badge.name))
    return True
