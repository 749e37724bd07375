"""Hearing what the staff type: in reply to a card, after one, or at any time.

In a group only whole known phrases in reply to a card are heard: colleagues talk there.
"""

from collections.abc import Callable

from core.desk.casework import queue, typed
from core.desk.expecting import (
    Expecting,
    ExpectingAnswerYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingNothing,
    ExpectingOrderYes,
    ExpectingOtherCase,
    ExpectingQuestion,
    ExpectingUndo,
    ExpectingWhichClaim,
)
from core.desk.handling import Handling
from core.desk.known_writer import known_of
from core.desk.orders import card_meant, confirm, look_up, on_claim, take_back
from core.desk.orders.card_meant import ShownCard
from core.desk.orders.order import VERDICTS, StaffOrder, exact_order, order_in
from core.desk.review import absence, award
from core.desk.speaker import Speaker
from core.desk.understanding.situation_of import role_of
from core.reading.acts.decisions import undoes
from core.reading.acts.kinds import ActKind
from core.reading.acts.situation import SpeaksAs
from core.review import routing

# What is awaited of the staff in place of which other words may be said.
FREE = (
    ExpectingNothing
    | ExpectingQuestion
    | ExpectingUndo
    | ExpectingOrderYes
    | ExpectingWhichClaim
    | ExpectingAnswerYes
)
WORDS = ExpectingCaseAnswer | ExpectingCaseReason | ExpectingOtherCase
NO_REASON = (ActKind.TALK, ActKind.WAIT, ActKind.COURTESY, ActKind.HELP, ActKind.HUMAN)
Work = Callable[[Speaker, StaffOrder, ShownCard | None], None]


def found(speaker: Speaker) -> Handling | None:
    """What the words of one of the staff are, where they order something."""
    incoming, awaited = speaker.incoming, speaker.awaited
    if not incoming.text or incoming.fields or speaker.understood.command:
        return None
    card = card_meant.replied_to(speaker)
    if card is None and (answered := answer(speaker)):
        return answered
    if card is None and not (isinstance(awaited, FREE) and staff(speaker)):
        return None
    if card is not None and card.case:
        return None if asked_there(awaited, card.case) else at_case(speaker, card.case)
    return ordered(speaker, card)


def asked_there(awaited: Expecting, ref: str) -> bool:
    """Whether words for this case were asked for, which is what they reply to."""
    return isinstance(awaited, WORDS) and awaited.ref == ref


def at_case(speaker: Speaker, ref: str) -> Handling | None:
    """Words in reply to the card of a case."""
    meant = ExpectingCaseOrder(ref)
    return Handling(f"awaited {meant.name}", (meant,)) if typed.orders(speaker) else None


def staff(speaker: Speaker) -> bool:
    """Whether one of the staff speaks, who has nothing of their own under way."""
    return role_of(speaker) is not SpeaksAs.LEARNER


def answer(speaker: Speaker) -> Handling | None:
    """The yes or the no to what was asked about."""
    awaited = speaker.awaited
    if not isinstance(awaited, ExpectingOrderYes | ExpectingAnswerYes):
        return None
    answered = confirm.answers(speaker, awaited)
    return Handling(f"awaited {awaited.name}", (awaited,)) if answered else None


def ordered(speaker: Speaker, card: ShownCard | None) -> Handling | None:
    """The order in the words and the card that it is about; else the claim that was asked for.

    « Annuler » right after a decision takes it back at once: that was offered.
    """
    awaited, text = speaker.awaited, speaker.incoming.text
    if card is None and isinstance(awaited, ExpectingUndo) and undoes(text, known_of(speaker)):
        return None
    if isinstance(awaited, ExpectingAnswerYes) and card is None and typed.likely_order(speaker):
        return at_case(speaker, awaited.ref)
    if isinstance(awaited, ExpectingOrderYes):
        card = card or ShownCard(claim=awaited.ref, edition=awaited.seen)
    one_named = isinstance(awaited, ExpectingWhichClaim) and len(card_meant.waiting(speaker)) == 1
    if one_named and not speaker.understood.reading.sure:
        return Handling(f"awaited {awaited.name}", (awaited,))
    at_card = card is not None or bool(routing.mine(speaker.turn, speaker.person))
    if order := order_in(speaker, at_card=at_card):
        return Handling("staff order", (order, card))
    told = isinstance(awaited, ExpectingOrderYes) and awaited.order in VERDICTS and awaited.reason
    if told and not talks(speaker):
        return Handling("other reason", (awaited,))
    return None


def talks(speaker: Speaker) -> bool:
    """Whether words are surely no reason to be told: talk, a wait, a courtesy."""
    return speaker.understood.reading.has(*NO_REASON)


def in_group(speaker: Speaker) -> Handling | None:
    """What is said in a group in reply to a card, in whole known phrases; None for talk."""
    card = card_meant.replied_to(speaker)
    if card is None:
        return answer(speaker)
    if card.case:
        return at_case(speaker, card.case) if typed.explicit_order(speaker) else None
    order = exact_order(speaker, at_card=True)
    return Handling("staff order", (order, card)) if order else None


def work(speaker: Speaker, order: StaffOrder, card: ShownCard | None) -> None:
    """Do what was ordered, or ask before what cannot be taken back."""
    ORDERS[order.kind](speaker, order, card)


def alone(act: Callable[[Speaker], None]) -> Work:
    """An order about no card."""
    return lambda speaker, _, __: act(speaker)


ORDERS: dict[ActKind, Work] = {
    ActKind.APPROVE: on_claim.work,
    ActKind.RETURN: on_claim.work,
    ActKind.REFUSE: on_claim.work,
    ActKind.SECOND: on_claim.work,
    ActKind.ASSIGN: on_claim.work,
    ActKind.UNDO: lambda speaker, _, card: take_back.hear(speaker, card),
    ActKind.QUEUE: alone(queue.show),
    ActKind.FIND: alone(look_up.hear),
    ActKind.AWAY: alone(lambda speaker: absence.away(speaker, speaker.incoming.text)),
    ActKind.AWARD: alone(award.typed),
}
