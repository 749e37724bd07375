"""« Annule ma dernière décision », long after it or at another card."""

from sqlmodel import col, select

from core.desk.casework import planned_change
from core.desk.orders import confirm
from core.desk.orders.card_meant import ShownCard
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Assignment, Claim
from core.review import undo

LOOKED_AT = 5  # of the last that were decided


def hear(speaker: Speaker, card: ShownCard | None) -> None:
    """Ask whether the decision on the card is meant, or the last that can still be taken back."""
    claim = by_chat.find(speaker, card.claim) if card else last(speaker)
    if claim is None and card is None and planned_change.take_back(speaker):
        return
    if claim is None:
        speaker.turn.effects.conclude(Outcome.ASKED, "nothing to take back")
        speaker.reply(speaker.word("order.nothing_to_undo"))
        return
    confirm.ask_undo(speaker, claim)


def last(speaker: Speaker) -> Claim | None:
    """The claim on which who speaks decided last, as far as that can be taken back."""
    query = select(Claim).join(Assignment, col(Assignment.claim_id) == Claim.id)
    query = query.where(Assignment.person_id == speaker.person.id, Assignment.verdict != "")
    latest = query.order_by(col(Assignment.said_at).desc()).limit(LOOKED_AT)
    found = speaker.turn.db.exec(latest).all()
    able = (each for each in found if undo.undoable(speaker.turn, each, speaker.person))
    return next(able, None)
