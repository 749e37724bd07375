"""Letters of a case: the staff's answer to its card, and the person's answer to a human.

The staff's words go to the person only with the secret, from the staff's own proven mailbox, and
clear; anything less sends nothing: the card comes again, with the reason why.
"""

from core.claims import sending
from core.desk.casework import person_replies, planned_change
from core.desk.casework.actions import ACTIONS, perform
from core.desk.casework.case_action import allowed
from core.desk.casework.typed import order_of
from core.desk.repeats import said_often
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Case, Token
from core.people.tokens import Purpose
from core.programmes.answers.answer import brief
from core.reading.acts.case_orders import CaseOrder
from core.reading.acts.decisions import own_lines
from core.reading.text import words
from core.support import cards, case_life, case_log
from core.support.case import CASE
from core.support.case_log import EntryKind


def case_of(speaker: Speaker, token: Token) -> Case | None:
    """The case of its person that a letter answers, by the secret of a human's answer."""
    if token.purpose != Purpose.CASE or not speaker.incoming.text or speaker.elsewhere:
        return None
    case = case_life.locked_case_by_id(speaker.turn, token.about_id)
    return case if person_replies.theirs(speaker, case) else None


def hear_staff(speaker: Speaker, token: Token) -> None:
    """Do what the letter says, or send the card again and say why nothing was done."""
    case = case_life.locked_case_by_id(speaker.turn, token.about_id)
    try:
        case = allowed(speaker.at_work, case, ACTIONS["answer"].right)
    except Refusal as refusal:
        tell(speaker, refusal.word, **refusal.values)
        return
    order = order_of(speaker)
    if why := doubt(speaker, order):
        show_again(speaker, case, speaker.word(why, said=brief(order.rest)))
        speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, why)
        return
    try:
        answered_since(speaker, case, order, token)
        obey(speaker, case, order)
    except Refusal as refusal:
        show_again(speaker, case, speaker.word(refusal.word, **refusal.values))
        speaker.turn.effects.conclude(Outcome.REJECTED, refusal.word)


def doubt(speaker: Speaker, order: CaseOrder) -> str:
    """The word for why a letter does nothing; empty when it does."""
    if not speaker.incoming.text:
        return "case.mail_empty"
    if order.unclear and order.action:
        return "case.mail_reason"
    if order.unclear or speaker.incoming.cut or speaker.incoming.unsure or is_name(speaker):
        return "case.mail_unclear"
    return "" if speaker.writes_from_own else "case.mail_unproven"


def is_name(speaker: Speaker) -> bool:
    """Whether the letter begins with its writer's name: a signature, and nothing above it."""
    first = next(own_lines(speaker.incoming.text), "")
    return bool(words(first)) and words(first) == words(speaker.person.name)


def answered_since(speaker: Speaker, case: Case, order: CaseOrder, token: Token) -> None:
    """Refuse an answer where somebody else has answered after this letter's card went out.

    Keys are in the order of making (`World.chance`).
    """
    if ACTIONS[order.action].leaves != EntryKind.ANSWERED:
        return
    for entry in reversed(case_log.of(speaker.turn, case, EntryKind.ANSWERED)):
        if entry.id > token.id and entry.actor_id != speaker.person.id:
            raise case_log.already(speaker.turn, case, entry)


def obey(speaker: Speaker, case: Case, order: CaseOrder) -> None:
    """What a button would do, and a letter back that says so."""
    action = ACTIONS[order.action]
    if not action.in_words:
        raise Refusal("case.mail_unclear")
    words = order.rest if action.dialogue else ""
    known = perform(speaker.at_work, case, action.name, words)
    confirm(speaker, known, planned_change.told(speaker.turn, known, speaker.locale))


def show_again(speaker: Speaker, case: Case, why: str) -> None:
    """The card once more, with a secret of its own; not to a machine that answers each."""
    turn, address = speaker.turn, speaker.address
    to = To(address.door, address.value, address.person_id)
    card = cards.letter(turn, case, speaker.person, address, why)
    if not said_often(turn, to, CASE, card.text):
        cards.send_card(turn, case, to, speaker.person, card)


def confirm(speaker: Speaker, case: Case, text: str) -> None:
    """In their thread; an answer to it is once more for the case."""
    turn = speaker.turn
    values = {"text": text, "ref": case.ref, "name": speaker.person.name}
    if planned_change.is_planned(turn, case):
        values |= {"tap_keep": turn.say(speaker.locale, ACTIONS["keep"].tap)}
    message = Message(text, speaker.locale, letter="case-done", values=values)
    put(speaker, cards.answerable(turn, case, speaker.address, message))


def tell(speaker: Speaker, word: str, **values: str) -> None:
    """A refusal to somebody who may not work on the case: nothing of it is said."""
    locale = sending.locale_of(speaker.turn, speaker.person)
    text = speaker.turn.say(locale, word, **values)
    speaker.turn.effects.conclude(Outcome.REJECTED, word)
    put(speaker, Message(text, locale))


def put(speaker: Speaker, message: Message) -> None:
    speaker.said += 1
    incoming, address = speaker.incoming, speaker.address
    subject = f"{incoming.source}:{incoming.source_id}:{speaker.said}"
    to = To(address.door, address.value, address.person_id)
    outbox.put(speaker.turn, to, MessageKind.REPLY, subject, message)
