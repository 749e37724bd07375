"""What the staff type about a case whose card they see: an order, or words for its person.

Words for the person are laid out first, and go with one yes.
"""

import re

from core.desk.casework import dialogues, planned_change
from core.desk.casework.actions import ACTIONS, perform
from core.desk.casework.case_action import allowed
from core.desk.expecting import ExpectingAnswerYes, ExpectingCaseOrder
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.tables import Case, Person
from core.reading.acts.case_orders import NAME, CaseOrder, addressed, order_in
from core.reading.acts.kinds import ActKind
from core.reading.acts.reasons import halts
from core.reading.acts.yes_no import assents
from core.reading.languages import compiled, either
from core.reading.names.plain_name import plain_name
from core.reading.text import words
from core.support import assignees, case_life

# « Réponds-lui que … »: what stands before the words for the person.
TOLD = compiled(rf"\s*(?:{either('staff.tell_them')})\s*:?\s*(?P<said>\S.*)", re.I | re.S)
TO_US = (
    ActKind.TALK,
    ActKind.WAIT,
    ActKind.BACK,
    ActKind.UNDO,
    ActKind.SECOND,
    ActKind.ASSIGN,
    ActKind.QUEUE,
)
HINTED = 0.2  # so likely at least must be what is said to us
QUOTES = '«»"“” \n'


def order_of(speaker: Speaker) -> CaseOrder:
    """The order of what one of the staff writes; unclear where it takes a name and more is said."""
    order = order_in(speaker.incoming.text, known_of(speaker))
    if order.action not in NAME or not order.rest:
        return order
    name = plain_name(order.rest)
    return CaseOrder(order.action, name) if name else CaseOrder(unclear=True)


def explicit_order(speaker: Speaker) -> CaseOrder | None:
    """The order that known phrases say; None where the words are none for sure."""
    given = order_of(speaker)
    if given.action == "keep" and not changes_planned(speaker):
        return None
    told = given.action and given.rest != speaker.incoming.text.strip()
    return given if told and not given.unclear else None


def changes_planned(speaker: Speaker) -> bool:
    """Whether anything that can be taken back is ordered for the badge of the case on the screen;
    else « annule » is about something else."""
    awaited = speaker.awaited
    case = (
        case_life.locked_case(speaker.turn, awaited.ref)
        if isinstance(awaited, ExpectingCaseOrder)
        else None
    )
    return case is not None and planned_change.is_planned(speaker.turn, case)


def likely_order(speaker: Speaker) -> CaseOrder | None:
    """What the words are likely to order, which is asked about or only passes the case on.

    Words in reply to a card are for its person unless they are hardly an answer to anybody.
    """
    text, reading = speaker.incoming.text, speaker.understood.reading
    if reading.has(ActKind.ASSIGN, ActKind.SECOND):
        return CaseOrder("give", text)
    given = order_in(text, known_of(speaker))
    plain = given.action == "answer" and not reading.has(ActKind.TALK, ActKind.WAIT, ActKind.HELP)
    replying = bool(speaker.incoming.replies_to) and plain
    if reading.likely(ActKind.REPLY) or replying:
        return CaseOrder("answer", for_person(text))
    return None


def doubted_order(speaker: Speaker) -> CaseOrder | None:
    """The order whose reason may say not to do it; None where there is none such."""
    order = order_of(speaker)
    return order if order.unclear and order.action else None


def orders(speaker: Speaker) -> bool:
    """Whether the words tell what to do with the case whose card is shown."""
    return any(read(speaker) for read in (explicit_order, doubted_order, likely_order))


def is_doubtful(speaker: Speaker) -> bool:
    """Whether words that were asked for as an answer may be said to us, or to a colleague."""
    text = speaker.incoming.text
    hints = speaker.understood.reading.hints
    ours = sum(hints.get(kind, 0.0) for kind in TO_US)
    to_us = ours > max(hints.get(ActKind.REPLY, 0.0), HINTED)
    return (to_us or halts(text)) and not addressed(text)


def for_person(text: str) -> str:
    """The words as the person would read them: without « réponds-lui que », without quotes."""
    found = TOLD.fullmatch(text)
    said = found["said"].strip(QUOTES) if found else text.strip()
    return said[:1].upper() + said[1:]


def work(speaker: Speaker, case: Case | None, given: CaseOrder) -> None:
    """Lay out an answer, or pass the case on; raises `Refusal` where that is not theirs."""
    action = ACTIONS[given.action]
    known = allowed(speaker.at_work, case, action.right)
    if action.name == "answer":
        dialogues.lay_out_words(speaker, known, given.rest)
        return
    named = colleagues_in(speaker, known)
    if len(named) == 1:
        dialogues.done(speaker, perform(speaker.at_work, known, "give", str(named[0].id)))
    else:
        dialogues.offer_colleagues(speaker, known, action, "0")


def colleagues_in(speaker: Speaker, case: Case) -> list[Person]:
    """The colleagues whom the words name: by the whole name, else by a part of it."""
    told = set(words(speaker.incoming.text))
    able = [each for each in assignees.able(speaker.turn, case) if each.id != speaker.person.id]
    named = [each for each in able if told.intersection(words(each.name))]
    return [each for each in named if told.issuperset(words(each.name))] or named


def hear_yes(speaker: Speaker, awaited: ExpectingAnswerYes) -> None:
    """A yes sends the words that were laid out, a no sends nothing. Raises `Refusal` as sending
    does."""
    if not assents(speaker.incoming.text, known_of(speaker)):
        speaker.expect()
        speaker.reply(speaker.word("review.reason_dropped"))
        return
    case = allowed(
        speaker.at_work,
        case_life.locked_case(speaker.turn, awaited.ref),
        ACTIONS["answer"].right,
    )
    ACTIONS["answer"].effect(speaker.at_work, case, awaited.words, awaited.seen)
    dialogues.done(speaker, case)
